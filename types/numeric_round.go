package types

import (
	"fmt"
	"math/bits"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// bigPow10 are the powers of ten that ordinary numbers need. They are shared
// and must not be changed.
var bigPow10 = func() (p [64]*apd.BigInt) {
	for i := range p {
		p[i] = new(apd.BigInt).Exp(apd.NewBigInt(10), apd.NewBigInt(int64(i)), nil)
	}
	return p
}()

// tenTo returns 10 to the power of n, which the caller must not change.
func tenTo(n int64) *apd.BigInt {
	if n < int64(len(bigPow10)) {
		return bigPow10[n]
	}
	return new(apd.BigInt).Exp(apd.NewBigInt(10), apd.NewBigInt(n), nil)
}

// stripZeros divides c by ten as often as that leaves no rest, and returns how
// often. It tries high powers first, as c may have 100,000 zeros; there are no
// more of them than c has zero bits at its end.
func stripZeros(c *apd.BigInt) int64 {
	stripped := int64(0)
	var quotient, rest apd.BigInt
	for step := int64(1) << bits.Len(c.TrailingZeroBits()) >> 1; step > 0; step >>= 1 {
		quotient.QuoRem(c, tenTo(step), &rest)
		if rest.Sign() == 0 {
			c.Set(&quotient)
			stripped += step
		}
	}
	return stripped
}

func scaleOf(d *apd.Decimal) int32 { return -d.Exponent }

// setScale gives d another scale; digits behind it are rounded, halves away
// from zero, or cut off. A scale below 0 leaves zeros before the point.
func setScale(d *apd.Decimal, scale int32, round bool) {
	if d.Form != apd.Finite {
		return
	}
	switch drop := int64(scaleOf(d)) - int64(scale); {
	case drop < 0:
		d.Coeff.Mul(&d.Coeff, tenTo(-drop))
	case drop > 0:
		divideRounded(&d.Coeff, tenTo(drop), round)
	}
	if scale < 0 {
		d.Coeff.Mul(&d.Coeff, tenTo(int64(-scale)))
		scale = 0
	}
	d.Exponent = -scale
	d.Negative = d.Negative && d.Coeff.Sign() != 0
}

// divideRounded sets c, which is not negative, to c / by.
func divideRounded(c, by *apd.BigInt, round bool) {
	var rest apd.BigInt
	c.QuoRem(c, by, &rest)
	if round && rest.Add(&rest, &rest).Cmp(by) >= 0 {
		c.Add(c, apd.NewBigInt(1))
	}
}

// RoundNumeric returns a with scale decimals, halves rounded away from zero;
// a scale below 0 rounds tens, hundreds and so on.
func RoundNumeric(a *apd.Decimal, scale int32) *apd.Decimal {
	return rescaled(a, clampScale(scale), true)
}

// TruncNumeric returns a with scale decimals, the others cut off.
func TruncNumeric(a *apd.Decimal, scale int32) *apd.Decimal {
	return rescaled(a, clampScale(scale), false)
}

func rescaled(a *apd.Decimal, scale int32, round bool) *apd.Decimal {
	out := new(apd.Decimal).Set(a)
	setScale(out, scale, round)
	return out
}

func clampScale(scale int32) int32 { return min(max(scale, -2000), 2000) }

// CeilNumeric returns the least integer that is not below a.
func CeilNumeric(a *apd.Decimal) *apd.Decimal { return towards(a, false) }

// FloorNumeric returns the greatest integer that is not above a.
func FloorNumeric(a *apd.Decimal) *apd.Decimal { return towards(a, true) }

// towards cuts the decimals off and steps down or up if any was not zero.
func towards(a *apd.Decimal, down bool) *apd.Decimal {
	whole := TruncNumeric(a, 0)
	if a.Form == apd.Finite && a.Negative == down && whole.Cmp(a) != 0 {
		whole.Coeff.Add(&whole.Coeff, apd.NewBigInt(1))
		whole.Negative = down
	}
	return whole
}

// coerceNumeric rounds to the scale of numeric(p, s) and checks its precision.
func coerceNumeric(typmod int32, v Value) (Value, error) {
	precision, scale, ok := NumericTypmod(typmod)
	d := v.Numeric()
	if !ok || isNaN(d) {
		return v, nil
	}
	if d.Form == apd.Infinite {
		return Null, pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow").
			WithDetail("A field with precision %d, scale %d cannot hold an infinite value.", precision, scale)
	}
	out := RoundNumeric(d, scale)
	if out.Coeff.Sign() != 0 && apd.NumDigits(&out.Coeff)-int64(scaleOf(out)) > int64(precision-scale) {
		limit := fmt.Sprintf("10^%d", precision-scale)
		if precision == scale {
			limit = "1"
		}
		return Null, pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow").
			WithDetail("A field with precision %d, scale %d must round to an absolute value less than %s.", precision, scale, limit)
	}
	return NewNumeric(out), nil
}
