package types

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Roots, powers and logarithms. Their results are not exact; the scale is
// chosen so that 16 digits or more are significant, as PostgreSQL chooses it,
// and the digits are those of the true value rounded.

const (
	log10e = 0.434294481903252
	ln10   = 2.302585092994046

	// expLimit is where exp leaves the type, 10 to the power of 131072 at most.
	expLimit = 6000

	guardDigits = 12
)

// precise is a context of so many significant digits.
func precise(digits int64) *apd.Context {
	c := apd.BaseContext.WithPrecision(uint32(max(digits, 1) + guardDigits))
	c.Traps = 0
	return c
}

// wholeDigits returns how many digits d has before the point, at least 1.
func wholeDigits(d *apd.Decimal) int64 {
	return max(apd.NumDigits(&d.Coeff)-int64(scaleOf(d)), 1)
}

// SqrtNumeric returns the square root; 2201F for a negative number.
func SqrtNumeric(a *apd.Decimal) (*apd.Decimal, error) {
	switch {
	case isNaN(a):
		return &apd.Decimal{Form: apd.NaN}, nil
	case a.Negative:
		return nil, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "cannot take square root of a negative number")
	case a.Form == apd.Infinite:
		return infinite(false), nil
	}
	weight, _ := leadingDigit(a)
	scale := resultScale(minSignificant-((weight+1)*4/2-1), a)
	// The root of the coefficient with twice the digits, rounded.
	var c apd.BigInt
	c.Set(&a.Coeff)
	shift := 2*(int64(scale)+1) - int64(scaleOf(a))
	if shift >= 0 {
		c.Mul(&c, tenTo(shift))
	} else {
		c.Quo(&c, tenTo(-shift))
	}
	out := &apd.Decimal{Exponent: -(scale + 1)}
	out.Coeff.Sqrt(&c)
	setScale(out, scale, true)
	return out, nil
}

// ExpNumeric returns e to the power of a.
func ExpNumeric(a *apd.Decimal) (*apd.Decimal, error) {
	switch {
	case isNaN(a):
		return &apd.Decimal{Form: apd.NaN}, nil
	case a.Form == apd.Infinite && a.Negative:
		return new(apd.Decimal), nil
	case a.Form == apd.Infinite:
		return infinite(false), nil
	}
	x, _ := a.Float64()
	digits := min(max(x*log10e, -2000), 2000)
	return exponential(a, x, resultScale(minSignificant-int64(digits), a))
}

// exponential is e to the power of a, about x, to a scale.
func exponential(a *apd.Decimal, x float64, scale int32) (*apd.Decimal, error) {
	switch {
	case x >= expLimit:
		return nil, numericOverflow()
	case x <= -expLimit:
		return &apd.Decimal{Exponent: -scale}, nil
	}
	out := AbsNumeric(a)
	expSeries(out, int64(scale)+int64(math.Abs(x)*log10e)+guardDigits, x)
	if a.Negative {
		out = quotient(numericOne, out, scale, true)
	}
	setScale(out, scale, true)
	return out, nil
}

// expSeries replaces d, about x and not negative, by its exponential with so
// many decimals: the series for a small part of d, squared as often as that
// was halved.
func expSeries(d *apd.Decimal, decimals int64, x float64) {
	squarings := 16 + max(math.Ilogb(math.Abs(x)+1), 0)
	decimals += int64(squarings)
	one := tenTo(decimals)
	setScale(d, int32(decimals), false)
	var part, term, sum apd.BigInt
	part.Rsh(&d.Coeff, uint(squarings))
	term.Set(one)
	sum.Set(one)
	for n := int64(1); term.Sign() != 0; n++ {
		term.Mul(&term, &part)
		term.Quo(&term, one)
		term.Quo(&term, apd.NewBigInt(n))
		sum.Add(&sum, &term)
	}
	for range squarings {
		sum.Mul(&sum, &sum)
		sum.Quo(&sum, one)
	}
	d.Coeff.Set(&sum)
}

// LnNumeric returns the natural logarithm; 2201E unless a is positive.
func LnNumeric(a *apd.Decimal) (*apd.Decimal, error) {
	if special, err, ok := logSpecial(a); ok {
		return special, err
	}
	return logarithm(a, resultScale(minSignificant-logWeight(a), a)), nil
}

func logSpecial(a *apd.Decimal) (result *apd.Decimal, err error, ok bool) {
	switch {
	case isNaN(a):
		return &apd.Decimal{Form: apd.NaN}, nil, true
	case a.Negative:
		return nil, pgerr.New(pgerr.InvalidArgumentForLogarithm, "cannot take logarithm of a negative number"), true
	case a.Form == apd.Infinite:
		return infinite(false), nil, true
	case a.IsZero():
		return nil, pgerr.New(pgerr.InvalidArgumentForLogarithm, "cannot take logarithm of zero"), true
	}
	return nil, nil, false
}

// logarithm is ln a, a positive, to a scale.
func logarithm(a *apd.Decimal, scale int32) *apd.Decimal {
	out := new(apd.Decimal)
	_, _ = precise(int64(scale)+8).Ln(out, a) // traps are off: it has no error for a positive number
	setScale(out, scale, true)
	return out
}

var (
	nineTenths   = apd.New(9, -1)
	elevenTenths = apd.New(11, -1)
	numericOne   = apd.New(1, 0)
)

// logWeight estimates the decimal weight of ln a from its first digits, as
// PostgreSQL's estimate_ln_dweight does: results depend on it.
func logWeight(a *apd.Decimal) int64 {
	if a.Cmp(nineTenths) >= 0 && a.Cmp(elevenTenths) <= 0 {
		x, err := SubNumeric(a, numericOne)
		if err != nil || x.IsZero() {
			return 0
		}
		weight, digit := leadingDigit(x)
		return weight*4 + int64(math.Log10(float64(digit)))
	}
	digits, weight := leadingDigits(a, 2)
	ln := math.Log(float64(digits)) + float64(4*(weight-1))*ln10
	return int64(math.Log10(math.Abs(ln)))
}

// LogNumeric returns the logarithm of a to a base; 2201E unless both are
// positive, 22012 for the base 1.
func LogNumeric(base, a *apd.Decimal) (*apd.Decimal, error) {
	if special, err, ok := logBaseSpecial(base, a); ok {
		return special, err
	}
	scale := resultScale(minSignificant-(logWeight(a)-logWeight(base)), base, a)
	c := precise(int64(scale) + 30)
	lnBase, lnA, out := new(apd.Decimal), new(apd.Decimal), new(apd.Decimal)
	_, _ = c.Ln(lnBase, base)
	_, _ = c.Ln(lnA, a)
	if lnBase.IsZero() {
		return nil, ErrDivisionByZero()
	}
	_, _ = c.Quo(out, lnA, lnBase)
	setScale(out, scale, true)
	return out, nil
}

func logBaseSpecial(base, a *apd.Decimal) (result *apd.Decimal, err error, ok bool) {
	if isNaN(base) || isNaN(a) {
		return &apd.Decimal{Form: apd.NaN}, nil, true
	}
	if _, err, ok := logSpecial(base); ok && err != nil {
		return nil, err, true
	}
	if _, err, ok := logSpecial(a); ok && err != nil {
		return nil, err, true
	}
	switch {
	case base.Form == apd.Infinite && a.Form == apd.Infinite:
		return &apd.Decimal{Form: apd.NaN}, nil, true
	case base.Form == apd.Infinite:
		return new(apd.Decimal), nil, true
	case a.Form == apd.Infinite:
		return infinite(false), nil, true
	}
	return nil, nil, false
}
