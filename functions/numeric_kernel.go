package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// The short way for numerics: most have a coefficient of 64 bits, and so has
// their result. It is computed in place, where the general way allocates.

// short returns the coefficient of d with its sign if that fits 64 bits.
func short(d *apd.Decimal) (coeff int64, ok bool) {
	if d.Form != apd.Finite || !d.Coeff.IsInt64() {
		return 0, false
	}
	if coeff = d.Coeff.Int64(); d.Negative {
		coeff = -coeff
	}
	return coeff, true
}

// align brings two short numerics to the larger of their scales.
func align(a, b *apd.Decimal) (x, y int64, exponent int32, ok bool) {
	x, okX := short(a)
	y, okY := short(b)
	if !okX || !okY {
		return 0, 0, 0, false
	}
	switch diff := a.Exponent - b.Exponent; {
	case diff > 0:
		x, ok = scaleUp(x, diff)
		return x, y, b.Exponent, ok
	case diff < 0:
		y, ok = scaleUp(y, -diff)
		return x, y, a.Exponent, ok
	}
	return x, y, a.Exponent, true
}

// scaleUp multiplies by a power of ten if the product fits.
func scaleUp(x int64, power int32) (int64, bool) {
	if int(power) >= len(powersOfTen) {
		return 0, false
	}
	product, err := types.MulInt8(x, powersOfTen[power].Int64())
	return product, err == nil
}

// setShort writes coeff × 10^exponent.
func setShort(d *apd.Decimal, coeff int64, exponent int32) {
	d.Form, d.Exponent, d.Negative = apd.Finite, exponent, coeff < 0
	if d.Negative {
		coeff = -coeff
	}
	d.Coeff.SetUint64(uint64(coeff))
}

func addShort(result, a, b *apd.Decimal) bool {
	x, y, exponent, ok := align(a, b)
	if !ok {
		return false
	}
	sum, err := types.AddInt8(x, y)
	if err == nil {
		setShort(result, sum, exponent)
	}
	return err == nil
}

func subShort(result, a, b *apd.Decimal) bool {
	x, y, exponent, ok := align(a, b)
	if !ok {
		return false
	}
	difference, err := types.SubInt8(x, y)
	if err == nil {
		setShort(result, difference, exponent)
	}
	return err == nil
}

// mulShort leaves scales beyond those of short numbers to the general way,
// which knows the limit of the type.
func mulShort(result, a, b *apd.Decimal) bool {
	x, okX := short(a)
	y, okY := short(b)
	exponent := a.Exponent + b.Exponent
	if !okX || !okY || exponent < -int32(len(powersOfTen)) {
		return false
	}
	product, err := types.MulInt8(x, y)
	if err == nil {
		setShort(result, product, exponent)
	}
	return err == nil
}

// compareNumeric is types.CompareNumeric with the short way.
func compareNumeric(a, b *apd.Decimal) int {
	x, y, _, ok := align(a, b)
	switch {
	case !ok:
		return types.CompareNumeric(a, b)
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// shortFirst makes a kernel that tries the short way for each row.
func shortFirst(b body, try func(result, a, b *apd.Decimal) bool, f func(a, b *apd.Decimal) (*apd.Decimal, error)) body {
	b.kernel = func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		left, right, results := args[0].Numerics, args[1].Numerics, out.Numerics
		return eachRow(sel, n, out, func(i int) error {
			if try(&results[i], &left[i], &right[i]) {
				return nil
			}
			d, err := f(&left[i], &right[i])
			if err == nil {
				results[i].Set(d)
			}
			return err
		})
	}
	return b
}
