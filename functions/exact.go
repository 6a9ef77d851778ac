package functions

import (
	"math/big"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// exact is a sum of numerics without rounding: a coefficient times ten to the
// power of minus scale, the largest scale of any term.
type exact struct {
	coeff apd.BigInt
	scale int32
}

// add adds x, which is finite. It allocates nothing while 128 bits suffice.
func (s *exact) add(x *apd.Decimal) {
	s.addScaled(&x.Coeff, x.Negative, -x.Exponent)
}

// addSquare adds x times x.
func (s *exact) addSquare(x *apd.Decimal) {
	var square apd.BigInt
	square.Mul(&x.Coeff, &x.Coeff)
	s.addScaled(&square, false, -2*x.Exponent)
}

func (s *exact) addScaled(coeff *apd.BigInt, negative bool, scale int32) {
	var term apd.BigInt
	if scale > s.scale {
		s.coeff.Mul(&s.coeff, powerOfTen(scale-s.scale))
		s.scale = scale
	} else if scale < s.scale {
		coeff = term.Mul(coeff, powerOfTen(s.scale-scale))
	}
	if negative {
		s.coeff.Sub(&s.coeff, coeff)
	} else {
		s.coeff.Add(&s.coeff, coeff)
	}
}

func (s *exact) decimal() *apd.Decimal {
	var coeff apd.BigInt
	coeff.Set(&s.coeff)
	return signedDecimal(&coeff, s.scale)
}

// signedDecimal makes coeff × 10^-scale; coeff becomes part of it.
func signedDecimal(coeff *apd.BigInt, scale int32) *apd.Decimal {
	d := &apd.Decimal{Exponent: -scale, Negative: coeff.Sign() < 0}
	d.Coeff.Abs(coeff)
	return d
}

func cloneNumeric(d *apd.Decimal) *apd.Decimal { return new(apd.Decimal).Set(d) }

// powersOfTen are those that fit 64 bits.
var powersOfTen = func() (p [19]apd.BigInt) {
	p[0].SetInt64(1)
	for i := 1; i < len(p); i++ {
		p[i].Mul(&p[i-1], apd.NewBigInt(10))
	}
	return p
}()

func powerOfTen(n int32) *apd.BigInt {
	if int(n) < len(powersOfTen) {
		return &powersOfTen[n]
	}
	p := new(apd.BigInt)
	return p.Exp(apd.NewBigInt(10), apd.NewBigInt(int64(n)), nil)
}

// setQuotient writes sum/count to row i with the scale of numeric division.
func setQuotient(out *types.Vector, i int, sum *apd.Decimal, count int64) error {
	mean, err := types.DivNumeric(sum, apd.New(count, 0))
	if err != nil {
		return err
	}
	out.SetValue(i, types.NewNumeric(mean))
	return nil
}

// sqrtAtScale is the square root of d, which is not negative, rounded half
// away from zero at scale digits after the point.
func sqrtAtScale(d *apd.Decimal, scale int32) *apd.Decimal {
	// The root of c×10^-s at scale r is the root of c×10^(2r-s), times 10^-r.
	c := new(big.Int).Set(d.Coeff.MathBigInt())
	if shift := 2*scale + d.Exponent; shift >= 0 {
		c.Mul(c, powerOfTen(shift).MathBigInt())
	} else {
		c.Quo(c, powerOfTen(-shift).MathBigInt())
	}
	root := new(big.Int).Sqrt(c)
	if rest := new(big.Int).Mul(root, root); rest.Sub(c, rest).Cmp(root) > 0 {
		root.Add(root, big.NewInt(1))
	}
	var coeff apd.BigInt
	coeff.SetMathBigInt(root)
	return signedDecimal(&coeff, scale)
}
