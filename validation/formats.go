package validation

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// formats are the types that s3db.js 21 adds, texts with a form of their own
// mostly. They convert to one way of writing.
var formats = map[string]Func{
	"datetime": dated("datetime", "2006-01-02T15:04:05.000Z"),
	"dateonly": dated("date", "2006-01-02"),
	"timeonly": checked("time (HH:mm, HH:mm:ss, or HH:mm:ss.SSS)", timeOnly),
	"duration": checked("duration (e.g., PT1H30M, 1h30m, 90m)", duration),
	"ean":      checked("barcode (EAN-8, UPC-A 12, EAN-13, or GTIN-14 digits)", ean),

	"s3db-mac":      checked("MAC address (e.g., AA:BB:CC:DD:EE:FF)", written(macAddress)),
	"s3db-currency": checked("3-letter currency code (e.g., USD, BRL, EUR)", written(letters(3, strings.ToUpper))),
	"country":       checked("2-letter country code (e.g., BR, US, DE)", written(letters(2, strings.ToUpper))),
	"locale":        checked("locale (e.g., pt-BR, en-US, or just en)", written(locale)),
	"cidr":          checked("CIDR notation (e.g., 192.168.1.0/24)", written(cidr)),
	"semver":        checked("semantic version (e.g., 1.2.3)", written(semver)),
	"phone":         checked("phone number in E.164 format (e.g., +5511999999999)", written(phone)),
	"color":         checked("hex color (e.g., #FF5733 or #F57)", written(color)),
	"cron":          checked("5-field cron expression (e.g., 0 */5 * * *)", written(cron)),
}

// form converts a value of a format; false says that it is none.
type form func(v any) (any, bool)

// checked makes a custom type of a form.
func checked(what string, f form) Func {
	return func(v any, _ map[string]any) (any, error) {
		if converted, ok := f(v); ok {
			return converted, nil
		}
		return nil, errors.New("The '{field}' field must be a valid " + what + ".")
	}
}

// written makes a form of one of texts.
func written(f func(s string) (string, bool)) form {
	return func(v any) (any, bool) {
		s, ok := v.(string)
		if !ok {
			return nil, false
		}
		return f(s)
	}
}

func dated(what, layout string) Func {
	return checked(what, func(v any) (any, bool) {
		if _, ok := v.(bool); ok {
			return nil, false
		}
		t, ok := dateOf(v)
		if s, isText := v.(string); isText {
			t, ok = dateOfText(s)
		}
		return t.Format(layout), ok
	})
}

var times = regexp.MustCompile(`^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$`)

func timeOnly(v any) (any, bool) {
	s, _ := v.(string)
	if m := times.FindStringSubmatch(s); m != nil {
		pad := func(s string, width int) string { return s + strings.Repeat("0", width-len(s)) }
		return fmt.Sprintf("%s:%s:%s.%s", m[1], m[2], pad(m[3], 2), pad(m[4], 3)), true
	}
	t, ok := v.(time.Time)
	if strings.Contains(s, "T") {
		t, ok = dateOfText(s)
	}
	return t.Format("15:04:05.000"), ok
}

var (
	isoDuration = regexp.MustCompile(`^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)
	durations   = regexp.MustCompile(`(\d+(?:\.\d+)?)(ms|d|h|m|s)`)
)

// milliseconds of the units of a duration.
var milliseconds = map[string]float64{"ms": 1, "s": 1e3, "m": 6e4, "h": 36e5, "d": 864e5}

// duration gives milliseconds.
func duration(v any) (any, bool) {
	if f, ok := v.(float64); ok {
		return f, f >= 0 && !math.IsInf(f, 0)
	}
	s, _ := v.(string)
	if m := isoDuration.FindStringSubmatch(s); m != nil && s != "P" && s != "PT" {
		sum := 0.0
		for i, unit := range []string{"d", "h", "m", "s"} {
			sum += numberOfText(m[i+1]) * milliseconds[unit]
		}
		return math.Round(sum), true
	}
	parts := durations.FindAllStringSubmatch(strings.ToLower(s), -1)
	sum, seen := 0.0, map[string]bool{}
	for _, p := range parts {
		if !seen[p[2]] {
			sum += numberOfText(p[1]) * milliseconds[p[2]]
		}
		seen[p[2]] = true
	}
	return math.Round(sum), len(parts) > 0
}

var barcode = regexp.MustCompile(`^(\d{8}|\d{12,14})$`)

func ean(v any) (any, bool) {
	switch v := v.(type) {
	case string:
		return v, barcode.MatchString(v)
	case float64:
		ok := v >= 0 && v < 1e14 && v == math.Trunc(v)
		return fmt.Sprintf("%013.0f", v), ok
	}
	return nil, false
}

var twelveDigits = regexp.MustCompile(`^[0-9a-f]{12}$`)

func macAddress(s string) (string, bool) {
	s = strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(s))
	if !twelveDigits.MatchString(s) {
		return "", false
	}
	return strings.Join([]string{s[:2], s[2:4], s[4:6], s[6:8], s[8:10], s[10:]}, ":"), true
}

func letters(n int, write func(string) string) func(string) (string, bool) {
	form := regexp.MustCompile(fmt.Sprintf(`^[a-zA-Z]{%d}$`, n))
	return func(s string) (string, bool) { return write(s), form.MatchString(s) }
}

var locales = regexp.MustCompile(`^([a-zA-Z]{2})(?:[-_]([a-zA-Z]{2}))?$`)

func locale(s string) (string, bool) {
	m := locales.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	if m[2] == "" {
		return strings.ToLower(m[1]), true
	}
	return strings.ToLower(m[1]) + "-" + strings.ToUpper(m[2]), true
}

var cidrs = regexp.MustCompile(`^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})/(\d{1,2})$`)

func cidr(s string) (string, bool) {
	m := cidrs.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	for i, limit := range []int{255, 255, 255, 255, 32} {
		n, err := strconv.Atoi(m[i+1])
		if err != nil || n > limit {
			return "", false
		}
		m[i+1] = strconv.Itoa(n)
	}
	return strings.Join(m[1:5], ".") + "/" + m[5], true
}

var semvers = regexp.MustCompile(`^v?0*(\d+)\.0*(\d+)\.0*(\d+)$`)

func semver(s string) (string, bool) {
	m := semvers.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return strings.Join(m[1:], "."), true
}

var phones = regexp.MustCompile(`^\+?(\d{7,15})$`)

func phone(s string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		if isSpace(r) || strings.ContainsRune("-().", r) {
			return -1
		}
		return r
	}, s)
	m := phones.FindStringSubmatch(digits)
	if m == nil {
		return "", false
	}
	return "+" + m[1], true
}

var colors = regexp.MustCompile(`^#?([0-9a-f]{3}|[0-9a-f]{6})$`)

func color(s string) (string, bool) {
	m := colors.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return "", false
	}
	hex := m[1]
	if len(hex) == 3 {
		hex = strings.Join([]string{hex[:1], hex[:1], hex[1:2], hex[1:2], hex[2:], hex[2:]}, "")
	}
	return "#" + hex, true
}

var cronField = regexp.MustCompile(`^(\*|(\d+(-\d+)?(/\d+)?)(,(\d+(-\d+)?(/\d+)?))*|\*/\d+)$`)

func cron(s string) (string, bool) {
	fields := strings.FieldsFunc(s, isSpace)
	for _, f := range fields {
		if !cronField.MatchString(f) {
			return "", false
		}
	}
	return strings.Join(fields, " "), len(fields) == 5
}
