package functions

import (
	"fmt"
	"math"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// datetimeFunctions are the functions of dates and times (manual, 9.9) but
// those that extract, truncate and format.
func datetimeFunctions() []Overload {
	moment, zoned, span := types.Timestamp, types.TimestampTZ, types.IntervalType

	return []Overload{
		pure(1299, "now", nil, zoned, scalar(transactionStart)).stable(),
		pure(2647, "transaction_timestamp", nil, zoned, scalar(transactionStart)).stable(),
		pure(2648, "statement_timestamp", nil, zoned, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
			return types.NewInt(types.FromTime(env.StatementStart)), nil
		})).stable(),
		pure(2649, "clock_timestamp", nil, zoned, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
			return types.NewInt(types.FromTime(env.Clock())), nil
		})).volatile(),
		pure(274, "timeofday", nil, types.Text, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
			return types.NewText(env.Clock().In(env.location()).Format("Mon Jan 02 15:04:05.000000 2006 MST")), nil
		})).volatile(),
		pure(2058, "age", takes(moment, moment), span, binary(ints, ints, intervals, types.Age)),
		pure(2059, "age", takes(moment), span, scalar(ageToday)).stable(),
		pure(1199, "age", takes(zoned, zoned), span, binaryIn(ints, ints, intervals, ageZoned)),
		pure(1386, "age", takes(zoned), span, scalar(ageTodayZoned)).stable(),
		pure(1175, "justify_hours", takes(span), span, unary(intervals, intervals, types.JustifyHours)),
		pure(1295, "justify_days", takes(span), span, unary(intervals, intervals, types.JustifyDays)),
		pure(2711, "justify_interval", takes(span), span, unary(intervals, intervals, types.JustifyInterval)),
		pure(1373, "isfinite", takes(types.Date), types.Bool, unary(ints, bools, func(d int64) (bool, error) {
			return d != types.DateInfinity && d != types.DateNegInfinity, nil
		})),
		pure(2048, "isfinite", takes(moment), types.Bool, unary(ints, bools, func(m int64) (bool, error) { return !infinite(m), nil })),
		pure(1389, "isfinite", takes(zoned), types.Bool, unary(ints, bools, func(m int64) (bool, error) { return !infinite(m), nil })),
		pure(1390, "isfinite", takes(span), types.Bool, unary(intervals, bools, func(types.Interval) (bool, error) { return true, nil })),
		pure(1158, "to_timestamp", takes(types.Float8), zoned, unary(floats, ints, fromEpoch)),
		pure(2025, "timestamp", takes(types.Date, types.Time), moment, binary(ints, ints, ints, dateAndTime)),
		pure(1359, "timestamptz", takes(types.Date, types.TimeTZ), zoned, binary(ints, ints, ints, dateAndTimeTZ)),
		pure(1176, "timestamptz", takes(types.Date, types.Time), zoned, binaryIn(ints, ints, ints, func(env *Env, days, clock int64) (int64, error) {
			local, err := dateAndTime(days, clock)
			if err != nil {
				return 0, err
			}
			return toZoned(env, local)
		})).stable(),
	}
}

func transactionStart(env *Env, _ []types.Value) (types.Value, error) {
	return types.NewInt(types.FromTime(env.TransactionStart)), nil
}

// today is midnight, in local time, of the day the transaction began.
func today(env *Env) int64 {
	t := env.TransactionStart.In(env.location())
	return types.FromTime(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC))
}

func ageToday(env *Env, args []types.Value) (types.Value, error) {
	iv, err := types.Age(today(env), args[0].Int())
	return types.NewInterval(iv), err
}

func ageTodayZoned(env *Env, args []types.Value) (types.Value, error) {
	local, err := fromZoned(env, args[0].Int())
	if err != nil {
		return types.Null, err
	}
	iv, err := types.Age(today(env), local)
	return types.NewInterval(iv), err
}

func ageZoned(env *Env, a, b int64) (types.Interval, error) {
	localA, err := fromZoned(env, a)
	if err != nil {
		return types.Interval{}, err
	}
	localB, err := fromZoned(env, b)
	if err != nil {
		return types.Interval{}, err
	}
	return types.Age(localA, localB)
}

// fromEpoch makes a timestamptz of Unix seconds.
func fromEpoch(seconds float64) (int64, error) {
	switch {
	case math.IsNaN(seconds):
		return 0, pgerr.New(pgerr.DatetimeFieldOverflow, "timestamp cannot be NaN")
	case math.IsInf(seconds, 1):
		return types.TimestampInfinity, nil
	case math.IsInf(seconds, -1):
		return types.TimestampNegInfinity, nil
	}
	micros := math.RoundToEven((seconds - epochUnix) * microsPerSecond)
	if !(micros >= firstTimestamp && micros < endTimestamp) {
		return 0, pgerr.New(pgerr.DatetimeFieldOverflow, fmt.Sprintf("timestamp out of range: \"%g\"", seconds))
	}
	return int64(micros), nil
}

// The range of timestamps, from 4714-11-24 BC to before 294277-01-01.
const (
	firstTimestamp = -epochJulian * microsPerDay
	endTimestamp   = 106_751_983 * microsPerDay
)
