package functions

import (
	"math"
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// numberCasts are the casts among numbers and between integer and boolean.
func numberCasts() []Cast {
	same := unary(ints, ints, sure(itself[int64]))
	widen := unary(ints, floats, func(i int64) (float64, error) { return float64(i), nil })
	narrow := unary(ints, floats, func(i int64) (float64, error) { return float64(float32(i)), nil })
	return []Cast{
		convert(10000, 714, types.Int8, types.Int2, AssignmentCast, unary(ints, ints, types.CheckInt2)),
		convert(10001, 480, types.Int8, types.Int4, AssignmentCast, unary(ints, ints, types.CheckInt4)),
		convert(10002, 652, types.Int8, types.Float4, ImplicitCast, narrow),
		convert(10003, 482, types.Int8, types.Float8, ImplicitCast, widen),
		convert(10004, 1781, types.Int8, types.Numeric, ImplicitCast, intToNumeric()),
		convert(10005, 754, types.Int2, types.Int8, ImplicitCast, same),
		convert(10006, 313, types.Int2, types.Int4, ImplicitCast, same),
		convert(10007, 236, types.Int2, types.Float4, ImplicitCast, widen),
		convert(10008, 235, types.Int2, types.Float8, ImplicitCast, widen),
		convert(10009, 1782, types.Int2, types.Numeric, ImplicitCast, intToNumeric()),
		convert(10010, 481, types.Int4, types.Int8, ImplicitCast, same),
		convert(10011, 314, types.Int4, types.Int2, AssignmentCast, unary(ints, ints, types.CheckInt2)),
		convert(10012, 318, types.Int4, types.Float4, ImplicitCast, narrow),
		convert(10013, 316, types.Int4, types.Float8, ImplicitCast, widen),
		convert(10014, 1740, types.Int4, types.Numeric, ImplicitCast, intToNumeric()),
		convert(10015, 653, types.Float4, types.Int8, AssignmentCast, unary(floats, ints, floatToInt8)),
		convert(10016, 238, types.Float4, types.Int2, AssignmentCast, unary(floats, ints, floatToInt2)),
		convert(10017, 319, types.Float4, types.Int4, AssignmentCast, unary(floats, ints, floatToInt4)),
		convert(10018, 311, types.Float4, types.Float8, ImplicitCast, unary(floats, floats, sure(itself[float64]))),
		convert(10019, 1742, types.Float4, types.Numeric, AssignmentCast, floatToNumeric(6)),
		convert(10020, 483, types.Float8, types.Int8, AssignmentCast, unary(floats, ints, floatToInt8)),
		convert(10021, 237, types.Float8, types.Int2, AssignmentCast, unary(floats, ints, floatToInt2)),
		convert(10022, 317, types.Float8, types.Int4, AssignmentCast, unary(floats, ints, floatToInt4)),
		convert(10023, 312, types.Float8, types.Float4, AssignmentCast, unary(floats, floats, toFloat4)),
		convert(10024, 1743, types.Float8, types.Numeric, AssignmentCast, floatToNumeric(15)),
		convert(10025, 1779, types.Numeric, types.Int8, AssignmentCast, numericToInt("bigint", math.MinInt64, math.MaxInt64)),
		convert(10026, 1783, types.Numeric, types.Int2, AssignmentCast, numericToInt("smallint", math.MinInt16, math.MaxInt16)),
		convert(10027, 1744, types.Numeric, types.Int4, AssignmentCast, numericToInt("integer", math.MinInt32, math.MaxInt32)),
		convert(10028, 1745, types.Numeric, types.Float4, ImplicitCast, numericToFloat(types.Float4)),
		convert(10029, 1746, types.Numeric, types.Float8, ImplicitCast, numericToFloat(types.Float8)),
		convert(10034, 2557, types.Int4, types.Bool, ExplicitCast, unary(ints, bools, func(i int64) (bool, error) { return i != 0, nil })),
		convert(10035, 2558, types.Bool, types.Int4, ExplicitCast, unary(bools, ints, sure(boolToInt))),
		convert(10036, 5071, types.XID8, types.XID, ExplicitCast, unary(ints, ints, func(i int64) (int64, error) { return int64(uint32(i)), nil })),
	}
}

func boolToInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// The conversions of floating point to integers round half to even.
func floatToInt2(f float64) (int64, error) { return floatToInt(f, "smallint", math.MinInt16, 1<<15) }
func floatToInt4(f float64) (int64, error) { return floatToInt(f, "integer", math.MinInt32, 1<<31) }
func floatToInt8(f float64) (int64, error) { return floatToInt(f, "bigint", math.MinInt64, 1<<63) }

func floatToInt(f float64, name string, least, end float64) (int64, error) {
	rounded := math.RoundToEven(f)
	if !(rounded >= least && rounded < end) {
		return 0, outOfRange(name)
	}
	return int64(rounded), nil
}

func outOfRange(what string) error {
	return pgerr.New(pgerr.NumericValueOutOfRange, what+" out of range")
}

func intToNumeric() body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewNumeric(apd.New(args[0].Int(), 0)), nil
	}
	return body{fn, func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		return eachRow(sel, n, out, func(i int) error {
			out.Numerics[i].SetInt64(args[0].Ints[i])
			return nil
		})
	}}
}

// floatToNumeric keeps as many significant digits as the type surely has.
func floatToNumeric(digits int) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		f := args[0].Float()
		switch {
		case math.IsNaN(f):
			return types.NewNumeric(&apd.Decimal{Form: apd.NaN}), nil
		case math.IsInf(f, 0):
			return types.NewNumeric(&apd.Decimal{Form: apd.Infinite, Negative: f < 0}), nil
		}
		return types.ParseText(types.Numeric, types.NoTypmod, strconv.FormatFloat(f, 'g', digits, 64), nil)
	})
}

// numericToInt rounds half away from zero.
func numericToInt(name string, least, most int64) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		i, err := integral(args[0].Numeric(), name, least, most)
		return types.NewInt(i), err
	})
}

func integral(d *apd.Decimal, name string, least, most int64) (int64, error) {
	switch d.Form {
	case apd.Infinite:
		return 0, pgerr.New(pgerr.FeatureNotSupported, "cannot convert infinity to "+name)
	case apd.NaN:
		return 0, pgerr.New(pgerr.FeatureNotSupported, "cannot convert NaN to "+name)
	}
	i, err := types.RoundNumeric(d, 0).Int64()
	if err != nil || i < least || i > most {
		return 0, outOfRange(name)
	}
	return i, nil
}

func numericToFloat(t *types.Type) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		text := types.AppendText(nil, types.Numeric, args[0], types.DefaultStyle)
		return types.ParseText(t, types.NoTypmod, string(text), nil)
	})
}
