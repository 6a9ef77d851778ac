package types

import (
	"encoding/binary"
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

// The sign field of the binary form.
const (
	signPositive = 0x0000
	signNegative = 0x4000
	signNaN      = 0xC000
	signInf      = 0xD000
	signNegInf   = 0xF000
)

// appendNumericBinary writes the number of base-10000 digits, the weight of
// the first, the sign, the display scale, and the digits.
func appendNumericBinary(dst []byte, d *apd.Decimal) []byte {
	sign := uint16(signPositive)
	switch {
	case d.Form == apd.Infinite && d.Negative:
		sign = signNegInf
	case d.Form == apd.Infinite:
		sign = signInf
	case d.Form != apd.Finite:
		sign = signNaN
	case d.Negative:
		sign = signNegative
	}
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0, byte(sign>>8), byte(sign), 0, 0)
	if d.Form != apd.Finite {
		return dst
	}
	binary.BigEndian.PutUint16(dst[start+6:], uint16(max(-d.Exponent, 0)))
	if d.Coeff.Sign() == 0 {
		return dst
	}
	dst, weight := appendBase10000(dst, d)
	binary.BigEndian.PutUint16(dst[start:], uint16((len(dst)-start-8)/2))
	binary.BigEndian.PutUint16(dst[start+2:], uint16(weight))
	return dst
}

// appendBase10000 appends the digits of d without zeros at the end and returns
// the power of 10000 that the first one counts. The decimal digits are written
// first and packed in place, four into two bytes.
func appendBase10000(dst []byte, d *apd.Decimal) ([]byte, int) {
	const zeros = "000"
	start := len(dst)
	dst = appendCoefficient(append(dst, zeros...), &d.Coeff)
	leading := len(dst) - start - len(zeros) + int(d.Exponent) - 1 // power of ten of the first digit
	weight := int(floorDiv(int64(leading), 4))
	from := start + len(zeros) - (4*weight + 3 - leading)
	for (len(dst)-from)%4 != 0 {
		dst = append(dst, '0')
	}
	to := start
	for ; from < len(dst); from += 4 {
		group := uint16(dst[from]-'0')*1000 + uint16(dst[from+1]-'0')*100 + uint16(dst[from+2]-'0')*10 + uint16(dst[from+3]-'0')
		binary.BigEndian.PutUint16(dst[to:], group)
		to += 2
	}
	for to > start && dst[to-1] == 0 && dst[to-2] == 0 {
		to -= 2
	}
	return dst[:to], weight
}

func parseNumericBinary(r *reader) (Value, error) {
	count, weight, sign, scale := int(uint16(r.int16())), r.int16(), uint16(r.int16()), r.int16()
	digits := r.take(2 * count)
	if r.short {
		return Null, nil
	}
	if scale < 0 || scale > numericMaxScale {
		return Null, badNumeric("scale")
	}
	d := &apd.Decimal{Exponent: -int32(scale)}
	switch sign {
	case signNaN:
		return NewNumeric(&apd.Decimal{Form: apd.NaN}), nil
	case signInf, signNegInf:
		return NewNumeric(&apd.Decimal{Form: apd.Infinite, Negative: sign == signNegInf}), nil
	case signPositive, signNegative:
	default:
		return Null, badNumeric("sign")
	}
	if !unpackBase10000(&d.Coeff, digits, int(weight), int(scale)) {
		return Null, badNumeric("digit")
	}
	d.Negative = sign == signNegative && d.Coeff.Sign() != 0
	return NewNumeric(d), nil
}

func badNumeric(part string) error {
	return pgerr.New(pgerr.InvalidBinaryRepresentation, "invalid "+part+` in external "numeric" value`)
}

// unpackBase10000 sets c to the digits, the first of which counts 10000 to the
// power of weight, as a number with scale decimals; more decimals are cut off.
func unpackBase10000(c *apd.BigInt, digits []byte, weight, scale int) bool {
	text := make([]byte, 0, 2*len(digits))
	for i := 0; i < len(digits); i += 2 {
		group := binary.BigEndian.Uint16(digits[i:])
		if group > 9999 {
			return false
		}
		text = append(text, byte('0'+group/1000), byte('0'+group/100%10), byte('0'+group/10%10), byte('0'+group%10))
	}
	wanted := 4*(weight+1) + scale // digits up to the last decimal
	switch {
	case wanted <= 0 || len(text) == 0:
		return true
	case wanted <= len(text):
		text = text[:wanted]
	default:
		text = append(text, strings.Repeat("0", wanted-len(text))...)
	}
	setDigits(c, strings.TrimLeft(string(text), "0"))
	return true
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
