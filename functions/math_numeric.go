package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// numericFunctions are the mathematical functions of numeric (manual, 9.3).
func numericFunctions() []Overload {
	number, count := types.Numeric, types.Int4
	list := []Overload{
		pure(1707, "round", takes(number, count), number, scalar(atScale(types.RoundNumeric))),
		pure(1709, "trunc", takes(number, count), number, scalar(atScale(types.TruncNumeric))),
		pure(3281, "scale", takes(number), count, scalar(scaleOf)),
		pure(5042, "min_scale", takes(number), count, scalar(minScale)),
		pure(1741, "log", takes(number), number, numericUnary(log10Numeric)),
		pure(1481, "log10", takes(number), number, numericUnary(log10Numeric)),
		pure(2170, "width_bucket", takes(number, number, number, count), count, scalar(widthBucketNumeric)),
		pure(3218, "width_bucket", takes(types.AnyCompatible, types.AnyCompatibleArray), count, body{}).withBind(widthBucketArray),
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		f    func(a *apd.Decimal) (*apd.Decimal, error)
	}{
		{1705, "abs", sure(types.AbsNumeric)},
		{1711, "ceil", sure(types.CeilNumeric)},
		{2167, "ceiling", sure(types.CeilNumeric)},
		{1712, "floor", sure(types.FloorNumeric)},
		{1708, "round", sure(func(a *apd.Decimal) *apd.Decimal { return types.RoundNumeric(a, 0) })},
		{1710, "trunc", sure(func(a *apd.Decimal) *apd.Decimal { return types.TruncNumeric(a, 0) })},
		{1706, "sign", sure(signNumeric)},
		{1730, "sqrt", types.SqrtNumeric},
		{1732, "exp", types.ExpNumeric},
		{1734, "ln", types.LnNumeric},
		{5043, "trim_scale", sure(trimScale)},
	} {
		list = append(list, pure(f.oid, f.name, takes(number), number, numericUnary(f.f)))
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		f    func(a, b *apd.Decimal) (*apd.Decimal, error)
	}{
		{1728, "mod", types.ModNumeric},
		{1973, "div", types.DivTruncNumeric},
		{1738, "pow", types.PowNumeric},
		{2169, "power", types.PowNumeric},
		{1736, "log", types.LogNumeric},
		{5048, "gcd", gcdNumeric},
		{5049, "lcm", lcmNumeric},
	} {
		list = append(list, pure(f.oid, f.name, takes(number, number), number, numericBinary(f.f)))
	}
	return list
}

func atScale(f func(*apd.Decimal, int32) *apd.Decimal) Scalar {
	return func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewNumeric(f(args[0].Numeric(), int32(args[1].Int()))), nil
	}
}

func finiteNumeric(d *apd.Decimal) bool { return d.Form == apd.Finite }

// scaleOf is the number of decimals; NaN and infinity have none, not even 0.
func scaleOf(_ *Env, args []types.Value) (types.Value, error) {
	d := args[0].Numeric()
	if !finiteNumeric(d) {
		return types.Null, nil
	}
	return types.NewInt(int64(-d.Exponent)), nil
}

func minScale(env *Env, args []types.Value) (types.Value, error) {
	return scaleOf(env, []types.Value{types.NewNumeric(trimScale(args[0].Numeric()))})
}

// trimScale drops the zeros at the end of the decimals.
func trimScale(d *apd.Decimal) *apd.Decimal {
	if !finiteNumeric(d) {
		return d
	}
	if d.IsZero() {
		return apd.New(0, 0)
	}
	reduced, _ := new(apd.Decimal).Reduce(d)
	return types.RoundNumeric(reduced, max(0, -reduced.Exponent))
}

func signNumeric(d *apd.Decimal) *apd.Decimal {
	if d.Form == apd.NaN {
		return d
	}
	return apd.New(int64(d.Sign()), 0)
}

func log10Numeric(d *apd.Decimal) (*apd.Decimal, error) { return types.LogNumeric(apd.New(10, 0), d) }

// gcdNumeric has the larger scale of the two.
func gcdNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if !finiteNumeric(a) || !finiteNumeric(b) {
		return &apd.Decimal{Form: apd.NaN}, nil
	}
	scale := max(-a.Exponent, -b.Exponent)
	for !b.IsZero() {
		rest, err := types.ModNumeric(a, b)
		if err != nil {
			return nil, err
		}
		a, b = b, rest
	}
	return types.RoundNumeric(types.AbsNumeric(a), scale), nil
}

func lcmNumeric(a, b *apd.Decimal) (*apd.Decimal, error) {
	if !finiteNumeric(a) || !finiteNumeric(b) {
		return &apd.Decimal{Form: apd.NaN}, nil
	}
	scale := max(-a.Exponent, -b.Exponent)
	if a.IsZero() || b.IsZero() {
		return types.RoundNumeric(apd.New(0, 0), scale), nil
	}
	divisor, err := gcdNumeric(a, b)
	if err != nil {
		return nil, err
	}
	quotient, err := types.DivTruncNumeric(a, divisor)
	if err != nil {
		return nil, err
	}
	product, err := types.MulNumeric(quotient, b)
	if err != nil {
		return nil, err
	}
	return types.RoundNumeric(types.AbsNumeric(product), scale), nil
}

func widthBucketNumeric(_ *Env, args []types.Value) (types.Value, error) {
	x, low, high, count := args[0].Numeric(), args[1].Numeric(), args[2].Numeric(), args[3].Int()
	nan := x.Form == apd.NaN || low.Form == apd.NaN || high.Form == apd.NaN
	order := types.CompareNumeric(low, high)
	if err := bucketBounds(count, nan, !finiteNumeric(low) || !finiteNumeric(high), order == 0); err != nil {
		return types.Null, err
	}
	switch {
	case types.CompareNumeric(x, low)*order > 0: // below a rising range, above a falling one
		return types.NewInt(0), nil
	case types.CompareNumeric(x, high)*order <= 0:
		return checked(types.AddInt4(count, 1))
	}
	return checked(bucketOf(x, low, high, count))
}

// bucketOf is 1 + (x-low)·count / (high-low), rounded down.
func bucketOf(x, low, high *apd.Decimal, count int64) (int64, error) {
	distance, err := types.SubNumeric(x, low)
	if err != nil {
		return 0, err
	}
	if distance, err = types.MulNumeric(distance, apd.New(count, 0)); err != nil {
		return 0, err
	}
	width, err := types.SubNumeric(high, low)
	if err != nil {
		return 0, err
	}
	quotient, err := types.DivTruncNumeric(distance, width)
	if err != nil {
		return 0, err
	}
	n, err := quotient.Int64()
	return n + 1, err
}

// widthBucketArray numbers the bucket among sorted thresholds.
func widthBucketArray(args []*types.Type, _ *types.Type) Scalar {
	return func(_ *Env, values []types.Value) (types.Value, error) {
		thresholds := values[1].Array()
		if len(thresholds.Dims) > 1 {
			return types.Null, pgerr.New(pgerr.ArraySubscriptError, "thresholds must be one-dimensional array")
		}
		bucket := int64(0)
		for _, t := range thresholds.Values {
			if t.IsNull() {
				return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "thresholds array must not contain NULLs")
			}
			if types.Compare(args[0], values[0], t) >= 0 {
				bucket++
			}
		}
		return types.NewInt(bucket), nil
	}
}
