package types

import (
	"time"

	"github.com/cockroachdb/apd/v3"
)

// Extract is EXTRACT(name FROM v) for the date and time types and interval; loc
// is the zone of a timestamptz. The result is a numeric with PostgreSQL's
// scale, or NULL for the part of an infinite value that has no meaning.
// date_part is the same as a float8. The error is 22023 or 0A000.
func Extract(t *Type, name string, v Value, loc *time.Location) (Value, error) {
	p := lookupPart(name)
	var d *apd.Decimal
	switch t {
	case Date:
		d = extractDate(p, v.Int())
	case Time:
		d = extractTime(p, v.Int())
	case TimeTZ:
		d = extractTimeTZ(p, v.Int())
	case IntervalType:
		d = extractInterval(p, v.Interval())
	case Timestamp:
		d = extractTimestamp(p, v.Int(), zone{})
	default:
		if !isInfinite(v.Int()) {
			d = extractTimestamp(p, v.Int(), zoneAt(v.Int(), loc))
		} else {
			d = extractTimestamp(p, v.Int(), zone{shown: true})
		}
	}
	switch d {
	case nil:
		return Null, badPart(name, p, t)
	case noPart:
		return Null, nil
	}
	return NewNumeric(d), nil
}

// noPart stands for the NULL that an infinite value yields.
var noPart = new(apd.Decimal)

func integer(i int64) *apd.Decimal { return apd.New(i, 0) }

// infinitePart is what a value beyond all others yields: itself for what grows
// with it, NULL for what goes round.
func infinitePart(p part, negative bool) *apd.Decimal {
	switch p {
	case partYear, partDecade, partCentury, partMillennium, partJulian, partISOYear, partEpoch:
		return infinite(negative)
	}
	return noPart
}

// extractTimestamp returns nil for a part that the type does not have.
func extractTimestamp(p part, micros int64, z zone) *apd.Decimal {
	isZone := p >= partTimezone
	switch {
	case p != partUnknown && isInfinite(micros):
		return infinitePart(p, micros < 0)
	case p == partUnknown || isZone && !z.shown:
		return nil
	case p == partEpoch:
		return unixEpoch(micros)
	case isZone:
		return zonePart(p, z.east)
	}
	local := micros + z.east*microsPerSecond
	days := floorDiv(local, microsPerDay)
	clock := local - days*microsPerDay
	if p == partJulian {
		return julian(days, clock)
	}
	if d := clockPart(p, clock); d != nil {
		return d
	}
	return calendarPart(p, days)
}

// unixEpoch is the seconds since 1970 with six decimals.
func unixEpoch(micros int64) *apd.Decimal {
	d := apd.New(micros, -6)
	if sum, err := AddNumeric(d, apd.New(epochUnix, 0)); err == nil {
		return sum
	}
	return d
}

// julian is the Julian day with the time as its fraction.
func julian(days, clock int64) *apd.Decimal {
	day := integer(days + epochJulian)
	fraction, err := DivNumeric(integer(clock), integer(microsPerDay))
	if err != nil {
		return day
	}
	sum, err := AddNumeric(day, fraction)
	if err != nil {
		return day
	}
	return sum
}

// clockPart is a part of the time of day, nil if p is none.
func clockPart(p part, micros int64) *apd.Decimal {
	switch p {
	case partMicrosecond:
		return integer(micros % microsPerMinute)
	case partMillisecond:
		return apd.New(micros%microsPerMinute, -3)
	case partSecond:
		return apd.New(micros%microsPerMinute, -6)
	case partMinute:
		return integer(micros / microsPerMinute % 60)
	case partHour:
		return integer(micros / microsPerHour)
	}
	return nil
}

// calendarPart is a part of the date.
func calendarPart(p part, days int64) *apd.Decimal {
	year, month, day := civilDate(days)
	switch p {
	case partDay:
		return integer(day)
	case partMonth:
		return integer(month)
	case partQuarter:
		return integer((month-1)/3 + 1)
	case partWeek:
		_, week := isoWeek(days)
		return integer(week)
	case partISOYear:
		year, _ = isoWeek(days)
		return integer(signedYear(year))
	case partYear:
		return integer(signedYear(year))
	case partDecade:
		return integer(decade(year))
	case partCentury:
		return integer(period(year, 100))
	case partMillennium:
		return integer(period(year, 1000))
	case partDow:
		return integer(weekday(days))
	case partISODow:
		return integer(isoWeekday(days))
	case partDoy:
		return integer(days - civilDays(year, 1, 1) + 1)
	}
	return nil
}

// signedYear counts 1 BC as -1.
func signedYear(year int64) int64 {
	if year <= 0 {
		return year - 1
	}
	return year
}

func zonePart(p part, east int64) *apd.Decimal {
	switch p {
	case partTimezoneHour:
		return integer(east / 3600)
	case partTimezoneMinute:
		return integer(east / 60 % 60)
	}
	return integer(east)
}

func extractDate(p part, days int64) *apd.Decimal {
	if p <= partHour || p >= partTimezone {
		return nil
	}
	switch {
	case isInfiniteDate(days):
		return infinitePart(p, days < 0)
	case p == partEpoch:
		return integer((days + unixDays) * 86400)
	case p == partJulian:
		return integer(days + epochJulian)
	}
	return calendarPart(p, days)
}

func extractTime(p part, micros int64) *apd.Decimal {
	if p == partEpoch {
		return apd.New(micros, -6)
	}
	return clockPart(p, micros)
}

func extractTimeTZ(p part, packed int64) *apd.Decimal {
	micros, west := timeTZParts(packed)
	switch p {
	case partEpoch:
		return apd.New(micros+west*microsPerSecond, -6)
	case partTimezone, partTimezoneHour, partTimezoneMinute:
		return zonePart(p, -west)
	}
	return clockPart(p, micros)
}

// extractInterval takes a month as 30 days and a year as 365.25 for the epoch.
func extractInterval(p part, iv Interval) *apd.Decimal {
	years, months := int64(iv.Months/12), int64(iv.Months%12)
	switch p {
	case partHour:
		return integer(iv.Micros / microsPerHour)
	case partDay:
		return integer(int64(iv.Days))
	case partMonth:
		return integer(months)
	case partQuarter:
		return integer(months/3 + 1)
	case partYear:
		return integer(years)
	case partDecade:
		return integer(years / 10)
	case partCentury:
		return integer(years / 100)
	case partMillennium:
		return integer(years / 1000)
	case partEpoch:
		quarterDays := years*1461 + (months*30+int64(iv.Days))*4
		sum, err := AddNumeric(integer(quarterDays*21600), apd.New(iv.Micros, -6))
		if err != nil {
			return nil
		}
		return sum
	}
	return clockPart(p, iv.Micros)
}
