package validation

import (
	"github.com/s3dbsql/s3dbsql/catalog"
)

// Options say how a resource reads its rules.
type Options struct {
	// V21 takes the defaults of s3db.js 21: booleans are converted, mac and
	// currency mean its own types, and an object with a type is a rule.
	V21 bool
	// NestedRequired says that nested objects are required unless their
	// $$type says optional: allNestedObjectsOptional was set to false.
	NestedRequired bool
	// Customs are the custom types and functions by name. A type that is
	// neither known nor here accepts any value.
	Customs map[string]Func
}

// Func is a custom type, or a function that a rule names by custom:NAME. It
// returns the value, converted if need be; the text of an error becomes the
// message of the violation.
type Func func(value any, rule map[string]any) (any, error)

// Validator judges records, or single values. It never changes and may be
// used by several goroutines.
type Validator struct{ root *node }

// Compile makes a validator of the attributes of a version. A rule that
// s3db.js would refuse to define is a *RuleError.
func Compile(a *catalog.Attributes, opts Options) (*Validator, error) {
	c := &compiler{opts: opts}
	root, err := c.nested(a.Object())
	if err != nil {
		return nil, err
	}
	root.optional = false
	return &Validator{root}, nil
}

// CompileRule makes a validator of one attribute: the text of its rule, or
// the JSON of its nested object or of its rule in the form of an object.
func CompileRule(text string, opts Options) (*Validator, error) {
	c := &compiler{opts: opts}
	root, err := c.attribute(RuleOf(text))
	if err != nil {
		return nil, err
	}
	return &Validator{root}, nil
}

// RuleOf undoes RuleText.
func RuleOf(text string) any {
	if text != "" && (text[0] == '{' || text[0] == '[') {
		if v, err := catalog.ParseJSON([]byte(text)); err == nil {
			return v
		}
	}
	return text
}

// RuleText returns the rule of an attribute as one text: the shorthand as it
// is, an object or a list of alternatives as its JSON.
func RuleText(rule any) string {
	if text, ok := rule.(string); ok {
		return text
	}
	return string(catalog.AppendJSON(nil, rule, ""))
}

// Record judges a record and returns it converted, as a copy. The error is an
// *Error; the copy is then converted as far as it is valid.
func (v *Validator) Record(record map[string]any) (map[string]any, error) {
	converted, err := v.Value("", record)
	o, _ := converted.(map[string]any)
	return o, err
}

// Value judges a single value under the name it has in messages and returns
// it converted. nil is null, which only optional rules take.
func (v *Validator) Value(name string, value any) (any, error) {
	var r run
	converted := v.root.visit(&r, place{path: name}, plain(value))
	return converted, r.err()
}

// TakesNull reports whether a record may have null or nothing in place of a
// value. One with a default may.
func (v *Validator) TakesNull() bool {
	var r run
	v.root.visit(&r, place{}, nil)
	return len(r.violations) == 0
}
