package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// datetimeCasts are the casts among dates, times and intervals. Those to and
// from timestamptz go by the session's time zone.
func datetimeCasts() []Cast {
	return []Cast{
		convert(10152, 2024, types.Date, types.Timestamp, ImplicitCast, unary(ints, ints, types.DateToTimestamp)),
		convert(10153, 1174, types.Date, types.TimestampTZ, ImplicitCast, unaryIn(ints, ints, dateToZoned)),
		convert(10154, 1370, types.Time, types.IntervalType, ImplicitCast, unary(ints, intervals, timeToInterval)),
		convert(10155, 2047, types.Time, types.TimeTZ, ImplicitCast, unaryIn(ints, ints, timeToZoned)),
		convert(10156, 2029, types.Timestamp, types.Date, AssignmentCast, unary(ints, ints, sure(types.TimestampToDate))),
		convert(10157, 1316, types.Timestamp, types.Time, AssignmentCast, scalar(momentToTime(localTime))),
		convert(10158, 2028, types.Timestamp, types.TimestampTZ, ImplicitCast, unaryIn(ints, ints, toZoned)),
		convert(10159, 1178, types.TimestampTZ, types.Date, AssignmentCast, unaryIn(ints, ints, zonedToDate)),
		convert(10160, 2019, types.TimestampTZ, types.Time, AssignmentCast, scalar(momentToTime(fromZoned))),
		convert(10161, 2027, types.TimestampTZ, types.Timestamp, AssignmentCast, unaryIn(ints, ints, fromZoned)),
		convert(10162, 1388, types.TimestampTZ, types.TimeTZ, AssignmentCast, scalar(zonedToTimeTZ)),
		convert(10163, 1419, types.IntervalType, types.Time, AssignmentCast, unary(intervals, ints, intervalToTime)),
		convert(10164, 2046, types.TimeTZ, types.Time, AssignmentCast, unary(ints, ints, timeOfTimeTZ)),
	}
}

func toZoned(env *Env, micros int64) (int64, error) {
	return types.TimestampToTimestampTZ(micros, env.location())
}

func fromZoned(env *Env, micros int64) (int64, error) {
	return types.TimestampTZToTimestamp(micros, env.location())
}

func localTime(_ *Env, micros int64) (int64, error) { return micros, nil }

func dateToZoned(env *Env, days int64) (int64, error) {
	micros, err := types.DateToTimestamp(days)
	if err != nil {
		return 0, err
	}
	return toZoned(env, micros)
}

func zonedToDate(env *Env, micros int64) (int64, error) {
	local, err := fromZoned(env, micros)
	return types.TimestampToDate(local), err
}

// momentToTime takes the time of day; infinity has none, which is NULL.
func momentToTime(local func(*Env, int64) (int64, error)) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		micros := args[0].Int()
		if infinite(micros) {
			return types.Null, nil
		}
		micros, err := local(env, micros)
		return types.NewInt(floorMod(micros, microsPerDay)), err
	}
}

func zonedToTimeTZ(env *Env, args []types.Value) (types.Value, error) {
	micros := args[0].Int()
	if infinite(micros) {
		return types.Null, nil
	}
	local, err := fromZoned(env, micros)
	if err != nil {
		return types.Null, err
	}
	return types.NewTimeTZ(floorMod(local, microsPerDay), (micros-local)/microsPerSecond), nil
}

func timeToInterval(micros int64) (types.Interval, error) { return types.Interval{Micros: micros}, nil }

// timeToZoned gives a time the offset that the session's zone has today.
func timeToZoned(env *Env, micros int64) (int64, error) {
	_, east := env.TransactionStart.In(env.location()).Zone()
	return types.NewTimeTZ(micros, int64(-east)).Int(), nil
}

func intervalToTime(iv types.Interval) (int64, error) { return floorMod(iv.Micros, microsPerDay), nil }

func timeOfTimeTZ(packed int64) (int64, error) {
	micros, _ := types.TimeTZParts(packed)
	return micros, nil
}

// floorMod is the rest of a division rounded down; b is positive.
func floorMod(a, b int64) int64 {
	m := a % b
	if m < 0 {
		m += b
	}
	return m
}
