package validation

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// Default returns the value that s3db.js puts where an inserted record lacks
// an attribute, by the word default of a rule in shorthand: a number, a bool
// or a text, by the type. ok is false if there is none; only attributes of
// the top level have defaults.
func Default(rule string) (value any, ok bool) {
	_, rest, ok := strings.Cut(rule, "default:")
	if !ok {
		return nil, false
	}
	text, _, _ := strings.Cut(rest, "|")
	switch {
	case strings.Contains(rule, "boolean"):
		return text == "true", true
	case strings.Contains(rule, "number"):
		return numberOfText(text), true
	}
	return text, true
}

// ApplyDefaults returns a record with the defaults of the attributes it
// lacks: the record itself if it lacks none.
func ApplyDefaults(a *catalog.Attributes, record map[string]any) map[string]any {
	full := record
	for _, m := range a.Object().Members() {
		rule, _ := m.Value.(string)
		if _, given := record[m.Key]; given {
			continue
		}
		if value, ok := Default(rule); ok {
			full = withMember(full, record, m.Key, value)
		}
	}
	return full
}

func withMember(full, record map[string]any, name string, value any) map[string]any {
	if len(full) == len(record) {
		full = make(map[string]any, len(record)+1)
		for key, v := range record {
			full[key] = v
		}
	}
	full[name] = value
	return full
}

// Unique reports whether a rule has the word unique. In a rule of a list the
// word is about its items.
func Unique(rule string) bool {
	w := words{ParseRule(rule)}
	return w.is("unique") && w.Get("type") != "array"
}
