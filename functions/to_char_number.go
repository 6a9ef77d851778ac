package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// toCharNumber are the forms of to_char for numbers (manual, 9.8). Integers
// go through numeric.
func toCharNumber() []Overload {
	text := types.Text
	form := func(oid types.OID, t *types.Type, format func(*picture, types.Value) string) Overload {
		return pure(oid, "to_char", takes(t, text), text, scalar(func(_ *Env, args []types.Value) (types.Value, error) {
			template := args[1].Text()
			if template == "" {
				return types.NewText(""), nil
			}
			p, err := parsePicture(template)
			if err != nil {
				return types.Null, err
			}
			return types.NewText(format(p, args[0])), nil
		})).stable()
	}
	ofInt := func(p *picture, v types.Value) string { return p.formatNumeric(apd.New(v.Int(), 0)) }
	return []Overload{
		form(1772, types.Numeric, func(p *picture, v types.Value) string { return p.formatNumeric(v.Numeric()) }),
		form(1773, types.Int4, ofInt),
		form(1774, types.Int8, ofInt),
		form(1775, types.Float4, func(p *picture, v types.Value) string { return p.formatFloat(v.Float(), 6) }),
		form(1776, types.Float8, func(p *picture, v types.Value) string { return p.formatFloat(v.Float(), 15) }),
	}
}

// formatNumeric prints an exact number.
func (p *picture) formatNumeric(d *apd.Decimal) string {
	switch {
	case p.roman:
		return p.formatRoman(d)
	case p.scientific:
		return p.formatScientific(d)
	}
	if p.shift > 0 && finiteNumeric(d) {
		shifted := &apd.Decimal{Form: d.Form, Negative: d.Negative, Coeff: d.Coeff, Exponent: d.Exponent + int32(p.shift)}
		d = widen(shifted)
	}
	d = types.RoundNumeric(d, int32(p.decimals))
	return p.formatDigits(numericText(types.AbsNumeric(d)), d.Negative)
}

func numericText(d *apd.Decimal) string {
	return string(types.AppendText(nil, types.Numeric, types.NewNumeric(d), types.DefaultStyle))
}

// widen gives a decimal with a positive exponent the scale 0.
func widen(d *apd.Decimal) *apd.Decimal {
	if d.Exponent <= 0 {
		return d
	}
	var coeff apd.BigInt
	coeff.Mul(&d.Coeff, powerOfTen(d.Exponent))
	return &apd.Decimal{Form: d.Form, Negative: d.Negative, Coeff: coeff}
}

// formatFloat prints as many decimals as the type surely has digits.
func (p *picture) formatFloat(f float64, digits int) string {
	if p.roman || p.scientific || math.IsNaN(f) || math.IsInf(f, 0) {
		return p.formatNumeric(decimalOfFloat(f))
	}
	if p.shift > 0 {
		f *= math.Pow10(p.shift)
		if digits == 6 {
			f = float64(float32(f))
		}
	}
	limited := *p
	whole := len(strconv.FormatFloat(math.Abs(f), 'f', 0, 64))
	limited.decimals = max(0, min(p.decimals, digits-whole))
	text := strconv.FormatFloat(f, 'f', limited.decimals, 64)
	text, negative := strings.CutPrefix(text, "-")
	return limited.formatDigits(text, negative)
}

func decimalOfFloat(f float64) *apd.Decimal {
	switch {
	case math.IsNaN(f):
		return &apd.Decimal{Form: apd.NaN}
	case math.IsInf(f, 0):
		return &apd.Decimal{Form: apd.Infinite, Negative: f < 0}
	}
	d, err := new(apd.Decimal).SetFloat64(f)
	if err != nil {
		return apd.New(0, 0)
	}
	return d
}

// formatDigits writes digits, or # in all places where they are too many.
func (p *picture) formatDigits(digits string, negative bool) string {
	wide := *p
	wide.integers += p.shift
	if integer, _, _ := strings.Cut(digits, "."); len(integer) > wide.integers {
		digits = strings.Repeat("#", wide.integers) + "." + strings.Repeat("#", p.decimals)
	}
	return wide.write(digits, negative)
}

// formatScientific is EEEE: one digit before the point, an exponent of two.
func (p *picture) formatScientific(d *apd.Decimal) string {
	sign := " "
	if d.Negative {
		sign = "-"
	}
	if !finiteNumeric(d) {
		return " " + strings.Repeat("#", p.integers) + "." + strings.Repeat("#", p.decimals+4)
	}
	digits := d.Coeff.String()
	exponent := int(d.Exponent) + len(digits) - 1
	if d.IsZero() {
		exponent = 0
	}
	mantissa := &apd.Decimal{Coeff: d.Coeff, Exponent: -int32(len(digits) - 1)}
	mantissa = types.RoundNumeric(mantissa, int32(p.decimals))
	text := numericText(mantissa)
	if strings.HasPrefix(text, "10") {
		exponent++
		text = numericText(types.RoundNumeric(apd.New(1, 0), int32(p.decimals)))
	}
	power := strconv.Itoa(int(abs(int64(exponent))))
	if len(power) < 2 {
		power = "0" + power
	}
	return sign + text + "e" + string(signByte(exponent)) + power
}

func signByte(n int) byte {
	if n < 0 {
		return '-'
	}
	return '+'
}

// romanDigits are the numerals in falling order.
var romanDigits = []struct {
	value int64
	text  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
	{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

// formatRoman is RN for 1 to 3999.
func (p *picture) formatRoman(d *apd.Decimal) string {
	var b strings.Builder
	n, err := types.RoundNumeric(d, 0).Int64()
	if !finiteNumeric(d) || err != nil || n < 1 || n > 3999 {
		b.WriteString(strings.Repeat("#", 15))
		n = 0
	}
	for _, digit := range romanDigits {
		for ; n >= digit.value; n -= digit.value {
			b.WriteString(digit.text)
		}
	}
	text := b.String()
	if p.lowerRoman {
		text = strings.ToLower(text)
	}
	if p.fill {
		return text
	}
	return strings.Repeat(" ", max(0, 15-len(text))) + text
}

// pictureError is a complaint about a number format.
func pictureError(message string) *pgerr.Error { return pgerr.New(pgerr.SyntaxError, message) }
