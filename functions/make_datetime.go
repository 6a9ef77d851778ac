package functions

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// makeFunctions are make_date and its kin, which put fields together.
func makeFunctions() []Overload {
	number, seconds := types.Int4, types.Float8
	fields := takes(number, number, number, number, number, seconds)
	return []Overload{
		pure(3846, "make_date", takes(number, number, number), types.Date, scalar(makeDate)).named("year", "month", "day"),
		pure(3847, "make_time", takes(number, number, seconds), types.Time, scalar(makeTime)).named("hour", "min", "sec"),
		pure(3461, "make_timestamp", fields, types.Timestamp, scalar(makeTimestamp)).named("year", "month", "mday", "hour", "min", "sec"),
		pure(3462, "make_timestamptz", fields, types.TimestampTZ, scalar(makeTimestampTZ)).stable().named("year", "month", "mday", "hour", "min", "sec"),
		pure(3463, "make_timestamptz", append(fields[:6:6], types.Text), types.TimestampTZ, scalar(makeTimestampTZ)).stable().
			named("year", "month", "mday", "hour", "min", "sec", "timezone"),
		pure(3464, "make_interval", takes(number, number, number, number, number, number, seconds), types.IntervalType, scalar(makeInterval)).
			named("years", "months", "weeks", "days", "hours", "mins", "secs").defaults(slices.Repeat([]types.Value{types.NewInt(0)}, 6), types.NewFloat(0)),
	}
}

// dateOf checks a date; a negative year is BC.
func dateOf(year, month, day int64) (int64, error) {
	astronomical := year
	if year < 0 {
		astronomical++
	}
	t := time.Date(int(astronomical), time.Month(month), int(day), 0, 0, 0, 0, time.UTC)
	if year == 0 || month < 1 || month > 12 || int64(t.Day()) != day {
		return 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "date field value out of range: %d-%02d-%02d", year, month, day)
	}
	days := (t.Unix() - epochUnix) / 86400
	if days < -epochJulian || days > maxDate {
		return 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "date out of range: %d-%02d-%02d", astronomical, month, day)
	}
	return days, nil
}

// maxDate is 5874897-12-31 in days.
const maxDate = 2_145_031_948

// clockOf checks a time of day, 24:00 and the second 60 included.
func clockOf(hour, minute int64, seconds float64) (int64, error) {
	micros := math.RoundToEven(seconds * microsPerSecond)
	total := (hour*60+minute)*60*microsPerSecond + int64(micros)
	if hour < 0 || minute < 0 || minute > 59 || !(seconds >= 0 && seconds <= 60) || hour > 24 || total > microsPerDay {
		return 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "time field value out of range: %d:%02d:%s", hour, minute, fmt.Sprintf("%02g", seconds))
	}
	return total, nil
}

func makeDate(_ *Env, args []types.Value) (types.Value, error) {
	return checked(dateOf(args[0].Int(), args[1].Int(), args[2].Int()))
}

func makeTime(_ *Env, args []types.Value) (types.Value, error) {
	return checked(clockOf(args[0].Int(), args[1].Int(), args[2].Float()))
}

// momentOf makes a local time of the first six arguments.
func momentOf(args []types.Value) (int64, error) {
	days, err := dateOf(args[0].Int(), args[1].Int(), args[2].Int())
	if err != nil {
		return 0, err
	}
	clock, err := clockOf(args[3].Int(), args[4].Int(), args[5].Float())
	if err != nil {
		return 0, err
	}
	return dateAndTime(days, clock)
}

func makeTimestamp(_ *Env, args []types.Value) (types.Value, error) {
	return checked(momentOf(args))
}

func makeTimestampTZ(env *Env, args []types.Value) (types.Value, error) {
	local, err := momentOf(args)
	if err != nil {
		return types.Null, err
	}
	zone := env.location()
	if len(args) > 6 {
		if zone, err = zoneOf(args[6].Text()); err != nil {
			return types.Null, err
		}
	}
	return checked(types.TimestampToTimestampTZ(local, zone))
}

// zoneOf finds a time zone by name, or by its distance east such as +2.
func zoneOf(name string) (*time.Location, error) {
	if name != "" && isDecimal(name[0]) {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid input syntax for type numeric time zone: \"%s\"", name).
			WithHint("Numeric time zones must have \"-\" or \"+\" as first character.")
	}
	if east, ok := types.ParseOffset(name); ok {
		return time.FixedZone("", int(east)), nil
	}
	return types.LookupZone(name)
}

// makeInterval adds fields up; those left out are 0.
func makeInterval(_ *Env, args []types.Value) (types.Value, error) {
	var n [6]int64
	for i := range min(len(args), 6) {
		n[i] = args[i].Int()
	}
	seconds := 0.0
	if len(args) > 6 {
		seconds = args[6].Float()
	}
	months, days := n[0]*12+n[1], n[2]*7+n[3]
	micros := float64((n[4]*60+n[5])*60*microsPerSecond) + math.RoundToEven(seconds*microsPerSecond)
	if months != int64(int32(months)) || days != int64(int32(days)) || !(math.Abs(micros) < 1<<63) {
		return types.Null, pgerr.New(pgerr.DatetimeFieldOverflow, "interval out of range")
	}
	return types.NewInterval(types.Interval{Months: int32(months), Days: int32(days), Micros: int64(micros)}), nil
}
