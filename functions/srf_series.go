package functions

import (
	"cmp"
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// seriesSets is generate_series.
func seriesSets() []Set {
	return []Set{
		series(1066, generateInts, types.Int4, types.Int4, types.Int4),
		series(1067, generateInts, types.Int4, types.Int4),
		series(1068, generateInts, types.Int8, types.Int8, types.Int8),
		series(1069, generateInts, types.Int8, types.Int8),
		series(3259, generateNumerics, types.Numeric, types.Numeric, types.Numeric),
		series(3260, generateNumerics, types.Numeric, types.Numeric),
		series(938, generateTimes(addToTimestamp), types.Timestamp, types.Timestamp, types.IntervalType),
		series(939, generateTimes(addToTimestampTZ), types.TimestampTZ, types.TimestampTZ, types.IntervalType),
	}
}

func series(oid types.OID, fn SetFn, ts ...*types.Type) Set {
	return Set{OID: oid, Name: "generate_series", Args: ts, Result: ts[0], Fn: fn}
}

func generateInts(_ *Env, args []types.Value, yield func(types.Value) error) error {
	step := int64(1)
	if len(args) > 2 {
		step = args[2].Int()
	}
	if step == 0 {
		return zeroStep()
	}
	return intSeries(args[0].Int(), args[1].Int(), step, yield)
}

func zeroStep() error {
	return pgerr.New(pgerr.InvalidParameterValue, "step size cannot equal zero")
}

// intSeries yields the numbers from first to last, and stops where the next
// would not fit in 64 bits.
func intSeries(first, last, step int64, yield func(types.Value) error) error {
	for i := first; step > 0 && i <= last || step < 0 && i >= last; i += step {
		if err := yield(types.NewInt(i)); err != nil {
			return err
		}
		if step > 0 && i > math.MaxInt64-step || step < 0 && i < math.MinInt64-step {
			return nil
		}
	}
	return nil
}

func generateNumerics(_ *Env, args []types.Value, yield func(types.Value) error) error {
	first, last, step := args[0].Numeric(), args[1].Numeric(), apd.New(1, 0)
	if len(args) > 2 {
		step = args[2].Numeric()
	}
	if err := checkNumericSeries(first, last, step); err != nil {
		return err
	}
	sign := step.Sign()
	for x := first; types.CompareNumeric(x, last)*sign <= 0; {
		if err := yield(types.NewNumeric(x)); err != nil {
			return err
		}
		next, err := types.AddNumeric(x, step)
		if err != nil {
			return err
		}
		x = next
	}
	return nil
}

func checkNumericSeries(first, last, step *apd.Decimal) error {
	for _, bound := range []struct {
		name string
		x    *apd.Decimal
	}{{"start value", first}, {"stop value", last}, {"step size", step}} {
		switch bound.x.Form {
		case apd.NaN, apd.NaNSignaling:
			return pgerr.New(pgerr.InvalidParameterValue, bound.name+" cannot be NaN")
		case apd.Infinite:
			return pgerr.New(pgerr.InvalidParameterValue, bound.name+" cannot be infinity")
		}
	}
	if step.IsZero() {
		return zeroStep()
	}
	return nil
}

func addToTimestamp(_ *Env, micros int64, step types.Interval) (int64, error) {
	return types.AddTimestampInterval(micros, step)
}

// generateTimes steps by an interval, which add puts on top of a time.
func generateTimes(add func(env *Env, micros int64, step types.Interval) (int64, error)) SetFn {
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		last, step := args[1].Int(), args[2].Interval()
		sign := types.CompareInterval(step, types.Interval{})
		if sign == 0 {
			return zeroStep()
		}
		for t := args[0].Int(); cmp.Compare(t, last)*sign <= 0; {
			if err := yield(types.NewInt(t)); err != nil {
				return err
			}
			next, err := add(env, t, step)
			if err != nil {
				return err
			}
			t = next
		}
		return nil
	}
}
