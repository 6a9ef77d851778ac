package functions

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// templateReader reads a text by a template. Blanks in front of a field and
// punctuation between fields need not be those of the template, unless it
// begins with FX.
type templateReader struct {
	readFields
	rest  string
	exact bool           // FX
	seen  map[string]int // values of fields, which may not be given twice
}

func readDatetime(text, template string) (*readFields, error) {
	r := templateReader{rest: text, seen: map[string]int{}}
	r.text = text
	nodes := parseTemplate(template)
	for i := range nodes {
		node := &nodes[i]
		if strings.ToUpper(node.key) == "FX" {
			r.exact = true
			continue
		}
		if node.key == "" {
			r.separator(node)
			continue
		}
		if !r.exact {
			r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
		}
		if r.rest == "" {
			break
		}
		last := i+1 == len(nodes) || !startsWithDigit(&nodes[i+1])
		if err := r.field(node, last); err != nil {
			return nil, err
		}
	}
	return &r.readFields, nil
}

// startsWithDigit reports whether a node reads digits, so that the field in
// front of it must not take more than its own.
func startsWithDigit(node *formatNode) bool {
	switch strings.ToUpper(node.key) {
	case "", "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM", "TZ", "TZH", "OF":
		return node.key == "" && node.text != "" && isDecimal(node.text[0])
	}
	return true
}

// separator passes over what stands for text of the template: one character,
// where any blank or punctuation serves for any other.
func (r *templateReader) separator(node *formatNode) {
	if node.quoted {
		for range utf8.RuneCountInString(node.text) {
			r.rest = r.rest[min(len(r.rest), utf8Len(r.rest)):]
		}
		return
	}
	c, _ := utf8.DecodeRuneInString(node.text)
	if !isSeparator(c) {
		r.rest = r.rest[utf8Len(r.rest):]
		return
	}
	if r.exact {
		r.rest = r.rest[utf8Len(r.rest):]
		return
	}
	r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
	if next, n := utf8.DecodeRuneInString(r.rest); n > 0 && isSeparator(next) && !r.isZoneSign(next) {
		r.rest = strings.TrimLeftFunc(r.rest[n:], unicode.IsSpace)
	}
}

// isZoneSign keeps a sign in front of digits from being taken for punctuation
// where only that can be meant.
func (r *templateReader) isZoneSign(c rune) bool {
	return (c == '+') && len(r.rest) > 1 && r.rest[1] >= '0' && r.rest[1] <= '9'
}

func isSeparator(c rune) bool {
	return c > 0x20 && c < 0x7f && !unicode.IsLetter(c) && !unicode.IsDigit(c) || unicode.IsSpace(c)
}

// fieldWidths are the digits of numeric fields.
var fieldWidths = map[string]int{
	"HH24": 2, "HH12": 2, "HH": 2, "MI": 2, "SS": 2, "MS": 3, "US": 6, "SSSS": 5, "SSSSS": 5, "TZM": 2,
	"FF1": 1, "FF2": 2, "FF3": 3, "FF4": 4, "FF5": 5, "FF6": 6, "MM": 2, "DD": 2, "DDD": 3, "IDDD": 3, "D": 1, "ID": 1,
	"WW": 2, "W": 1, "IW": 2, "Q": 1, "CC": 2, "J": 7, "YYYY": 4, "YYY": 3, "YY": 2, "Y": 1, "IYYY": 4, "IYY": 3, "IY": 2, "I": 1,
}

func (r *templateReader) field(node *formatNode, last bool) error {
	switch key := strings.ToUpper(node.key); key {
	case "MONTH", "MON", "DAY", "DY", "RM":
		return r.nameField(node, key)
	case "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.":
		return r.halfField(node)
	case "TZ", "OF":
		return pgerr.Newf(pgerr.FeatureNotSupported, "formatting field \"%s\" is only supported in to_char", node.key)
	case "TZH":
		return r.readZoneHour()
	case "Y,YYY":
		return r.thousands(node)
	default:
		digits, n, err := r.number(node, fieldWidths[key], last)
		if err != nil {
			return err
		}
		if node.ordinal != "" {
			r.rest = r.rest[min(2, len(r.rest)):]
		}
		return r.set(node, key, n, digits)
	}
}

// number reads digits: as many as the field has, or all there are where
// nothing follows that could need them.
func (r *templateReader) number(node *formatNode, width int, last bool) (digits string, n int, err error) {
	signed := strings.TrimPrefix(strings.TrimPrefix(r.rest, "-"), "+")
	end := len(signed) - len(strings.TrimLeft(signed, "0123456789"))
	if !last && !node.fill {
		end = min(end, width)
	}
	digits = signed[:end]
	n, err = strconv.Atoi(digits)
	if end == 0 {
		shown := r.rest[:min(len(r.rest), runeOffset(r.rest, int64(width)))]
		return "", 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", shown, node.key).
			WithDetail("Value must be an integer.")
	}
	if err != nil || n > 1<<31-1 {
		return "", 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "value for \"%s\" in source string is out of range", node.key).
			WithDetail("Value must be in the range %d to %d.", -1<<31, 1<<31-1)
	}
	if strings.HasPrefix(r.rest, "-") {
		n = -n
	}
	r.rest = signed[end:]
	return digits, n, nil
}

// set stores a numeric field; the same one twice must agree.
func (r *templateReader) set(node *formatNode, key string, n int, digits string) error {
	if old, twice := r.seen[key]; twice && old != n {
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "conflicting values for \"%s\" field in formatting string", node.key).
			WithDetail("This value contradicts a previous setting for the same field type.")
	}
	r.seen[key] = n
	switch {
	case r.setClock(key, n, digits), r.setISO(key, n, digits):
	default:
		r.setDate(key, n, digits)
	}
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
	case "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6":
		r.micros = fraction(n, len(digits))
	case "TZM":
		r.zoneMinute, r.zoned = n, true
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
	if key != "DAY" && key != "DY" {
		r.month, r.gregorian = month, true
	}
	return nil
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

// readZoneHour reads the sign and the hours of an offset.
func (r *templateReader) readZoneHour() error {
	r.zoned, r.zoneSign = true, 1
	if strings.HasPrefix(r.rest, "-") || strings.HasPrefix(r.rest, "+") {
		if r.rest[0] == '-' {
			r.zoneSign = -1
		}
		r.rest = r.rest[1:]
	}
	_, n, err := r.number(&formatNode{key: "TZH"}, 2, false)
	r.zoneHour = n
	return err
}

func isDecimal(c byte) bool { return c >= '0' && c <= '9' }
