package functions

import (
	"fmt"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// formatFields is what a template of to_char prints: a broken-down local time,
// or the parts of an interval.
type formatFields struct {
	year, month, day     int // year 0 is 1 BC
	hour, minute, second int64
	micros               int64 // of the second
	date                 time.Time
	days                 int64 // since 2000-01-01
	interval             bool
	zone                 string
	east                 int64 // offset in seconds
}

// toCharDatetime are the forms of to_char for times (manual, 9.8).
func toCharDatetime() []Overload {
	text := types.Text
	return []Overload{
		pure(2049, "to_char", takes(types.Timestamp, text), text, scalar(func(env *Env, args []types.Value) (types.Value, error) {
			return formatMoment(args[0].Int(), args[0].Int(), "", args[1].Text())
		})).stable(),
		pure(1770, "to_char", takes(types.TimestampTZ, text), text, scalar(toCharZoned)).stable(),
		pure(1768, "to_char", takes(types.IntervalType, text), text, scalar(toCharInterval)).stable(),
	}
}

func toCharZoned(env *Env, args []types.Value) (types.Value, error) {
	micros := args[0].Int()
	if infinite(micros) {
		return types.Null, nil
	}
	local, err := fromZoned(env, micros)
	if err != nil {
		return types.Null, err
	}
	name, _ := types.ToTime(micros).In(env.location()).Zone()
	return formatMoment(local, micros, name, args[1].Text())
}

// formatMoment prints a local time; micros is the same moment in UTC.
func formatMoment(local, micros int64, zone, template string) (types.Value, error) {
	if infinite(local) || template == "" {
		return types.Null, nil
	}
	clock := floorMod(local, microsPerDay)
	days := (local - clock) / microsPerDay
	date := dateTime(days)
	f := formatFields{
		year: date.Year(), month: int(date.Month()), day: date.Day(), date: date, days: days,
		hour: clock / 3_600_000_000, minute: clock / 60_000_000 % 60, second: clock / microsPerSecond % 60,
		micros: clock % microsPerSecond, zone: zone, east: (local - micros) / microsPerSecond,
	}
	s, err := f.format(template)
	return types.NewText(s), err
}

func toCharInterval(_ *Env, args []types.Value) (types.Value, error) {
	iv, template := args[0].Interval(), args[1].Text()
	if template == "" {
		return types.Null, nil
	}
	f := formatFields{
		year: int(iv.Months / 12), month: int(iv.Months % 12), day: int(iv.Days), interval: true,
		hour: iv.Micros / 3_600_000_000, minute: iv.Micros / 60_000_000 % 60, second: iv.Micros / microsPerSecond % 60,
		micros: iv.Micros % microsPerSecond,
	}
	f.days = int64(iv.Months)*30 + int64(iv.Days)
	s, err := f.format(template)
	return types.NewText(s), err
}

func (f *formatFields) format(template string) (string, error) {
	var b strings.Builder
	for _, node := range parseTemplate(template) {
		if node.key == "" {
			b.WriteString(node.text)
			continue
		}
		if f.interval && calendarKeys[strings.ToUpper(node.key)] {
			return "", pgerr.New(pgerr.InvalidDatetimeFormat, "invalid format specification for an interval value").
				WithHint("Intervals are not tied to specific calendar dates.")
		}
		b.WriteString(f.field(&node))
	}
	return b.String(), nil
}

// calendarKeys are the fields an interval does not have.
var calendarKeys = map[string]bool{
	"DAY": true, "DY": true, "D": true, "ID": true, "MONTH": true, "MON": true, "TZ": true, "TZH": true, "TZM": true, "OF": true,
	"AD": true, "BC": true, "A.D.": true, "B.C.": true,
}

// field prints one field.
func (f *formatFields) field(node *formatNode) string {
	key := node.key
	switch upperKey := strings.ToUpper(key); upperKey {
	case "AM", "PM", "A.M.", "P.M.":
		return f.meridiem(key)
	case "AD", "BC", "A.D.", "B.C.":
		return f.era(key)
	case "MONTH", "MON", "DAY", "DY":
		return f.name(node, upperKey)
	case "RM":
		return f.roman(node)
	case "TZ":
		if key == "tz" {
			return strings.ToLower(f.zone)
		}
		return f.zone
	case "TZH":
		return fmt.Sprintf("%c%02d", sign(f.east), abs(f.east)/3600)
	case "TZM":
		return fmt.Sprintf("%02d", abs(f.east)/60%60)
	case "OF":
		return f.offset(node)
	case "FX":
		return ""
	case "Y,YYY":
		year := f.displayYear()
		return fmt.Sprintf("%d,%03d", year/1000, year%1000) + ordinalOf(int64(year), node.ordinal)
	default:
		n, width, ok := f.number(upperKey)
		if !ok {
			return ""
		}
		return padNumber(n, width, node)
	}
}

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

func (f *formatFields) meridiem(key string) string {
	letter := "a"
	if f.hour%24 >= 12 {
		letter = "p"
	}
	return likeKey(key, letter, "m")
}

func (f *formatFields) era(key string) string {
	if f.year <= 0 {
		return likeKey(key, "b", "c")
	}
	return likeKey(key, "a", "d")
}

// likeKey writes two letters in the case and with the points of the field.
func likeKey(key, first, second string) string {
	s := first + second
	if strings.Contains(key, ".") {
		s = first + "." + second + "."
	}
	if key[0] < 'a' {
		return strings.ToUpper(s)
	}
	return s
}

// name is a month or day in the case of the field, MONTH and DAY padded to the
// longest one.
func (f *formatFields) name(node *formatNode, key string) string {
	var name string
	switch key {
	case "MONTH", "MON":
		name = time.Month(f.month).String()
	default:
		name = f.date.Weekday().String()
	}
	if key == "MON" || key == "DY" {
		name = name[:3]
	}
	switch {
	case node.key[0] >= 'a':
		name = strings.ToLower(name)
	case node.key[1] < 'a':
		name = strings.ToUpper(name)
	}
	if node.fill || node.local || key == "MON" || key == "DY" {
		return name
	}
	return fmt.Sprintf("%-9s", name)
}

var romanMonths = strings.Fields("I II III IV V VI VII VIII IX X XI XII")

func (f *formatFields) roman(node *formatNode) string {
	if f.month == 0 {
		if f.year == 0 {
			return ""
		}
		return f.romanText(node, "XII")
	}
	month := f.month
	if month < 0 {
		month += 13 // -1 is the last
	}
	return f.romanText(node, romanMonths[month-1])
}

func (f *formatFields) romanText(node *formatNode, text string) string {
	if node.key == "rm" {
		text = strings.ToLower(text)
	}
	if node.fill {
		return text
	}
	return fmt.Sprintf("%-4s", text)
}

func (f *formatFields) offset(node *formatNode) string {
	width := 2
	if node.fill {
		width = 0
	}
	text := fmt.Sprintf("%c%0*d", sign(f.east), width, abs(f.east)/3600)
	if minutes := abs(f.east) / 60 % 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

func sign(n int64) byte {
	if n < 0 {
		return '-'
	}
	return '+'
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// ordinalOf is the ending of an ordinal number in the case of suffix, "" where
// none is wanted.
func ordinalOf(n int64, suffix string) string {
	if suffix == "" {
		return ""
	}
	ending := "th"
	if n = abs(n); n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	if suffix == "TH" {
		return strings.ToUpper(ending)
	}
	return ending
}
