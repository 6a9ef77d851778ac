package validation

import (
	"math"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// ParseRule takes the text of a rule apart: "string|min:2|no-empty" is
// {type: "string", min: 2, empty: false}. Every text is a rule; whether its
// type and words mean something is seen when it is compiled.
func ParseRule(text string) *catalog.Object {
	words := strings.Split(text, "|")
	kind := trim(words[0])
	rule := catalog.NewObject(catalog.Member{Key: "type", Value: kind})
	if items, ok := strings.CutSuffix(kind, "[]"); ok {
		rule = catalog.NewObject(catalog.Member{Key: "type", Value: "array"}, catalog.Member{Key: "items", Value: items})
	}
	for _, w := range words[1:] {
		key, value := parseWord(trim(w))
		rule = rule.With(key, value)
	}
	return rule
}

func parseWord(word string) (key string, value any) {
	key, text, valued := strings.Cut(word, ":")
	switch {
	case valued:
		return trim(key), parseArgument(trim(text))
	case strings.HasPrefix(word, "no-"):
		return word[len("no-"):], false
	}
	return word, true
}

// parseArgument reads what stands behind the colon of a word: true, false,
// whatever JavaScript takes for a number, or a text.
func parseArgument(text string) any {
	switch text {
	case "true":
		return true
	case "false":
		return false
	}
	if f := numberOfText(text); !math.IsNaN(f) {
		return f
	}
	return text
}

// Words is a rule in the form of an object, read by the words of its type.
type words struct{ *catalog.Object }

// on reports whether a word is set: true, or any text or number but "" and 0.
func (w words) on(word string) bool { return truthy(plain(w.Get(word))) }

// is reports whether a word is exactly true.
func (w words) is(word string) bool { return w.Get(word) == true }

// number returns the number of a word.
func (w words) number(word string) (float64, bool, error) {
	switch v := plain(w.Get(word)).(type) {
	case nil:
		return 0, false, nil
	case float64:
		return v, true, nil
	case bool:
		return numberOf(v), true, nil
	}
	return 0, false, badRule("the word %q of the rule needs a number", word)
}

// text returns the text of a word.
func (w words) text(word string) (string, bool) {
	v := plain(w.Get(word))
	if v == nil {
		return "", false
	}
	return textOf(v), true
}

// list returns the values of a word, which only a rule in the form of an
// object can say.
func (w words) list(word string) ([]any, bool, error) {
	switch v := w.Get(word).(type) {
	case nil:
		return nil, false, nil
	case []any:
		list, _ := plain(v).([]any)
		return list, true, nil
	}
	return nil, false, badRule("the word %q of the rule needs a list", word)
}
