package types

import (
	"github.com/cockroachdb/apd/v3"
)

// The numeric operators with PostgreSQL's result scales. Results are fresh;
// arguments are not changed. A result too large is 22003.

// minSignificant is how many significant digits an inexact result has at
// least, maxResultScale how many decimals it has at most.
const (
	minSignificant = 16
	maxResultScale = 1000
)

func infinite(negative bool) *apd.Decimal {
	return &apd.Decimal{Form: apd.Infinite, Negative: negative}
}

func finite(a, b *apd.Decimal) bool { return a.Form == apd.Finite && b.Form == apd.Finite }

// AddNumeric returns a + b, with the larger scale of the two.
func AddNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if !finite(a, b) {
		return addSpecial(a, b, b.Negative), nil
	}
	return sum(a, b, b.Negative)
}

// SubNumeric returns a - b, with the larger scale of the two.
func SubNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if !finite(a, b) {
		return addSpecial(a, b, !b.Negative), nil
	}
	return sum(a, b, !b.Negative)
}

// addSpecial adds a and b, whose sign is given, where one is not finite.
func addSpecial(a, b *apd.Decimal, negative bool) *apd.Decimal {
	switch {
	case isNaN(a) || isNaN(b) || a.Form == b.Form && a.Negative != negative:
		return &apd.Decimal{Form: apd.NaN}
	case a.Form == apd.Infinite:
		return infinite(a.Negative)
	}
	return infinite(negative)
}

func sum(a, b *apd.Decimal, negative bool) (*apd.Decimal, error) {
	out := &apd.Decimal{Exponent: min(a.Exponent, b.Exponent)}
	var x, y apd.BigInt
	scaled(&x, a, out.Exponent)
	scaled(&y, b, out.Exponent)
	if a.Negative {
		x.Neg(&x)
	}
	if negative {
		y.Neg(&y)
	}
	out.Coeff.Add(&x, &y)
	return fitting(signed(out))
}

// scaled sets c to the coefficient of d at an exponent not above its own.
func scaled(c *apd.BigInt, d *apd.Decimal, exponent int32) {
	if d.Exponent == exponent {
		c.Set(&d.Coeff)
		return
	}
	c.Mul(&d.Coeff, tenTo(int64(d.Exponent)-int64(exponent)))
}

// signed moves the sign of the coefficient to where a Decimal keeps it.
func signed(d *apd.Decimal) *apd.Decimal {
	d.Negative = d.Coeff.Sign() < 0
	d.Coeff.Abs(&d.Coeff)
	return d
}

// fitting refuses a result with too many digits before the point.
func fitting(d *apd.Decimal) (*apd.Decimal, error) {
	if d.Coeff.BitLen() > 3*numericMaxWeight && apd.NumDigits(&d.Coeff)+int64(d.Exponent) > numericMaxWeight {
		return nil, numericOverflow()
	}
	return d, nil
}

// MulNumeric returns a * b, with the sum of their scales.
func MulNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	negative := a.Negative != b.Negative
	if !finite(a, b) {
		if isNaN(a) || isNaN(b) || a.IsZero() || b.IsZero() {
			return &apd.Decimal{Form: apd.NaN}, nil
		}
		return infinite(negative), nil
	}
	out := &apd.Decimal{Exponent: a.Exponent + b.Exponent}
	out.Coeff.Mul(&a.Coeff, &b.Coeff)
	out.Negative = negative && out.Coeff.Sign() != 0
	if scaleOf(out) > numericMaxScale {
		setScale(out, numericMaxScale, true)
	}
	return fitting(out)
}

// DivNumeric returns a / b. The scale gives at least 16 significant digits and
// is not below either operand's (PostgreSQL's select_div_scale).
func DivNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if special, err, ok := divSpecial(a, b); ok {
		return special, err
	}
	return fitting(quotient(a, b, divScale(a, b), true))
}

// DivTruncNumeric returns the integral part of a / b, as div does.
func DivTruncNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if special, err, ok := divSpecial(a, b); ok {
		return special, err
	}
	return fitting(quotient(a, b, 0, false))
}

func divSpecial(a, b *apd.Decimal) (result *apd.Decimal, err error, ok bool) {
	switch {
	case isNaN(a) || isNaN(b):
		return &apd.Decimal{Form: apd.NaN}, nil, true
	case b.IsZero():
		return nil, ErrDivisionByZero(), true
	case a.Form == apd.Infinite && b.Form == apd.Infinite:
		return &apd.Decimal{Form: apd.NaN}, nil, true
	case a.Form == apd.Infinite:
		return infinite(a.Negative != b.Negative), nil, true
	case b.Form == apd.Infinite:
		return new(apd.Decimal), nil, true
	}
	return nil, nil, false
}

// quotient divides finite numbers to a scale, rounded or cut off.
func quotient(a, b *apd.Decimal, scale int32, round bool) *apd.Decimal {
	out := &apd.Decimal{Exponent: -scale}
	var by apd.BigInt
	by.Set(&b.Coeff)
	out.Coeff.Set(&a.Coeff)
	if shift := int64(scale) + int64(a.Exponent) - int64(b.Exponent); shift >= 0 {
		out.Coeff.Mul(&out.Coeff, tenTo(shift))
	} else {
		by.Mul(&by, tenTo(-shift))
	}
	divideRounded(&out.Coeff, &by, round)
	out.Negative = a.Negative != b.Negative && out.Coeff.Sign() != 0
	return out
}

func divScale(a, b *apd.Decimal) int32 {
	weightA, firstA := leadingDigit(a)
	weightB, firstB := leadingDigit(b)
	weight := weightA - weightB
	if firstA <= firstB {
		weight--
	}
	return resultScale(minSignificant-4*weight, a, b)
}

// resultScale keeps a scale that significance asks for between those of the
// operands and the maximum.
func resultScale(wanted int64, operands ...*apd.Decimal) int32 {
	scale := max(wanted, 0)
	for _, d := range operands {
		scale = max(scale, int64(scaleOf(d)))
	}
	return int32(min(scale, maxResultScale))
}

// leadingDigit returns the first digit of d to the base 10000, in which
// PostgreSQL reckons, and the power that it counts; 0 and 0 for zero.
func leadingDigit(d *apd.Decimal) (weight, digit int64) {
	digits, weight := leadingDigits(d, 1)
	return weight, digits
}

// leadingDigits returns the first n digits of d to the base 10000 as one
// number, and the power that the first of them counts.
func leadingDigits(d *apd.Decimal, n int64) (number, weight int64) {
	if d.Coeff.Sign() == 0 {
		return 0, 0
	}
	count := apd.NumDigits(&d.Coeff)
	leading := count - int64(scaleOf(d)) - 1
	weight = floorDiv(leading, 4)
	wanted := leading - 4*weight + 1 + 4*(n-1) // decimal digits
	if wanted >= count {
		return d.Coeff.Int64() * pow10[wanted-count], weight
	}
	var top apd.BigInt
	top.Quo(&d.Coeff, tenTo(count-wanted))
	return top.Int64(), weight
}

// ModNumeric returns the rest of a / b, which has the sign of a.
func ModNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	switch {
	case isNaN(a) || isNaN(b):
		return &apd.Decimal{Form: apd.NaN}, nil
	case b.IsZero():
		return nil, ErrDivisionByZero()
	case a.Form == apd.Infinite:
		return &apd.Decimal{Form: apd.NaN}, nil
	case b.Form == apd.Infinite:
		return new(apd.Decimal).Set(a), nil
	}
	out := &apd.Decimal{Exponent: min(a.Exponent, b.Exponent)}
	var x, y apd.BigInt
	scaled(&x, a, out.Exponent)
	scaled(&y, b, out.Exponent)
	out.Coeff.Rem(&x, &y)
	out.Negative = a.Negative && out.Coeff.Sign() != 0
	return out, nil
}

// NegNumeric returns -a.
func NegNumeric(a *apd.Decimal) *apd.Decimal {
	out := new(apd.Decimal).Set(a)
	out.Negative = !a.Negative && !a.IsZero() && !isNaN(a)
	return out
}

// AbsNumeric returns the magnitude of a.
func AbsNumeric(a *apd.Decimal) *apd.Decimal {
	out := new(apd.Decimal).Set(a)
	out.Negative = false
	return out
}
