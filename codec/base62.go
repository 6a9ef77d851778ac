package codec

import (
	"math"
	"math/bits"
	"strings"
)

// alphabet has the digits of s3db.js's base62 in order of value.
const alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// digitOf gives the value of a digit, -1 for other bytes.
var digitOf = func() (t [256]int8) {
	for i := range t {
		t[i] = int8(strings.IndexByte(alphabet, byte(i)))
	}
	return t
}()

// Base62 returns n in base62.
func Base62(n uint64) string {
	var buf [11]byte // 62^11 > 2^64
	i := len(buf)
	for {
		i--
		buf[i] = alphabet[n%62]
		if n /= 62; n == 0 {
			return string(buf[i:])
		}
	}
}

// ParseBase62 undoes Base62. ok is false for an empty text, a byte that is no
// digit and a number beyond 64 bits.
func ParseBase62(s string) (n uint64, ok bool) {
	for i := range len(s) {
		d := digitOf[s[i]]
		hi, lo := bits.Mul64(n, 62)
		sum, carry := bits.Add64(lo, uint64(d), 0)
		if d < 0 || hi != 0 || carry != 0 {
			return 0, false
		}
		n = sum
	}
	return n, s != ""
}

// base62Int returns n with its sign in front.
func base62Int(n int64) string {
	if n < 0 {
		return "-" + Base62(-uint64(n))
	}
	return Base62(uint64(n))
}

// base62Float returns floor(f) for a finite f, -0 as 0, as s3db.js does: exact
// below 2^53, beyond that with the rounding of its divisions.
func base62Float(f float64) string {
	if f < 0 {
		return "-" + base62Float(-math.Floor(f))
	}
	f = math.Floor(f)
	if f < 1<<53 {
		return Base62(uint64(f))
	}
	var digits []byte
	for ; f > 0; f = math.Floor(f / 62) {
		digits = append(digits, alphabet[int(math.Mod(f, 62))])
	}
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return string(digits)
}

// parseBase62Float reads digits as s3db.js does, for numbers beyond 64 bits.
func parseBase62Float(s string) (f float64, ok bool) {
	for i := range len(s) {
		d := digitOf[s[i]]
		if d < 0 {
			return 0, false
		}
		f = f*62 + float64(d)
	}
	return f, s != ""
}
