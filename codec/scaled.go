package codec

import (
	"math/big"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// scaled is the codec of V21's numbers with a fixed number of digits behind
// the point: a mark, and base62 of the number as a whole number of the last
// digit. Values are KindNumeric.
type scaled struct {
	mark   string
	digits int32
	offset int64 // added to the number: the lowest latitude is 0
}

// Marks of the scaled numbers.
const (
	decimalMark = "^"
	moneyMark   = "$"
	geoMark     = "~"
)

// Encode leaves a number with more digits, which s3db.js 10 may have written,
// in the form of other numbers. NaN and infinities stand behind the mark as they
// stand in that form.
func (c scaled) Encode(v types.Value) (string, error) {
	d := v.Numeric()
	if d.Form != apd.Finite {
		return c.mark + "~" + numericText(d), nil
	}
	rounded := c.round(d)
	if types.CompareNumeric(rounded, d) != 0 {
		return unscaled(d), nil
	}
	sum, err := types.AddNumeric(rounded, apd.New(c.offset, 0))
	if err != nil {
		return "", err
	}
	whole, fraction, _ := strings.Cut(numericText(c.round(sum)), ".")
	n, _ := new(big.Int).SetString(whole+fraction, 10)
	return c.mark + n.Text(62), nil // math/big has the same alphabet
}

// round returns a number with the digits that the form holds, halves away from
// zero.
func (c scaled) round(d *apd.Decimal) *apd.Decimal { return types.RoundNumeric(d, c.digits) }

func numericText(d *apd.Decimal) string {
	return string(types.AppendText(nil, types.Numeric, types.NewNumeric(d), storedStyle))
}

// Decode also takes the form of other numbers. An empty text is no value, as
// there.
func (c scaled) Decode(text string) (types.Value, error) {
	if text == "" {
		return types.Null, nil
	}
	digits, marked := strings.CutPrefix(text, c.mark)
	if special, ok := strings.CutPrefix(digits, "~"); ok && marked {
		return types.ParseText(types.Numeric, types.NoTypmod, special, nil)
	}
	if !marked {
		return parseUnscaled(text)
	}
	n, ok := parseBig62(digits)
	if !ok {
		return types.Null, badText("number", text)
	}
	n.Sub(n, new(big.Int).Mul(big.NewInt(c.offset), power10(c.digits)))
	return types.NewNumeric(apd.NewWithBigInt(new(apd.BigInt).SetMathBigInt(n), -c.digits)), nil
}

func power10(digits int32) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}

// parseBig62 reads base62 digits with a sign.
func parseBig62(text string) (n *big.Int, ok bool) {
	for i, c := range []byte(strings.TrimPrefix(text, "-")) {
		if digitOf[c] < 0 || i > maxDigits {
			return nil, false
		}
	}
	return new(big.Int).SetString(text, 62)
}

// unscaled returns a number in the form of those without a fixed number of
// digits: the integer part in base62, the fraction as it is.
func unscaled(d *apd.Decimal) string {
	whole, fraction, _ := strings.Cut(numericText(d), ".")
	digits, negative := strings.CutPrefix(whole, "-")
	n, _ := new(big.Int).SetString(digits, 10)
	text := n.Text(62) + "." + fraction
	if negative {
		text = "-" + text
	}
	return text
}

func parseUnscaled(text string) (types.Value, error) {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	n, ok := parseBig62(whole)
	if !ok || strings.Trim(fraction, "0123456789e+-") != "" {
		return types.Null, badText("number", text)
	}
	sign := text[:len(text)-len(strings.TrimPrefix(text, "-"))]
	v, err := types.ParseText(types.Numeric, types.NoTypmod, sign+n.String()+"."+fraction, nil)
	if err != nil {
		return types.Null, badText("number", text)
	}
	return v, nil
}
