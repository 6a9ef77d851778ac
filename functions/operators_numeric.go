package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// numericOperators are the operators of numeric.
func numericOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid    types.OID
		symbol string
		f      func(a, b *apd.Decimal) (*apd.Decimal, error)
		short  func(result, a, b *apd.Decimal) bool
	}{
		{1758, "+", types.AddNumeric, addShort},
		{1759, "-", types.SubNumeric, subShort},
		{1760, "*", types.MulNumeric, mulShort},
		{1761, "/", types.DivNumeric, nil},
		{1762, "%", types.ModNumeric, nil},
		{1038, "^", types.PowNumeric, nil},
	} {
		b := numericBinary(o.f)
		if o.short != nil {
			b = shortFirst(b, o.short, o.f)
		}
		list = append(list, pure(o.oid, o.symbol, takes(types.Numeric, types.Numeric), types.Numeric, b))
	}
	for _, o := range []struct {
		oid    types.OID
		symbol string
		f      func(a *apd.Decimal) (*apd.Decimal, error)
	}{
		{1921, "+", sure(itself[*apd.Decimal])},
		{1751, "-", sure(types.NegNumeric)},
		{1763, "@", sure(types.AbsNumeric)},
	} {
		list = append(list, pure(o.oid, o.symbol, takes(types.Numeric), types.Numeric, numericUnary(o.f)))
	}
	return list
}

// numericUnary makes a body of a function of one numeric.
func numericUnary(f func(a *apd.Decimal) (*apd.Decimal, error)) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		return numericResult(f(args[0].Numeric()))
	}
	return body{fn, func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		return eachRow(sel, n, out, func(i int) error {
			d, err := f(&args[0].Numerics[i])
			if err == nil {
				out.Numerics[i].Set(d)
			}
			return err
		})
	}}
}

// numericBinary makes a body of a function of two.
func numericBinary(f func(a, b *apd.Decimal) (*apd.Decimal, error)) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		return numericResult(f(args[0].Numeric(), args[1].Numeric()))
	}
	return body{fn, func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		return eachRow(sel, n, out, func(i int) error {
			d, err := f(&args[0].Numerics[i], &args[1].Numerics[i])
			if err == nil {
				out.Numerics[i].Set(d)
			}
			return err
		})
	}}
}

func numericResult(d *apd.Decimal, err error) (types.Value, error) {
	if err != nil {
		return types.Null, err
	}
	return types.NewNumeric(d), nil
}
