package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// datetimeOperators are the operators of dates, times and intervals (manual,
// 9.9). What adds an interval to a timestamptz counts days in the session's
// time zone.
func datetimeOperators() []Overload {
	date, clock, moment, zoned, span := types.Date, types.Time, types.Timestamp, types.TimestampTZ, types.IntervalType
	infix := func(oid types.OID, symbol string, left, right, result *types.Type, b body) Overload {
		return pure(oid, symbol, takes(left, right), result, b)
	}
	return []Overload{
		infix(1100, "+", date, types.Int4, date, binary(ints, ints, ints, types.AddDate)),
		infix(2555, "+", types.Int4, date, date, binary(ints, ints, ints, swapped(types.AddDate))),
		infix(1101, "-", date, types.Int4, date, binary(ints, ints, ints, func(d, n int64) (int64, error) { return types.AddDate(d, -n) })),
		infix(1099, "-", date, date, types.Int4, binary(ints, ints, ints, types.SubDates)),
		infix(1076, "+", date, span, moment, binary(ints, intervals, ints, addToDate)),
		infix(2551, "+", span, date, moment, binary(intervals, ints, ints, swapped(addToDate))),
		infix(1077, "-", date, span, moment, binary(ints, intervals, ints, minus(addToDate))),
		infix(1360, "+", date, clock, moment, binary(ints, ints, ints, dateAndTime)),
		infix(1363, "+", clock, date, moment, binary(ints, ints, ints, swapped(dateAndTime))),
		infix(1361, "+", date, types.TimeTZ, zoned, binary(ints, ints, ints, dateAndTimeTZ)),
		infix(1366, "+", types.TimeTZ, date, zoned, binary(ints, ints, ints, swapped(dateAndTimeTZ))),

		infix(2066, "+", moment, span, moment, binary(ints, intervals, ints, types.AddTimestampInterval)),
		infix(2553, "+", span, moment, moment, binary(intervals, ints, ints, swapped(types.AddTimestampInterval))),
		infix(2068, "-", moment, span, moment, binary(ints, intervals, ints, minus(types.AddTimestampInterval))),
		infix(2067, "-", moment, moment, span, binary(ints, ints, intervals, types.SubTimestamps)),
		infix(1327, "+", zoned, span, zoned, binaryIn(ints, intervals, ints, addToTimestampTZ)).stable(),
		infix(2554, "+", span, zoned, zoned, binaryIn(intervals, ints, ints, func(env *Env, iv types.Interval, micros int64) (int64, error) {
			return addToTimestampTZ(env, micros, iv)
		})).stable(),
		infix(1329, "-", zoned, span, zoned, binaryIn(ints, intervals, ints, func(env *Env, micros int64, iv types.Interval) (int64, error) {
			return addToTimestampTZ(env, micros, negated(iv))
		})).stable(),
		infix(1328, "-", zoned, zoned, span, binary(ints, ints, intervals, types.SubTimestamps)),

		infix(1800, "+", clock, span, clock, binary(ints, intervals, ints, addToTime)),
		infix(1849, "+", span, clock, clock, binary(intervals, ints, ints, swapped(addToTime))),
		infix(1801, "-", clock, span, clock, binary(ints, intervals, ints, minus(addToTime))),
		infix(1399, "-", clock, clock, span, binary(ints, ints, intervals, subTimes)),
		infix(1802, "+", types.TimeTZ, span, types.TimeTZ, binary(ints, intervals, ints, addToTimeTZ)),
		infix(2552, "+", span, types.TimeTZ, types.TimeTZ, binary(intervals, ints, ints, swapped(addToTimeTZ))),
		infix(1803, "-", types.TimeTZ, span, types.TimeTZ, binary(ints, intervals, ints, minus(addToTimeTZ))),

		infix(1337, "+", span, span, span, binary(intervals, intervals, intervals, types.AddInterval)),
		infix(1338, "-", span, span, span, binary(intervals, intervals, intervals, types.SubInterval)),
		infix(1583, "*", span, types.Float8, span, binary(intervals, floats, intervals, types.MulInterval)),
		infix(1584, "*", types.Float8, span, span, binary(floats, intervals, intervals, swapped(types.MulInterval))),
		infix(1585, "/", span, types.Float8, span, binary(intervals, floats, intervals, types.DivInterval)),
		pure(1336, "-", takes(span), span, unary(intervals, intervals, types.NegInterval)),
	}
}

const microsPerSecond, microsPerDay = 1_000_000, 86_400 * 1_000_000

// negated is -iv; a part that has no negative stays.
func negated(iv types.Interval) types.Interval {
	return types.Interval{Months: -iv.Months, Days: -iv.Days, Micros: -iv.Micros}
}

// minus makes a subtraction of an addition of an interval.
func minus(add func(int64, types.Interval) (int64, error)) func(int64, types.Interval) (int64, error) {
	return func(micros int64, iv types.Interval) (int64, error) { return add(micros, negated(iv)) }
}

func addToDate(days int64, iv types.Interval) (int64, error) {
	micros, err := types.DateToTimestamp(days)
	if err != nil {
		return 0, err
	}
	return types.AddTimestampInterval(micros, iv)
}

func dateAndTime(days, clock int64) (int64, error) {
	micros, err := types.DateToTimestamp(days)
	if err != nil || infinite(micros) {
		return micros, err
	}
	return micros + clock, nil
}

func dateAndTimeTZ(days, packed int64) (int64, error) {
	micros, west := types.TimeTZParts(packed)
	return dateAndTime(days, micros+west*microsPerSecond)
}

// infinite reports whether a timestamp is before or after all others.
func infinite(micros int64) bool {
	return micros == types.TimestampInfinity || micros == types.TimestampNegInfinity
}

func addToTimestampTZ(env *Env, micros int64, iv types.Interval) (int64, error) {
	return types.AddTimestampTZInterval(micros, iv, env.location())
}

func addToTime(micros int64, iv types.Interval) (int64, error) {
	return types.AddTimeInterval(micros, iv), nil
}

func addToTimeTZ(packed int64, iv types.Interval) (int64, error) {
	return types.AddTimeTZInterval(packed, iv), nil
}

func subTimes(a, b int64) (types.Interval, error) { return types.Interval{Micros: a - b}, nil }
