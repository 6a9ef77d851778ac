package types

import (
	"strings"
)

// unit is what a number of an interval counts.
type unit uint8

const (
	unitNone unit = iota
	unitMicrosecond
	unitMillisecond
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitYear
	unitDecade
	unitCentury
	unitMillennium
	unitAgo
	unitIgnore
)

// unitTokenLen is how many bytes of the name of a unit count.
const unitTokenLen = 10

var intervalUnits = func() map[string]unit {
	m := make(map[string]unit)
	for u, names := range map[unit]string{
		unitMicrosecond: "microsecon us usec usecond useconds usecs",
		unitMillisecond: "millisecon ms msec msecond mseconds msecs",
		unitSecond:      "s sec second seconds secs",
		unitMinute:      "m min mins minute minutes",
		unitHour:        "h hour hours hr hrs",
		unitDay:         "d day days",
		unitWeek:        "w week weeks",
		unitMonth:       "mon mons month months",
		unitYear:        "y year years yr yrs",
		unitDecade:      "dec decade decades decs",
		unitCentury:     "c cent centuries century",
		unitMillennium:  "mil millennia millennium mils",
		unitAgo:         "ago",
		unitIgnore:      "@",
	} {
		for _, name := range strings.Fields(names) {
			m[name[:min(len(name), unitTokenLen)]] = u
		}
	}
	return m
}()

// rangeUnits say what a number without unit counts, by the last field of the
// type's range.
func rangeUnit(typmod int32) unit {
	if typmod < 0 || typmod>>16&rangeFull == rangeFull {
		return unitSecond
	}
	switch fields := typmod >> 16; {
	case fields&rangeSecond != 0:
		return unitSecond
	case fields&rangeMinute != 0:
		return unitMinute
	case fields&rangeHour != 0:
		return unitHour
	case fields&rangeDay != 0:
		return unitDay
	case fields&rangeMonth != 0:
		return unitMonth
	}
	return unitYear
}
