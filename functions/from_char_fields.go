package functions

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// set stores a numeric field; the same one twice must agree.
func (r *templateReader) set(node *formatNode, key string, n int, digits string) error {
	if err := r.agree(node, key, n); err != nil {
		return err
	}
	switch {
	case r.setClock(key, n, digits), r.setISO(key, n, digits):
	default:
		r.setDate(key, n, digits)
	}
	return nil
}

// sameField names the field that others are another way to give.
var sameField = map[string]string{
	"HH12": "HH24", "HH": "HH24", "SSSSS": "SSSS", "MONTH": "MM", "MON": "MM", "RM": "MM", "IDDD": "DDD", "IW": "WW",
	"FF1": "US", "FF2": "US", "FF3": "US", "FF4": "US", "FF5": "US", "FF6": "US",
	"YYY": "YYYY", "YY": "YYYY", "Y": "YYYY", "IYYY": "YYYY", "IYY": "YYYY", "IY": "YYYY", "I": "YYYY",
}

// agree refuses a value that contradicts an earlier one of the same field.
func (r *templateReader) agree(node *formatNode, key string, n int) error {
	if same, ok := sameField[key]; ok {
		key = same
	}
	if old := r.seen[key]; old != 0 && old != n {
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "conflicting values for \"%s\" field in formatting string", node.key).
			WithDetail("This value contradicts a previous setting for the same field type.")
	}
	r.seen[key] = n
	return nil
}

func (r *templateReader) setClock(key string, n int, digits string) bool {
	switch key {
	case "HH24":
		r.hour = n
	case "HH", "HH12":
		r.hour, r.clock12 = n, true
	case "MI":
		r.minute = n
	case "SS":
		r.second = n
	case "SSSS", "SSSSS":
		r.secondsOfDay = n
	case "MS", "US":
		r.micros = fraction(n, len(digits))
	case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
		r.micros, r.precision = fraction(n, len(digits)), int(key[2]-'0')
	case "TZM":
		r.zoneMinute, r.zoned = n, true
		if r.zoneSign == 0 {
			r.zoneSign = 1
		}
	default:
		return false
	}
	return true
}

// fraction reads digits behind the point as microseconds.
func fraction(n, digits int) int {
	for ; digits < 6; digits++ {
		n *= 10
	}
	if digits > 6 {
		return microsPerSecond // too many: out of range
	}
	return n
}

func (r *templateReader) setISO(key string, n int, digits string) bool {
	switch key {
	case "IYYY", "IYY", "IY", "I":
		r.isoYear = shortYear(n, len(digits))
	case "IW":
		r.isoWeek = n
	case "ID":
		r.isoDay = n
	case "IDDD":
		r.isoWeek, r.isoDay = (n-1)/7+1, (n-1)%7+1
	default:
		return false
	}
	r.iso = true
	return true
}

func (r *templateReader) setDate(key string, n int, digits string) {
	switch key {
	case "YYYY", "YYY", "YY", "Y":
		r.year, r.yearDigits, r.gregorian = n, len(digits), true
		if key != "YYYY" {
			r.year, r.yearDigits = shortYear(n, len(digits)), len(key)
		}
	case "CC":
		r.century = n
	case "MM":
		r.month, r.gregorian = n, true
		if n == 0 {
			r.month = 1
		}
	case "DD":
		r.day, r.gregorian = n, true
	case "DDD":
		r.dayOfYear, r.gregorian = n, true
	case "WW":
		r.week, r.gregorian = n, true
	case "W":
		r.weekOfMonth, r.gregorian = n, true
	case "J":
		r.julian = n
	}
}

// shortYear puts a year of fewer than four digits next to 2020.
func shortYear(n, digits int) int {
	switch {
	case digits > 3 || n < 0:
		return n
	case n < 70:
		return n + 2000
	case n < 100:
		return n + 1900
	case n < 520:
		return n + 2000
	case n < 1000:
		return n + 1000
	}
	return n
}

// thousands reads Y,YYY.
func (r *templateReader) thousands(node *formatNode) error {
	high, rest, found := strings.Cut(r.rest, ",")
	millennia, err := strconv.Atoi(strings.TrimSpace(high))
	end := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	end = min(end, 3)
	years, err2 := strconv.Atoi(rest[:end])
	if !found || err != nil || err2 != nil {
		return pgerr.New(pgerr.InvalidDatetimeFormat, "invalid input string for \"Y,YYY\"")
	}
	r.rest = rest[end:]
	r.skipOrdinal(node)
	return r.set(node, "YYYY", millennia*1000+years, rest[:end]+"0")
}

// nameField reads a month, a day of the week or a Roman month in any case.
func (r *templateReader) nameField(node *formatNode, key string) error {
	best, month := 0, 0
	for i, name := range fieldNames(key) {
		if len(name) > best && len(r.rest) >= len(name) && strings.EqualFold(r.rest[:len(name)], name) {
			best, month = len(name), i+1
		}
	}
	if best == 0 {
		word := r.rest
		if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
			word = word[:i]
		}
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", word, node.key).
			WithDetail("The given value did not match any of the allowed values for this field.")
	}
	r.rest = r.rest[best:]
	if key == "DAY" || key == "DY" {
		return nil
	}
	r.month, r.gregorian = month, true
	return r.agree(node, key, month)
}

func fieldNames(key string) []string {
	if key == "RM" {
		return romanMonths
	}
	var names []string
	for i := range 12 {
		name := time.Month(i + 1).String()
		if key == "DAY" || key == "DY" {
			name = time.Weekday(i % 7).String()
		}
		if key == "MON" || key == "DY" {
			name = name[:3]
		}
		names = append(names, name)
	}
	return names
}

// halfField reads AM or PM, BC or AD, with points if the template has them.
func (r *templateReader) halfField(node *formatNode) error {
	width := len(node.key)
	word := strings.ToUpper(r.rest[:min(width, len(r.rest))])
	plain := strings.ReplaceAll(word, ".", "")
	isClock := strings.HasSuffix(strings.ReplaceAll(strings.ToUpper(node.key), ".", ""), "M")
	switch {
	case len(word) != width:
	case isClock && (plain == "AM" || plain == "PM"):
		r.pm, r.am, r.clock12, r.rest = plain == "PM", plain == "AM", true, r.rest[width:]
		return nil
	case !isClock && (plain == "AD" || plain == "BC"):
		r.bc, r.rest = plain == "BC", r.rest[width:]
		return nil
	}
	return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", r.rest[:min(width, len(r.rest))], node.key).
		WithDetail("The given value did not match any of the allowed values for this field.")
}

// readZoneHour reads the sign and the hours of an offset. A minus that was
// passed over, without a separator in the template to stand for, is the sign.
func (r *templateReader) readZoneHour(node *formatNode, last bool) error {
	r.zoned, r.zoneSign = true, 1
	switch {
	case strings.HasPrefix(r.rest, "-"):
		r.zoneSign, r.rest = -1, r.rest[1:]
	case strings.HasPrefix(r.rest, "+"):
		r.rest = r.rest[1:]
	case r.skipped > 0 && strings.HasSuffix(r.whole[:len(r.whole)-len(r.rest)], "-"):
		r.zoneSign = -1
	}
	_, n, err := r.number(node, 2, last)
	r.zoneHour = n
	return err
}

func isDecimal(c byte) bool { return c >= '0' && c <= '9' }
