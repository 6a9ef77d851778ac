package session

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Setting is a run-time parameter: SET, SHOW and pg_settings read this table.
type Setting struct {
	Name     string // in its canonical spelling; look-ups ignore case
	Kind     SettingKind
	Default  string
	Min, Max int64    // of an integer
	Unit     string   // of an integer: ms, kB, s ...
	Values   []string // of an enum
	Check    func(value string) (canonical string, err error)
	ReadOnly bool // cannot be changed
	Report   bool // changes are reported to the client (ParameterStatus)
	Help     string
}

// SettingKind is pg_settings.vartype.
type SettingKind string

// The kinds of setting.
const (
	BoolSetting   SettingKind = "bool"
	IntSetting    SettingKind = "integer"
	RealSetting   SettingKind = "real"
	EnumSetting   SettingKind = "enum"
	StringSetting SettingKind = "string"
)

// Canonical checks a value for s and returns it as SHOW prints it.
func (s *Setting) Canonical(value string) (string, error) {
	switch s.Kind {
	case BoolSetting:
		return s.canonicalBool(value)
	case IntSetting:
		return s.canonicalInt(value)
	case RealSetting:
		return s.canonicalReal(value)
	case EnumSetting:
		return s.canonicalEnum(value)
	}
	if s.Check != nil {
		return s.Check(value)
	}
	return value, nil
}

func (s *Setting) canonicalBool(value string) (string, error) {
	b, ok := parseBool(value)
	if !ok {
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "parameter %q requires a Boolean value", s.Name)
	}
	if b {
		return "on", nil
	}
	return "off", nil
}

// parseBool accepts what PostgreSQL does: unique prefixes of the words.
func parseBool(text string) (value, ok bool) {
	text = strings.ToLower(text)
	switch {
	case text == "":
		return false, false
	case text == "1", text == "on", strings.HasPrefix("true", text), strings.HasPrefix("yes", text):
		return true, true
	case text == "0", text == "of", text == "off", strings.HasPrefix("false", text), strings.HasPrefix("no", text):
		return false, true
	}
	return false, false
}

// units are the factors of the units that a number may carry, by the
// parameter's own unit.
var units = map[string]map[string]float64{
	"ms": {"us": 0.001, "ms": 1, "s": 1e3, "min": 6e4, "h": 3.6e6, "d": 8.64e7},
	"s":  {"us": 1e-6, "ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400},
	"kB": {"B": 1.0 / 1024, "kB": 1, "MB": 1 << 10, "GB": 1 << 20, "TB": 1 << 30},
}

func (s *Setting) canonicalInt(value string) (string, error) {
	number := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
	unit := strings.TrimSpace(value[len(number):])
	f, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	factor, known := 1.0, unit == ""
	if !known {
		factor, known = units[s.Unit][unit]
	}
	if err != nil || !known {
		return "", s.invalidInt(value, known)
	}
	n := int64(f*factor + 0.5)
	if f < 0 {
		n = int64(f*factor - 0.5)
	}
	if n < s.Min || n > s.Max {
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "%s is outside the valid range for parameter %q (%s .. %s)",
			s.withUnit(n), s.Name, strconv.FormatInt(s.Min, 10), strconv.FormatInt(s.Max, 10))
	}
	return s.display(n), nil
}

// unitHints name the units of each family of units.
var unitHints = map[string]string{
	"ms": `"us", "ms", "s", "min", "h", and "d"`,
	"s":  `"us", "ms", "s", "min", "h", and "d"`,
	"kB": `"B", "kB", "MB", "GB", and "TB"`,
}

func (s *Setting) invalidInt(value string, known bool) error {
	err := pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter %q: %q", s.Name, value)
	if hint := unitHints[s.Unit]; hint != "" && !known {
		err = err.WithHint("Valid units for this parameter are %s.", hint)
	}
	return err
}

func (s *Setting) withUnit(n int64) string {
	if s.Unit == "" {
		return strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10) + " " + s.Unit
}

// display prints a number in the largest unit that divides it, as SHOW does.
func (s *Setting) display(n int64) string {
	best, text := 0.0, strconv.FormatInt(n, 10)
	if n <= 0 || s.Unit == "" {
		return text
	}
	for unit, factor := range units[s.Unit] {
		if whole := int64(factor); factor >= 1 && n%whole == 0 && factor > best {
			best, text = factor, strconv.FormatInt(n/whole, 10)+unit
		}
	}
	return text
}

// plain is a canonical number without its unit, in the parameter's own.
func (s *Setting) plain(value string) string {
	number := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	n, err := strconv.ParseInt(number, 10, 64)
	if unit := value[len(number):]; err == nil && unit != "" {
		n *= int64(units[s.Unit][unit])
	}
	return strconv.FormatInt(n, 10)
}

func (s *Setting) canonicalReal(value string) (string, error) {
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter %q: %q", s.Name, value)
	}
	return strconv.FormatFloat(f, 'g', -1, 64), nil
}

func (s *Setting) canonicalEnum(value string) (string, error) {
	for _, v := range s.Values {
		if strings.EqualFold(v, value) {
			return v, nil
		}
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter %q: %q", s.Name, value).
		WithHint("Available values: %s.", strings.Join(s.Values, ", "))
}
