package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// timezoneFunctions are what AT TIME ZONE calls (manual, 9.9.4): a timestamp
// becomes a timestamptz and the other way round, a timetz changes its zone.
func timezoneFunctions() []Overload {
	text, span := types.Text, types.IntervalType
	moment, zoned, clock := types.Timestamp, types.TimestampTZ, types.TimeTZ
	inZone := func(convert func(int64, *time.Location) (int64, error)) body {
		return binary(texts, ints, ints, func(name string, micros int64) (int64, error) {
			zone, err := types.LookupZone(name)
			if err != nil {
				return 0, err
			}
			return convert(micros, zone)
		})
	}
	atOffset := func(convert func(int64, *time.Location) (int64, error)) body {
		return binary(intervals, ints, ints, func(offset types.Interval, micros int64) (int64, error) {
			zone, err := offsetZone(offset)
			if err != nil {
				return 0, err
			}
			return convert(micros, zone)
		})
	}
	return []Overload{
		pure(2069, "timezone", takes(text, moment), zoned, inZone(types.TimestampToTimestampTZ)),
		pure(1159, "timezone", takes(text, zoned), moment, inZone(types.TimestampTZToTimestamp)),
		pure(2070, "timezone", takes(span, moment), zoned, atOffset(types.TimestampToTimestampTZ)),
		pure(1026, "timezone", takes(span, zoned), moment, atOffset(types.TimestampTZToTimestamp)),
		pure(2038, "timezone", takes(span, clock), clock, atOffset(shiftClock)),
		pure(2037, "timezone", takes(text, clock), clock, scalar(shiftClockNamed)).stable(),
	}
}

// offsetZone is the zone of a fixed offset east.
func offsetZone(offset types.Interval) (*time.Location, error) {
	if offset.Months != 0 || offset.Days != 0 {
		text := types.AppendText(nil, types.IntervalType, types.NewInterval(offset), types.DefaultStyle)
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "interval time zone \"%s\" must not include months or days", text)
	}
	return time.FixedZone("", int(offset.Micros/microsPerSecond)), nil
}

// shiftClock shows a timetz in a zone of fixed offset.
func shiftClock(packed int64, zone *time.Location) (int64, error) {
	_, east := time.Time{}.In(zone).Zone()
	return clockAt(packed, int64(east)), nil
}

// shiftClockNamed shows it in a zone as it is at the transaction's time.
func shiftClockNamed(env *Env, args []types.Value) (types.Value, error) {
	zone, err := types.LookupZone(args[0].Text())
	if err != nil {
		return types.Null, err
	}
	_, east := env.TransactionStart.In(zone).Zone()
	return types.NewInt(clockAt(args[1].Int(), int64(east))), nil
}

func clockAt(packed, east int64) int64 {
	micros, west := types.TimeTZParts(packed)
	micros += (west + east) * microsPerSecond
	return types.NewTimeTZ(floorMod(micros, microsPerDay), -east).Int()
}
