package types

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// A numeric is an apd.Decimal whose exponent is minus the display scale, never
// above 0; zero is never negative.

// The limits of the type: digits before the point and digits behind it.
const (
	numericMaxWeight = 131072
	numericMaxScale  = 16383
)

var pow10 = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = 10 * p[i-1]
	}
	return p
}()

func numericOverflow() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format")
}

func appendNumeric(dst []byte, d *apd.Decimal) []byte {
	switch {
	case d.Form == apd.NaN || d.Form == apd.NaNSignaling:
		return append(dst, "NaN"...)
	case d.Negative:
		dst = append(dst, '-')
	}
	if d.Form == apd.Infinite {
		return append(dst, "Infinity"...)
	}
	start := len(dst)
	dst = appendCoefficient(dst, &d.Coeff)
	if d.Exponent >= 0 {
		return dst
	}
	return insertPoint(dst, start, int(-d.Exponent))
}

// insertPoint puts a point before the last scale digits of dst[start:] and
// zeros in front where there are too few.
func insertPoint(dst []byte, start, scale int) []byte {
	missing := max(scale+1-(len(dst)-start), 0)
	end := len(dst) + missing
	for i := 0; i <= missing; i++ {
		dst = append(dst, '0')
	}
	copy(dst[start+missing:end], dst[start:end-missing])
	for i := range missing {
		dst[start+i] = '0'
	}
	point := end - scale
	copy(dst[point+1:], dst[point:end])
	dst[point] = '.'
	return dst
}

// appendCoefficient appends the digits of a number that is not negative. Up to
// 128 bits, which the number holds inline, it allocates nothing.
func appendCoefficient(dst []byte, c *apd.BigInt) []byte {
	words := c.Bits()
	switch len(words) {
	case 0:
		return append(dst, '0')
	case 1:
		return strconv.AppendUint(dst, uint64(words[0]), 10)
	case 2:
		const e19 = 10_000_000_000_000_000_000
		hi, rest := bits.Div64(0, uint64(words[1]), e19)
		mid, low := bits.Div64(rest, uint64(words[0]), e19)
		top, mid := bits.Div64(hi, mid, e19) // 2^128 has 39 digits
		if top == 0 {
			return appendDigits19(strconv.AppendUint(dst, mid, 10), low)
		}
		dst = appendDigits19(strconv.AppendUint(dst, top, 10), mid)
		return appendDigits19(dst, low)
	}
	return c.Append(dst, 10)
}

// appendDigits19 appends u as 19 digits.
func appendDigits19(dst []byte, u uint64) []byte {
	for limit := uint64(1_000_000_000_000_000_000); limit > 1 && u < limit; limit /= 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendUint(dst, u, 10)
}

// numericWords are the names of values that have no digits.
var numericWords = map[string]apd.Decimal{
	"nan":       {Form: apd.NaN},
	"infinity":  {Form: apd.Infinite},
	"+infinity": {Form: apd.Infinite},
	"-infinity": {Form: apd.Infinite, Negative: true},
	"inf":       {Form: apd.Infinite},
	"+inf":      {Form: apd.Infinite},
	"-inf":      {Form: apd.Infinite, Negative: true},
}

func parseNumeric(s string) (Value, error) {
	text := trimSpace(s)
	if d, ok := numericWords[strings.ToLower(text)]; ok {
		return NewNumeric(&d), nil
	}
	if !isDecimal(text) {
		return Null, syntaxError("numeric", s)
	}
	d, err := decimal(text)
	if err != nil {
		return Null, err
	}
	return NewNumeric(d), nil
}

// decimal makes a numeric of a text that isDecimal has accepted. Its display
// scale is that of the text.
func decimal(text string) (*apd.Decimal, error) {
	negative := text[0] == '-'
	digits, exponent := mantissa(text), int64(0)
	if len(digits) < len(text) {
		var err error
		exponent, err = strconv.ParseInt(text[len(digits)+1:], 10, 32)
		if err != nil || exponent > numericMaxWeight*2 || exponent < -numericMaxScale*2 {
			return nil, numericOverflow()
		}
	}
	whole, fraction, _ := strings.Cut(trimSign(digits), ".")
	exponent -= int64(len(fraction))
	significant := strings.TrimLeft(whole+fraction, "0")
	if int64(len(significant))+exponent > numericMaxWeight || -exponent > numericMaxScale {
		return nil, numericOverflow()
	}
	if exponent > 0 {
		significant += strings.Repeat("0", int(exponent))
		exponent = 0
	}
	d := &apd.Decimal{Exponent: int32(exponent)}
	setDigits(&d.Coeff, significant)
	d.Negative = negative && d.Coeff.Sign() != 0
	return d, nil
}

func setDigits(c *apd.BigInt, digits string) {
	if digits == "" {
		return
	}
	if u, err := strconv.ParseUint(digits, 10, 64); err == nil {
		c.SetUint64(u)
		return
	}
	c.SetString(digits, 10)
}

// CompareNumeric orders numerics as PostgreSQL does: NaN equals NaN and is
// greater than everything else; the scale does not count.
func CompareNumeric(a, b *apd.Decimal) int {
	aNaN, bNaN := isNaN(a), isNaN(b)
	switch {
	case aNaN || bNaN:
		return compareBool(aNaN, bNaN)
	case a.Exponent == b.Exponent && a.Form == b.Form && a.Form == apd.Finite && a.Negative == b.Negative:
		c := a.Coeff.Cmp(&b.Coeff)
		if a.Negative {
			return -c
		}
		return c
	}
	return a.Cmp(b)
}

func isNaN(d *apd.Decimal) bool { return d.Form == apd.NaN || d.Form == apd.NaNSignaling }
