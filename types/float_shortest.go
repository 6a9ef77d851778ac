package types

import (
	"bytes"
	"math"
	"math/bits"
	"strconv"
)

// appendShortest prints f with an exponent and the fewest digits that read back
// as f. Where these would lie exactly half way to the next float, PostgreSQL
// does not trust the reader's rounding and prints a digit more.
func appendShortest(dst []byte, f float64, size int) []byte {
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, size)
	digits, count, zeros := decimalParts(dst[start:])
	if zeros <= 0 || zeros >= len(pow5) || !isHalfway(digits, zeros, f, size) {
		return dst
	}
	for ; count <= 17; count++ { // a zero more is the same number
		dst = strconv.AppendFloat(dst[:start], f, 'e', count, size)
		if dst[start+bytes.IndexByte(dst[start:], 'e')-1] != '0' {
			break
		}
	}
	return dst
}

// decimalParts takes d.ddde+xx apart: the digits as a number, how many they
// are, and how many zeros follow them.
func decimalParts(text []byte) (digits uint64, count, zeros int) {
	for i, c := range text {
		switch {
		case c == 'e':
			exponent, err := strconv.Atoi(string(text[i+1:]))
			if err != nil {
				return 0, 0, 0
			}
			return digits, count, exponent - count + 1
		case isDigit(c):
			digits, count = digits*10+uint64(c-'0'), count+1
		}
	}
	return digits, count, 0
}

// pow5 are the powers of five that can divide a point half way between floats.
var pow5 = func() (p [24]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 5 * p[i-1]
	}
	return p
}()

// isHalfway reports whether digits and so many zeros are the number half way
// between f and a neighbour. Apart from powers of two that number is odd, and
// known from the mantissa of f; digits is as near to f as that.
func isHalfway(digits uint64, zeros int, f float64, size int) bool {
	mantissa := math.Float64bits(f)&(1<<52-1) | 1<<52
	first := uint64(1) << 52
	if size == 32 {
		mantissa, first = mantissa>>29, first>>29
	}
	hi, lo := bits.Mul64(digits, pow5[zeros])
	odd := lo >> bits.TrailingZeros64(lo)
	if hi != 0 {
		shift := bits.TrailingZeros64(lo)
		odd = lo>>shift | hi<<(64-shift)
		if hi>>shift != 0 {
			return false
		}
	}
	// Below a power of two the floats are twice as dense.
	return odd == 2*mantissa+1 || odd == 2*mantissa-1 || mantissa == first && odd == 4*mantissa-1
}
