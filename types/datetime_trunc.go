package types

import "time"

// DateTrunc is date_trunc for a timestamp: the part named, and zeros (or ones)
// below it. The error is 22023 or 0A000.
func DateTrunc(name string, micros int64) (int64, error) {
	return dateTrunc(name, micros, Timestamp)
}

// DateTruncTZ is date_trunc for a timestamptz, on the clock of loc.
func DateTruncTZ(name string, micros int64, loc *time.Location) (int64, error) {
	if isInfinite(micros) {
		return dateTrunc(name, micros, TimestampTZ)
	}
	east := zoneAt(micros, loc).east * microsPerSecond
	local, err := dateTrunc(name, micros+east, TimestampTZ)
	if err != nil {
		return 0, err
	}
	if lookupPart(name) >= partDay { // another day may have another offset
		east = localOffset(local, loc) * microsPerSecond
	}
	return addMicros(local, -east)
}

// truncPart is lookupPart without the parts that only EXTRACT knows.
func truncPart(name string) part {
	if p := lookupPart(name); p < partEpoch || p > partDoy {
		return p
	}
	return partUnknown
}

func dateTrunc(name string, micros int64, t *Type) (int64, error) {
	if isInfinite(micros) {
		return micros, nil
	}
	p := truncPart(name)
	if p == partUnknown || p > partMillennium {
		return 0, badPart(name, p, t)
	}
	if unit, ok := clockUnits[p]; ok {
		return micros - floorMod(micros, unit), nil
	}
	days := floorDiv(micros, microsPerDay)
	if p == partWeek {
		return (days - isoWeekday(days) + 1) * microsPerDay, nil
	}
	year, month, _ := civilDate(days)
	switch p {
	case partMonth:
	case partQuarter:
		month = (month-1)/3*3 + 1
	default:
		year, month = truncYear(p, year), 1
	}
	truncated := civilDays(year, month, 1)
	if truncated < dateMin {
		return 0, timestampOutOfRange()
	}
	return truncated * microsPerDay, nil
}

// clockUnits are the parts of fixed length.
var clockUnits = map[part]int64{
	partMicrosecond: 1, partMillisecond: 1000, partSecond: microsPerSecond,
	partMinute: microsPerMinute, partHour: microsPerHour, partDay: microsPerDay,
}

func truncYear(p part, year int64) int64 {
	switch p {
	case partDecade:
		return decadeStart(year)
	case partCentury:
		return periodStart(year, 100)
	case partMillennium:
		return periodStart(year, 1000)
	}
	return year
}

// DateTruncInterval is date_trunc for an interval.
func DateTruncInterval(name string, iv Interval) (Interval, error) {
	p := truncPart(name)
	if p == partWeek {
		return Interval{}, badPart(name, p, IntervalType).WithDetail("Months usually have fractional weeks.")
	}
	if p == partUnknown || p > partMillennium {
		return Interval{}, badPart(name, p, IntervalType)
	}
	if p == partDay {
		return Interval{Months: iv.Months, Days: iv.Days}, nil
	}
	if unit, ok := clockUnits[p]; ok {
		iv.Micros -= iv.Micros % unit
		return iv, nil
	}
	return Interval{Months: iv.Months / monthsOf[p] * monthsOf[p]}, nil
}

// monthsOf is the length of the parts above the day.
var monthsOf = map[part]int32{
	partMonth: 1, partQuarter: 3, partYear: 12, partDecade: 120, partCentury: 1200, partMillennium: 12000,
}
