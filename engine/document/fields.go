package document

import (
	"errors"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
)

// Field is one value of a record: the path of its attribute, with dots
// between the levels of nested ones, and the text that a codec made of the
// value. NULL is the absence of the field.
type Field struct{ Path, Text string }

// Fields are the values of a record, in the order of its attributes.
type Fields []Field

// Get returns the text of a path.
func (f Fields) Get(path string) (text string, ok bool) {
	for i := range f {
		if f[i].Path == path {
			return f[i].Text, true
		}
	}
	return "", false
}

// Flatten makes fields of a JSON object under the attributes of a version, as
// s3db.js does with the data it is given: nested objects become dotted paths,
// each value the text of its rule (format, sections 5 and 6). null is no
// value.
func Flatten(a *catalog.Attributes, o *catalog.Object, secrets *codec.Secrets) (Fields, error) {
	return flatten(nil, a, o, "", secrets)
}

func flatten(list Fields, a *catalog.Attributes, o *catalog.Object, prefix string, secrets *codec.Secrets) (Fields, error) {
	for _, m := range o.Members() {
		path := prefix + m.Key
		rule, known := a.Rule(path)
		if child, ok := m.Value.(*catalog.Object); ok && len(child.Members()) > 0 && (!known || isNested(a, path)) {
			var err error
			if list, err = flatten(list, a, child, path+".", secrets); err != nil {
				return nil, err
			}
			continue
		}
		if m.Value == nil {
			continue
		}
		text, err := textOf(a.Dialect(), rule, m.Value, secrets)
		if err != nil {
			return nil, err
		}
		list = append(list, Field{path, text})
	}
	return list, nil
}

// isNested reports whether the attribute at a path has attributes of its own.
func isNested(a *catalog.Attributes, path string) bool {
	_, leaf := a.Leaf(path)
	return !leaf
}

// textOf returns the text of a JSON value under a rule, "" for an attribute
// that has none: JavaScript's text then, and JSON for lists and objects.
func textOf(d codec.Dialect, rule string, v any, secrets *codec.Secrets) (string, error) {
	value, err := d.FromJSON(rule, v, catalog.AppendJSON(nil, v, ""))
	if err != nil {
		return "", err
	}
	return d.ForRule(rule, secrets).Encode(value)
}

// Assemble makes a JSON object of fields, the opposite of Flatten: values are
// decoded by their rules and dotted paths become nested objects.
func Assemble(a *catalog.Attributes, f Fields, secrets *codec.Secrets) (*catalog.Object, error) {
	o := catalog.NewObject()
	for _, field := range f {
		rule, _ := a.Rule(field.Path)
		v, err := a.Dialect().ForRule(rule, secrets).Decode(field.Text)
		if errors.Is(err, codec.ErrDecrypt) {
			return nil, &SecretError{field.Path, err}
		}
		if err != nil {
			return nil, err
		}
		if v.IsNull() {
			continue
		}
		parsed, err := catalog.ParseJSON(a.Dialect().AppendJSON(nil, rule, v))
		if err != nil {
			return nil, err
		}
		o = set(o, field.Path, parsed)
	}
	return o, nil
}

// set puts a value at a dotted path. An empty object does not replace one
// that has members.
func set(o *catalog.Object, path string, v any) *catalog.Object {
	name, rest, nested := strings.Cut(path, ".")
	child := o.Object(name)
	if nested {
		return o.With(name, set(child, rest, v))
	}
	if empty, ok := v.(*catalog.Object); ok && child != nil && len(empty.Members()) == 0 {
		return o
	}
	return o.With(name, v)
}
