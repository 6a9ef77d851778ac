package types

// The proleptic Gregorian calendar, as PostgreSQL counts it. Days are numbered
// from 2000-01-01; years are astronomical, so that 0 is 1 BC.

const (
	epochUnix   = 946684800 // 2000-01-01 in Unix seconds
	epochJulian = 2451545   // 2000-01-01 as a Julian day
	unixDays    = epochUnix / 86400

	microsPerSecond = 1_000_000
	microsPerMinute = 60 * microsPerSecond
	microsPerHour   = 60 * microsPerMinute
	microsPerDay    = 24 * microsPerHour
)

// marchEpoch is the number of days from 0000-03-01 to 2000-01-01. Counting
// years from March puts the leap day last and the months in a regular rhythm.
const marchEpoch = 730425

// civilDays returns the day number of a date. month may lie outside 1 to 12
// and day outside the month: they carry over.
func civilDays(year, month, day int64) int64 {
	year += floorDiv(month-1, 12)
	month = floorMod(month-1, 12) + 1
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	y := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	return era*146097 + y*365 + y/4 - y/100 + dayOfYear - marchEpoch
}

// civilDate is the inverse of civilDays.
func civilDate(days int64) (year, month, day int64) {
	z := days + marchEpoch
	era := floorDiv(z, 146097)
	d := z - era*146097
	y := (d - d/1460 + d/36524 - d/146096) / 365
	dayOfYear := d - (365*y + y/4 - y/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year, month = era*400+y, m+3
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

func isLeap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysInMonth(year, month int64) int64 {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// weekday returns the day of the week, Sunday 0. Day 0 was a Saturday.
func weekday(days int64) int64 { return floorMod(days+6, 7) }

// floorDiv and floorMod round towards minus infinity; b is positive.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 {
	m := a % b
	if m < 0 {
		m += b
	}
	return m
}
