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
