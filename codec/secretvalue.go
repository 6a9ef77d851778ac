package codec

import (
	"encoding/json"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// secretOf returns the text that is encrypted for a JSON value, whose JSON is
// text: a string itself, else the JSON. Under secretAny a string that is JSON
// keeps its quotes, so that it comes back as a string.
func secretOf(rule string, v any, text []byte) types.Value {
	s, ok := v.(string)
	if quoted := strings.Contains(rule, "secretAny") && json.Valid([]byte(s)); ok && !quoted {
		return types.NewText(s)
	}
	return types.NewText(string(text))
}

// isSecretJSON reports whether the plain text of a secret is the JSON of its
// value: numbers under secretNumber, and whatever is JSON under secretAny.
// s3db.js returns the text.
func isSecretJSON(rule, text string) bool {
	switch {
	case !json.Valid([]byte(text)):
		return false
	case strings.Contains(rule, "secretNumber"):
		return strings.ContainsAny(text[:1], "-0123456789")
	}
	return strings.Contains(rule, "secretAny")
}
