package types

import (
	"encoding/binary"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

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
