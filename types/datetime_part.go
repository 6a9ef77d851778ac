package types

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// part is a field of a date, time or interval, as EXTRACT and date_trunc name
// them.
type part uint8

const (
	partUnknown part = iota
	partMicrosecond
	partMillisecond
	partSecond
	partMinute
	partHour
	partDay
	partWeek
	partMonth
	partQuarter
	partYear
	partDecade
	partCentury
	partMillennium
	partEpoch
	partJulian
	partISOYear
	partISODow
	partDow
	partDoy
	partTimezone
	partTimezoneHour
	partTimezoneMinute
)

// partOfUnit is the part with the names of a unit of intervals.
var partOfUnit = map[unit]part{
	unitMicrosecond: partMicrosecond, unitMillisecond: partMillisecond, unitSecond: partSecond,
	unitMinute: partMinute, unitHour: partHour, unitDay: partDay, unitWeek: partWeek,
	unitMonth: partMonth, unitYear: partYear, unitDecade: partDecade, unitCentury: partCentury,
	unitMillennium: partMillennium,
}

var partNames = map[string]part{
	"qtr": partQuarter, "quarter": partQuarter, "epoch": partEpoch, "julian": partJulian,
	"jd": partJulian, "j": partJulian, "isoyear": partISOYear, "isodow": partISODow, "dow": partDow,
	"doy": partDoy, "timezone": partTimezone, "timezone_h": partTimezoneHour, "timezone_m": partTimezoneMinute,
}

func lookupPart(name string) part {
	token := strings.ToLower(name)
	token = token[:min(len(token), unitTokenLen)]
	if p, ok := partNames[token]; ok {
		return p
	}
	return partOfUnit[intervalUnits[token]]
}

// badPart is the error for a part that t does not have.
func badPart(name string, p part, t *Type) *pgerr.Error {
	if p == partUnknown {
		return pgerr.Newf(pgerr.InvalidParameterValue, "unit \"%s\" not recognized for type %s", strings.ToLower(name), t.SQLName)
	}
	return pgerr.Newf(pgerr.FeatureNotSupported, "unit \"%s\" not supported for type %s", strings.ToLower(name), t.SQLName)
}

// isoWeek returns the ISO 8601 year and week of a day: the week belongs to the
// year that its Thursday is in.
func isoWeek(days int64) (year, week int64) {
	thursday := days - isoWeekday(days) + 4
	year, _, _ = civilDate(thursday)
	return year, (thursday-civilDays(year, 1, 1))/7 + 1
}

// isoWeekday counts Monday as 1 and Sunday as 7.
func isoWeekday(days int64) int64 { return floorMod(days+5, 7) + 1 }

// The first year of the decade, century or millennium of a year. As there is
// no year 0, those of 10 years begin with a round year, the others a year
// later.
func decadeStart(year int64) int64 { return decade(year) * 10 }

func periodStart(year, length int64) int64 {
	if year > 0 {
		return (year+length-1)/length*length - length + 1
	}
	return -(length-1-(year-1))/length*length + 1
}

func decade(year int64) int64 {
	if year >= 0 {
		return year / 10
	}
	return -((8 - (year - 1)) / 10)
}

// period numbers centuries and millennia, the first one AD being 1 and the one
// before it -1.
func period(year, length int64) int64 {
	if year > 0 {
		return (year + length - 1) / length
	}
	return -((length - 1 - (year - 1)) / length)
}
