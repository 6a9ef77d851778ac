package types

import (
	"strconv"
	"time"
)

var (
	monthNames = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	dayNames   = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
)

// appendPadded appends i, which is not negative, at least width digits wide.
func appendPadded(dst []byte, i int64, width int) []byte {
	for limit := pow10[width-1]; limit > 1 && i < limit; limit /= 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, i, 10)
}

// appendDate prints a date in the style of the session.
func appendDate(dst []byte, days int64, st *Style) []byte {
	switch days {
	case DateInfinity:
		return append(dst, "infinity"...)
	case DateNegInfinity:
		return append(dst, "-infinity"...)
	}
	year, month, day := civilDate(days)
	return appendEra(appendCivil(dst, year, month, day, st, '-'), year)
}

// appendCivil prints year, month and day; sep stands between them in the
// Postgres style, whose timestamps look otherwise.
func appendCivil(dst []byte, year, month, day int64, st *Style, sep byte) []byte {
	year = commonYear(year)
	switch st.DateStyle {
	case DateISO:
		dst = append(appendPadded(dst, year, 4), '-')
		dst = append(appendPadded(dst, month, 2), '-')
		return appendPadded(dst, day, 2)
	case DateSQL:
		sep = '/'
	case DateGerman:
		sep = '.'
	}
	first, second := month, day
	if st.DateOrder == DMY || st.DateStyle == DateGerman {
		first, second = day, month
	}
	dst = append(appendPadded(dst, first, 2), sep)
	dst = append(appendPadded(dst, second, 2), sep)
	return appendPadded(dst, year, 4)
}

func appendEra(dst []byte, year int64) []byte {
	if year <= 0 {
		return append(dst, " BC"...)
	}
	return dst
}

// appendClock prints micros since midnight as hours, minutes, seconds.
func appendClock(dst []byte, micros int64) []byte {
	dst = append(appendPadded(dst, micros/microsPerHour, 2), ':')
	dst = append(appendPadded(dst, micros/microsPerMinute%60, 2), ':')
	return appendSeconds(dst, micros%microsPerMinute, 2)
}

// appendSeconds prints micros as seconds, width digits before the point and
// no zeros at the end behind it.
func appendSeconds(dst []byte, micros int64, width int) []byte {
	dst = appendPadded(dst, micros/microsPerSecond, width)
	fraction := micros % microsPerSecond
	if fraction == 0 {
		return dst
	}
	dst = append(dst, '.')
	for unit := int64(microsPerSecond / 10); fraction > 0; unit /= 10 {
		dst = append(dst, byte('0'+fraction/unit))
		fraction %= unit
	}
	return dst
}

// appendOffset prints seconds east of Greenwich as +hh[:mm[:ss]].
func appendOffset(dst []byte, east int64) []byte {
	sign := byte('+')
	if east < 0 {
		sign, east = '-', -east
	}
	dst = appendPadded(append(dst, sign), east/3600, 2)
	if east%3600 == 0 {
		return dst
	}
	dst = appendPadded(append(dst, ':'), east/60%60, 2)
	if east%60 == 0 {
		return dst
	}
	return appendPadded(append(dst, ':'), east%60, 2)
}

// zone is the time zone that a timestamptz is printed in: its name in force,
// and seconds east. A timestamp has none.
type zone struct {
	shown bool
	name  string
	east  int64
}

// zoneAt returns the zone of loc in force at a time in PostgreSQL's micros.
func zoneAt(micros int64, loc *time.Location) zone {
	if loc == time.UTC {
		return zone{true, "UTC", 0}
	}
	name, east := time.Unix(floorDiv(micros, microsPerSecond)+epochUnix, 0).In(loc).Zone()
	return zone{true, name, int64(east)}
}

func appendTimestamp(dst []byte, micros int64, st *Style) []byte {
	return appendMoment(dst, micros, st, zone{})
}

func appendTimestampTZ(dst []byte, micros int64, st *Style) []byte {
	if isInfinite(micros) {
		return appendMoment(dst, micros, st, zone{})
	}
	z := zoneAt(micros, st.location())
	return appendMoment(dst, micros+z.east*microsPerSecond, st, z)
}

// appendMoment prints local micros with the zone they are local to.
func appendMoment(dst []byte, micros int64, st *Style, z zone) []byte {
	switch micros {
	case TimestampInfinity:
		return append(dst, "infinity"...)
	case TimestampNegInfinity:
		return append(dst, "-infinity"...)
	}
	days := floorDiv(micros, microsPerDay)
	year, month, day := civilDate(days)
	clock := micros - days*microsPerDay
	if st.DateStyle == DatePostgres {
		dst = append(dst, dayNames[weekday(days)]...)
		dst = appendDayAndMonth(append(dst, ' '), month, day, st.DateOrder)
		dst = appendClock(append(dst, ' '), clock)
		dst = appendPadded(append(dst, ' '), commonYear(year), 4)
	} else {
		dst = append(appendCivil(dst, year, month, day, st, '-'), ' ')
		dst = appendClock(dst, clock)
	}
	if z.shown {
		dst = appendZone(dst, z, st.DateStyle)
	}
	return appendEra(dst, year)
}

// commonYear turns an astronomical year into the one that is written.
func commonYear(year int64) int64 {
	if year <= 0 {
		return 1 - year
	}
	return year
}

func appendDayAndMonth(dst []byte, month, day int64, order DateOrder) []byte {
	if order == DMY {
		return append(append(appendPadded(dst, day, 2), ' '), monthNames[month-1]...)
	}
	return appendPadded(append(append(dst, monthNames[month-1]...), ' '), day, 2)
}

func appendZone(dst []byte, z zone, style DateStyle) []byte {
	if style == DateISO {
		return appendOffset(dst, z.east)
	}
	return append(append(dst, ' '), z.name...)
}
