package functions

import (
	"math"
	"time"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

func extractDate(_ *Env, unit string, v types.Value) (decimal, error) {
	days := v.Int()
	unbounded := days == types.DateInfinity || days == types.DateNegInfinity
	switch unit {
	case "epoch", "julian":
		if unbounded {
			return ofInfinity(unit, days > 0), nil
		}
		if unit == "julian" {
			return whole(days + epochJulian), nil
		}
		return whole(days*86400 + epochUnix), nil
	}
	d, ok := calendarPart(unit, dateTime(days))
	switch {
	case !ok:
		return d, unitNotSupported(unit, types.Date)
	case unbounded:
		return ofInfinity(unit, days > 0), nil
	}
	return d, nil
}

const (
	epochUnix   = 946_684_800 // 2000-01-01 in Unix seconds
	epochJulian = 2_451_545   // 2000-01-01 as a Julian day
)

// dateTime is the Go time of midnight UTC of a date.
func dateTime(days int64) time.Time { return time.Unix(days*86400+epochUnix, 0).UTC() }

// yearNumber has no year 0: 1 BC is -1.
func yearNumber(year int) int64 {
	if year <= 0 {
		return int64(year) - 1
	}
	return int64(year)
}

// period numbers decades, centuries and millennia of n years; the first of
// the common era begins with the year 1.
func period(year int, n int64) int64 {
	if year > 0 {
		return (int64(year) + n - 1) / n
	}
	return -((n - 1 - (int64(year) - 1)) / n)
}

func decadeOf(year int) int64 {
	if year >= 0 {
		return int64(year) / 10
	}
	return -((8 - (int64(year) - 1)) / 10)
}

// calendarPart is a part of a date; ok is false for a unit of the clock.
func calendarPart(unit string, t time.Time) (d decimal, ok bool) {
	isoYear, week := t.ISOWeek()
	switch unit {
	case "year":
		return whole(yearNumber(t.Year())), true
	case "isoyear":
		return whole(yearNumber(isoYear)), true
	case "decade":
		return whole(decadeOf(t.Year())), true
	case "century":
		return whole(period(t.Year(), 100)), true
	case "millennium":
		return whole(period(t.Year(), 1000)), true
	case "quarter":
		return whole(int64(t.Month()-1)/3 + 1), true
	case "month":
		return whole(int64(t.Month())), true
	case "week":
		return whole(int64(week)), true
	case "day":
		return whole(int64(t.Day())), true
	case "dow":
		return whole(int64(t.Weekday())), true
	case "isodow":
		return whole(int64(t.Weekday()+6)%7 + 1), true
	case "doy":
		return whole(int64(t.YearDay())), true
	}
	return decimal{}, false
}

// clockPart is a part of a time of day in micros.
func clockPart(unit string, micros int64) (d decimal, ok bool) {
	switch unit {
	case "hour":
		return whole(micros / 3_600_000_000), true
	case "minute":
		return whole(micros / 60_000_000 % 60), true
	case "second":
		return scaled(micros%60_000_000, 6), true
	case "milliseconds":
		return scaled(micros%60_000_000, 3), true
	case "microseconds":
		return whole(micros % 60_000_000), true
	}
	return decimal{}, false
}

func extractTimestamp(_ *Env, unit string, v types.Value) (decimal, error) {
	micros := v.Int()
	if infinite(micros) {
		return ofInfinity(unit, micros > 0), nil
	}
	if d, ok, err := momentPart(unit, micros); ok || err != nil {
		return d, err
	}
	if unit == "epoch" {
		return unixTime(micros)
	}
	return decimal{}, unitNotSupported(unit, types.Timestamp)
}

// unixTime is a moment in seconds since 1970.
func unixTime(micros int64) (decimal, error) {
	const epoch = epochUnix * microsPerSecond
	if micros <= math.MaxInt64-epoch {
		return scaled(micros+epoch, 6), nil
	}
	sum, err := types.AddNumeric(apd.New(micros, -6), apd.New(epoch, -6))
	return decimal{special: sum}, err
}

// momentPart is a part of a local time.
func momentPart(unit string, micros int64) (decimal, bool, error) {
	clock := floorMod(micros, microsPerDay)
	days := (micros - clock) / microsPerDay
	if d, ok := clockPart(unit, clock); ok {
		return d, true, nil
	}
	if unit == "julian" {
		d, err := julian(days, clock)
		return decimal{special: d}, true, err
	}
	d, ok := calendarPart(unit, dateTime(days))
	return d, ok, nil
}

// julian is the Julian day with the fraction of the day that has passed.
func julian(days, clock int64) (*apd.Decimal, error) {
	fraction, err := types.DivNumeric(apd.New(clock, 0), apd.New(microsPerDay, 0))
	if err != nil {
		return nil, err
	}
	return types.AddNumeric(apd.New(days+epochJulian, 0), fraction)
}

func extractTimestampTZ(env *Env, unit string, v types.Value) (decimal, error) {
	micros := v.Int()
	if infinite(micros) {
		return ofInfinity(unit, micros > 0), nil
	}
	if unit == "epoch" {
		return unixTime(micros)
	}
	local, err := fromZoned(env, micros)
	if err != nil {
		return decimal{}, err
	}
	if d, ok := zonePart(unit, (local-micros)/microsPerSecond); ok {
		return d, nil
	}
	d, ok, err := momentPart(unit, local)
	if !ok && err == nil {
		err = unitNotSupported(unit, types.TimestampTZ)
	}
	return d, err
}

// zonePart is a part of an offset in seconds east.
func zonePart(unit string, east int64) (decimal, bool) {
	switch unit {
	case "timezone":
		return whole(east), true
	case "timezone_hour":
		return whole(east / 3600), true
	case "timezone_minute":
		return whole(east / 60 % 60), true
	}
	return decimal{}, false
}

func extractTime(_ *Env, unit string, v types.Value) (decimal, error) {
	if unit == "epoch" {
		return scaled(v.Int(), 6), nil
	}
	d, ok := clockPart(unit, v.Int())
	if !ok {
		return d, unitNotSupported(unit, types.Time)
	}
	return d, nil
}

func extractTimeTZ(_ *Env, unit string, v types.Value) (decimal, error) {
	micros, west := types.TimeTZParts(v.Int())
	if unit == "epoch" {
		return scaled(micros+west*microsPerSecond, 6), nil
	}
	if d, ok := zonePart(unit, -west); ok {
		return d, nil
	}
	d, ok := clockPart(unit, micros)
	if !ok {
		return d, unitNotSupported(unit, types.TimeTZ)
	}
	return d, nil
}

func extractInterval(_ *Env, unit string, v types.Value) (decimal, error) {
	iv := v.Interval()
	months := int64(iv.Months)
	switch unit {
	case "year":
		return whole(months / 12), nil
	case "decade":
		return whole(months / 120), nil
	case "century":
		return whole(months / 1200), nil
	case "millennium":
		return whole(months / 12000), nil
	case "quarter":
		return whole(months%12/3 + 1), nil
	case "month":
		return whole(months % 12), nil
	case "day":
		return whole(int64(iv.Days)), nil
	case "epoch":
		return epochOf(iv)
	}
	d, ok := clockPart(unit, iv.Micros)
	if !ok {
		return d, unitNotSupported(unit, types.IntervalType)
	}
	return d, nil
}

// epochOf counts a year as 365.25 days and a month as 30.
func epochOf(iv types.Interval) (decimal, error) {
	years, months := int64(iv.Months/12), int64(iv.Months%12)
	seconds := years*(36525*864) + months*30*86400 + int64(iv.Days)*86400
	total, err := types.AddNumeric(apd.New(seconds, 0), apd.New(iv.Micros, -6))
	return decimal{special: total}, err
}
