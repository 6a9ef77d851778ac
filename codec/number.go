package codec

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// Texts of the doubles that have no digits.
const (
	nanText      = "~NaN"
	infinityText = "~Infinity"
	minusInfText = "~-Infinity"
)

// number is the codec of numbers: the integer part in base62, the digits of
// the fraction as they are (format, section 6.3). With exact every double
// reads back the same, which costs compatibility in the rounding beyond 2^53
// and in exponents; without, the texts are those of s3db.js. With single they
// are float4, which have shorter texts.
type number struct{ integer, exact, single bool }

func (c number) Encode(v types.Value) (string, error) {
	if v.Kind() == types.KindInt {
		return base62Int(v.Int()), nil
	}
	f := v.Float()
	switch {
	case math.IsNaN(f):
		return nanText, nil
	case math.IsInf(f, 1):
		return infinityText, nil
	case math.IsInf(f, -1):
		return minusInfText, nil
	case c.integer:
		return base62Float(f), nil
	case math.Signbit(f) && (f != 0 || c.exact):
		return "-" + c.magnitude(-f), nil
	}
	return c.magnitude(f), nil
}

// magnitude returns the text of a finite number that is not negative.
func (c number) magnitude(f float64) string {
	if f == math.Trunc(f) && (c.exact || f < 1e21) {
		return c.whole(f)
	}
	text := jsNumber(f, c.bits())
	if c.exact || !strings.Contains(text, ".") && strings.Contains(text, "e-") {
		// s3db.js loses 1e-7, the only exponents without a point that it
		// does not read back; without the exponent it does.
		text = strconv.FormatFloat(f, 'f', -1, c.bits())
	}
	whole, fraction, ok := strings.Cut(text, ".")
	if !ok {
		return c.whole(f)
	}
	n, _ := strconv.ParseUint(whole, 10, 64) // below 2^53, where fractions end
	return Base62(n) + "." + fraction
}

func (c number) bits() int {
	if c.single {
		return 32
	}
	return 64
}

func (c number) whole(f float64) string {
	if !c.exact || f < 1<<64 {
		return base62Float(f)
	}
	n, _ := new(big.Float).SetFloat64(f).Int(nil)
	return n.Text(62) // math/big has the same alphabet
}

// Decode reads an empty text as NULL: s3db.js loses some numbers so.
func (c number) Decode(text string) (types.Value, error) {
	switch text {
	case "":
		return types.Null, nil
	case nanText:
		return types.NewFloat(math.NaN()), nil
	case infinityText:
		return types.NewFloat(math.Inf(1)), nil
	case minusInfText:
		return types.NewFloat(math.Inf(-1)), nil
	}
	if n, ok := parseBase62Int(text); ok && c.integer {
		return types.NewInt(n), nil
	}
	digits, negative := strings.CutPrefix(text, "-")
	f, ok := c.parseMagnitude(digits)
	if !ok {
		return types.Null, badText("number", text)
	}
	if c.single {
		f = float64(float32(f))
	}
	if negative {
		f = -f
	}
	return types.NewFloat(f), nil
}

func (c number) parseMagnitude(text string) (float64, bool) {
	whole, fraction, ok := strings.Cut(text, ".")
	if n, fits := ParseBase62(whole); ok && fits {
		if strings.Trim(fraction, "0123456789e+-") != "" {
			return 0, false
		}
		f, err := strconv.ParseFloat(strconv.FormatUint(n, 10)+"."+fraction, 64)
		return f, err == nil
	} else if fits && (c.exact || n < 1<<53) {
		return float64(n), true
	}
	if !c.exact {
		return parseBase62Float(text)
	}
	n, ok := new(big.Int).SetString(text, 62)
	if !ok || text == "" || digitOf[text[0]] < 0 {
		return 0, false
	}
	f, _ := new(big.Float).SetInt(n).Float64()
	return f, !math.IsInf(f, 0)
}

// parseBase62Int undoes base62Int; ok is false beyond 64 bits.
func parseBase62Int(s string) (int64, bool) {
	digits, negative := strings.CutPrefix(s, "-")
	n, ok := ParseBase62(digits)
	switch {
	case !ok || n > 1<<63 || n == 1<<63 && !negative:
		return 0, false
	case negative:
		return int64(-n), true
	}
	return int64(n), true
}

// jsNumber returns the text that JavaScript's String gives a finite number:
// the shortest digits, with an exponent below 1e-6 and from 1e21 on.
func jsNumber(f float64, bits int) string {
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, bits), "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(f+0, 'f', -1, bits)
}
