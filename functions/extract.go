package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// extractFunctions are extract, which gives numeric, and date_part, which gives
// the same as double precision (manual, 9.9.1).
func extractFunctions() []Overload {
	var list []Overload
	for _, f := range []struct {
		extract, part types.OID
		t             *types.Type
		fn            func(env *Env, unit string, v types.Value) (decimal, error)
	}{
		{6199, 0, types.Date, extractDate},
		{6202, 2021, types.Timestamp, extractTimestamp},
		{6203, 1171, types.TimestampTZ, extractTimestampTZ},
		{6200, 1385, types.Time, extractTime},
		{6201, 1273, types.TimeTZ, extractTimeTZ},
		{6204, 1172, types.IntervalType, extractInterval},
	} {
		exact := scalar(extracting(f.t, f.fn, decimal.numeric))
		float := scalar(extracting(f.t, f.fn, decimal.float))
		a := pure(f.extract, "extract", takes(types.Text, f.t), types.Numeric, exact)
		if f.part == 0 {
			list = append(list, a)
			continue
		}
		b := pure(f.part, "date_part", takes(types.Text, f.t), types.Float8, float)
		if f.t == types.TimestampTZ {
			a, b = a.stable(), b.stable()
		}
		list = append(list, a, b)
	}
	return append(list, pure(1384, "date_part", takes(types.Text, types.Date), types.Float8, scalar(datePartOfDate)))
}

// datePartOfDate takes the date for a timestamp at midnight, so that it has
// parts of the clock too; extract does not.
func datePartOfDate(env *Env, args []types.Value) (types.Value, error) {
	micros, err := types.DateToTimestamp(args[1].Int())
	if err != nil {
		return types.Null, err
	}
	part := extracting(types.Timestamp, extractTimestamp, decimal.float)
	return part(env, []types.Value{args[0], types.NewInt(micros)})
}

func extracting(t *types.Type, f func(*Env, string, types.Value) (decimal, error), result func(decimal) types.Value) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		unit, err := unitOf(args[0].Text(), t)
		if err != nil {
			return types.Null, err
		}
		d, err := f(env, unit, args[1])
		if err != nil {
			return types.Null, err
		}
		return result(d), nil
	}
}
