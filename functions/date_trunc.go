package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// truncFunctions are date_trunc and date_bin (manual, 9.9.2 and 9.9.3).
func truncFunctions() []Overload {
	moment, zoned, span := types.Timestamp, types.TimestampTZ, types.IntervalType
	return []Overload{
		pure(2020, "date_trunc", takes(types.Text, moment), moment, binary(texts, ints, ints, truncTimestamp)),
		pure(1217, "date_trunc", takes(types.Text, zoned), zoned, binaryIn(texts, ints, ints, func(env *Env, unit string, micros int64) (int64, error) {
			return truncTimestampTZ(unit, micros, env.location())
		})).stable(),
		pure(1284, "date_trunc", takes(types.Text, zoned, types.Text), zoned, scalar(truncInZone)).stable(),
		pure(1218, "date_trunc", takes(types.Text, span), span, binary(texts, intervals, intervals, truncInterval)),
		pure(6177, "date_bin", takes(span, moment, moment), moment, scalar(dateBin)),
		pure(6178, "date_bin", takes(span, zoned, zoned), zoned, scalar(dateBin)),
	}
}

func truncTimestamp(name string, micros int64) (int64, error) {
	if infinite(micros) {
		return micros, nil
	}
	unit, err := truncUnit(name, types.Timestamp)
	if err != nil {
		return 0, err
	}
	truncated, ok := truncate(unit, micros)
	if !ok {
		return 0, unitNotSupported(unit, types.Timestamp)
	}
	return truncated, nil
}

// truncUnit is unitOf without the units that only extract has.
func truncUnit(name string, t *types.Type) (string, error) {
	unit, err := unitOf(name, t)
	switch unit {
	case "epoch", "dow", "isodow", "doy", "isoyear", "julian":
		return "", unitNotRecognized(unit, t)
	}
	return unit, err
}

// clockUnits are the units within a day, in microseconds.
var clockUnits = map[string]int64{
	"hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000, "milliseconds": 1000, "microseconds": 1,
}

// truncate cuts a local time down to a unit.
func truncate(unit string, micros int64) (int64, bool) {
	if n, ok := clockUnits[unit]; ok {
		return micros - floorMod(micros, n), true
	}
	midnight := micros - floorMod(micros, microsPerDay)
	t := dateTime(midnight / microsPerDay)
	year, month, day := t.Year(), t.Month(), 1
	switch unit {
	case "day":
		return midnight, true
	case "week":
		return midnight - int64(t.Weekday()+6)%7*microsPerDay, true
	case "month":
	case "quarter":
		month -= (month - 1) % 3
	case "year":
		month = 1
	case "decade", "century", "millennium":
		year, month = firstYear(unit, year), 1
	default:
		return 0, false
	}
	return types.FromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC)), true
}

// firstYear is the year a decade, century or millennium begins with.
func firstYear(unit string, year int) int {
	switch unit {
	case "decade":
		return year - int(floorMod(int64(year), 10))
	case "century":
		return year - int(floorMod(int64(year-1), 100))
	}
	return year - int(floorMod(int64(year-1), 1000))
}

// truncTimestampTZ truncates local time. Where it truncates within a day, the
// offset stays, so that an hour that occurs twice is kept apart.
func truncTimestampTZ(name string, micros int64, zone *time.Location) (int64, error) {
	if infinite(micros) {
		return micros, nil
	}
	unit, err := truncUnit(name, types.TimestampTZ)
	if err != nil {
		return 0, err
	}
	local, err := types.TimestampTZToTimestamp(micros, zone)
	if err != nil {
		return 0, err
	}
	truncated, ok := truncate(unit, local)
	if !ok {
		return 0, unitNotSupported(unit, types.TimestampTZ)
	}
	if _, within := clockUnits[unit]; within {
		return micros - (local - truncated), nil
	}
	return types.TimestampToTimestampTZ(truncated, zone)
}

func truncInZone(_ *Env, args []types.Value) (types.Value, error) {
	zone, err := types.LookupZone(args[2].Text())
	if err != nil {
		return types.Null, err
	}
	return checked(truncTimestampTZ(args[0].Text(), args[1].Int(), zone))
}

// monthUnits are the units of months.
var monthUnits = map[string]int32{
	"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000,
}

// truncInterval cuts towards zero.
func truncInterval(name string, iv types.Interval) (types.Interval, error) {
	unit, err := truncUnit(name, types.IntervalType)
	if err != nil {
		return iv, err
	}
	if n, ok := monthUnits[unit]; ok {
		return types.Interval{Months: iv.Months - iv.Months%n}, nil
	}
	if n, ok := clockUnits[unit]; ok {
		iv.Micros -= iv.Micros % n
		return iv, nil
	}
	switch unit {
	case "day":
		return types.Interval{Months: iv.Months, Days: iv.Days}, nil
	case "week":
		return iv, unitNotSupported(unit, types.IntervalType).WithDetail("Months usually have fractional weeks.")
	}
	return iv, unitNotSupported(unit, types.IntervalType)
}

// dateBin puts a time into bins of a stride that begin at an origin.
func dateBin(_ *Env, args []types.Value) (types.Value, error) {
	stride, micros, origin := args[0].Interval(), args[1].Int(), args[2].Int()
	switch {
	case infinite(micros):
		return args[1], nil
	case infinite(origin):
		return types.Null, pgerr.New(pgerr.DatetimeFieldOverflow, "origin out of range")
	case stride.Months != 0:
		return types.Null, pgerr.New(pgerr.FeatureNotSupported, "timestamps cannot be binned into intervals containing months or years")
	}
	length := int64(stride.Days)*microsPerDay + stride.Micros
	if length <= 0 {
		return types.Null, pgerr.New(pgerr.DatetimeFieldOverflow, "stride must be greater than zero")
	}
	return types.NewInt(micros - floorMod(micros-origin, length)), nil
}
