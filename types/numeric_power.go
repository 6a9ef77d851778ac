package types

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// PowNumeric returns a to the power of b. 2201F for zero to a negative power
// and for a negative number to a power that is not whole.
func PowNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if !finite(a, b) {
		return powSpecial(a, b)
	}
	if a.IsZero() && b.Negative {
		return nil, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "zero raised to a negative power is undefined")
	}
	if n, ok := wholeInt32(b); ok {
		return powInt(a, n)
	}
	if a.Negative {
		whole := TruncNumeric(b, 0)
		if whole.Cmp(b) != 0 {
			return nil, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "a negative number raised to a non-integer power yields a complex result")
		}
		return powNegative(a, whole)
	}
	if a.IsZero() {
		return &apd.Decimal{Exponent: -minSignificant}, nil
	}
	return powReal(a, b)
}

// powNegative raises a negative number to a whole power beyond 32 bits.
func powNegative(a, whole *apd.Decimal) (*apd.Decimal, error) {
	out, err := powReal(AbsNumeric(a), whole)
	if err == nil && whole.Coeff.Bit(0) == 1 && !out.IsZero() {
		out.Negative = true
	}
	return out, err
}

// wholeInt32 returns d if it is a whole number of 32 bits.
func wholeInt32(d *apd.Decimal) (int64, bool) {
	whole := TruncNumeric(d, 0)
	if d.Form != apd.Finite || whole.Cmp(d) != 0 || !whole.Coeff.IsInt64() {
		return 0, false
	}
	n := whole.Coeff.Int64()
	if whole.Negative {
		n = -n
	}
	return n, n == int64(int32(n))
}

// powInt raises to a whole power, to 16 decimals or as many as a has. A result
// that is all zeros, or too large, is told from an estimate of its weight.
func powInt(a *apd.Decimal, n int64) (*apd.Decimal, error) {
	scale := resultScale(minSignificant, a)
	switch {
	case n == 0:
		return RoundNumeric(numericOne, scale), nil
	case a.IsZero():
		return &apd.Decimal{Exponent: -scale}, nil
	}
	digits, last := leadingFloat(a)
	weight := float64(n) * (math.Log10(digits) + float64(last))
	switch {
	case weight > numericMaxWeight:
		return nil, numericOverflow()
	case weight+1 < -float64(scale):
		return &apd.Decimal{Exponent: -scale}, nil
	}
	out := repeatedProduct(a, abs(n), int64(scale)+int64(math.Abs(weight)))
	if n < 0 {
		out = quotient(numericOne, out, scale, true)
	}
	setScale(out, scale, true)
	return fitting(out)
}

// leadingFloat returns the leading digits of d, up to 16, and the power of ten
// that the last of them counts.
func leadingFloat(d *apd.Decimal) (digits float64, power int64) {
	const n = 4 // groups of four
	number, weight := leadingDigits(d, n)
	return float64(number), 4 * (weight - n + 1)
}

// repeatedProduct raises by squaring and keeps so many digits.
func repeatedProduct(a *apd.Decimal, n, digits int64) *apd.Decimal {
	c := precise(digits + 20)
	out, square := apd.New(1, 0), new(apd.Decimal).Set(a)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			_, _ = c.Mul(out, out, square)
		}
		if n > 1 {
			_, _ = c.Mul(square, square, square)
		}
	}
	return out
}

// powReal raises a positive number to any power, as e to the b ln a.
func powReal(a, b *apd.Decimal) (*apd.Decimal, error) {
	rough := precise(20)
	ln, product := new(apd.Decimal), new(apd.Decimal)
	_, _ = rough.Ln(ln, a)
	_, _ = rough.Mul(product, ln, b)
	x, err := product.Float64()
	switch {
	case err != nil && !product.Negative || x > expLimit+0.01:
		return nil, numericOverflow()
	case err != nil || x < -expLimit-0.01:
		return &apd.Decimal{Exponent: -maxResultScale}, nil
	}
	scale := resultScale(minSignificant-int64(x*log10e), a, b)
	fine := precise(int64(scale) + int64(math.Abs(x)*log10e) + 2*wholeDigits(b) + 10)
	_, _ = fine.Ln(ln, a)
	_, _ = fine.Mul(product, ln, b)
	return exponential(product, x, scale)
}

// powSpecial follows POSIX pow(3) for NaN and infinities.
func powSpecial(a, b *apd.Decimal) (*apd.Decimal, error) {
	nan := &apd.Decimal{Form: apd.NaN}
	switch {
	case !isNaN(a) && a.Cmp(numericOne) == 0 || !isNaN(b) && b.IsZero():
		return apd.New(1, 0), nil
	case isNaN(a) || isNaN(b):
		return nan, nil
	case a.Form == apd.Finite:
		return powToInfinity(a, b)
	}
	n, whole := wholeInt32(b)
	switch {
	case a.Negative && b.Form == apd.Finite && !whole:
		return nil, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "a negative number raised to a non-integer power yields a complex result")
	case b.Negative:
		return new(apd.Decimal), nil
	}
	return infinite(a.Negative && n%2 != 0), nil
}

// powToInfinity raises a finite number to an infinite power.
func powToInfinity(a, b *apd.Decimal) (*apd.Decimal, error) {
	size := AbsNumeric(a).Cmp(numericOne)
	switch {
	case a.IsZero() && b.Negative:
		return nil, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "zero raised to a negative power is undefined")
	case size == 0:
		return apd.New(1, 0), nil
	case (size > 0) != b.Negative:
		return infinite(false), nil
	}
	return new(apd.Decimal), nil
}
