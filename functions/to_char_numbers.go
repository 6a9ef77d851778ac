package functions

import (
	"fmt"
	"strings"
)

// padNumber prints a number with zeros in front, unless FM says otherwise.
func padNumber(n int64, width int, node *formatNode) string {
	key := strings.ToUpper(node.key)
	switch {
	case fractionKeys[key]:
	case node.fill:
		width = 0
	case n < 0 && key != "DD" && key != "DDD":
		width++
	}
	return fmt.Sprintf("%0*d", width, n) + ordinalOf(n, node.ordinal)
}

// fractionKeys are the fields whose zeros in front FM does not drop.
var fractionKeys = map[string]bool{
	"MS": true, "US": true, "FF1": true, "FF2": true, "FF3": true, "FF4": true, "FF5": true, "FF6": true,
}

// number is the value of a numeric field and how many digits it has.
func (f *formatFields) number(key string) (n int64, width int, ok bool) {
	if n, width, ok := f.clockNumber(key); ok {
		return n, width, true
	}
	year := int64(f.displayYear())
	switch key {
	case "CC":
		return f.century(), 2, true
	case "YYYY":
		return year, 4, true
	case "YYY":
		return year % 1000, 3, true
	case "YY":
		return year % 100, 2, true
	case "Y":
		return year % 10, 1, true
	case "Q":
		return int64((f.month-1)/3 + 1), 1, f.month != 0
	case "MM":
		return int64(f.month), 2, true
	case "DD":
		return int64(f.day), 2, true
	case "W":
		return int64((f.day-1)/7 + 1), 1, true
	case "J":
		return f.days + epochJulian, 0, true
	}
	return f.dateNumber(key)
}

// clockNumber is a field of the time of day.
func (f *formatFields) clockNumber(key string) (n int64, width int, ok bool) {
	switch key {
	case "HH24":
		return f.hour, 2, true
	case "HH", "HH12":
		if f.hour%12 == 0 {
			return 12, 2, true
		}
		return f.hour % 12, 2, true
	case "MI":
		return f.minute, 2, true
	case "SS":
		return f.second, 2, true
	case "SSSS", "SSSSS":
		return f.hour*3600 + f.minute*60 + f.second, 0, true
	case "MS":
		return f.micros / 1000, 3, true
	case "US":
		return f.micros, 6, true
	}
	if digits, ok := strings.CutPrefix(key, "FF"); ok {
		places := int(digits[0] - '0')
		n = f.micros
		for range 6 - places {
			n /= 10
		}
		return n, places, true
	}
	return 0, 0, false
}

// dateNumber is a field of the calendar that counts days or ISO weeks.
func (f *formatFields) dateNumber(key string) (n int64, width int, ok bool) {
	isoYear, week := f.date.ISOWeek()
	if f.interval {
		isoYear, week = f.year, 0
	}
	weekday := int64(f.date.Weekday())
	switch key {
	case "DDD":
		if f.interval {
			return f.days, 3, true
		}
		return int64(f.date.YearDay()), 3, true
	case "D":
		return weekday + 1, 1, true
	case "ID":
		return (weekday+6)%7 + 1, 1, true
	case "WW":
		if f.interval {
			return (f.days-1)/7 + 1, 2, true
		}
		return int64((f.date.YearDay()-1)/7 + 1), 2, true
	case "IW":
		return int64(week), 2, true
	case "IDDD":
		return int64(week-1)*7 + (weekday+6)%7 + 1, 3, true
	case "IYYY":
		return absYear(isoYear), 4, true
	case "IYY":
		return absYear(isoYear) % 1000, 3, true
	case "IY":
		return absYear(isoYear) % 100, 2, true
	case "I":
		return absYear(isoYear) % 10, 1, true
	}
	return 0, 0, false
}

// displayYear is the year as BC and AD count it.
func (f *formatFields) displayYear() int {
	if f.interval {
		return f.year
	}
	return int(absYear(f.year))
}

func absYear(year int) int64 {
	if year <= 0 {
		return int64(1 - year)
	}
	return int64(year)
}

func (f *formatFields) century() int64 {
	switch {
	case f.interval:
		return int64(f.year / 100)
	case f.year > 0:
		return int64((f.year-1)/100 + 1)
	}
	return int64(f.year/100 - 1)
}
