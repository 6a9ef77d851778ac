package codec

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Codec turns the values of one attribute into the texts that records hold.
type Codec interface {
	// Encode returns the text of a value, which must not be NULL: NULL is
	// the absence of the attribute.
	Encode(v types.Value) (string, error)

	// Decode undoes Encode and reads what s3db.js writes. A text that no
	// writer makes is an error (22P02). It returns NULL for the texts by
	// which s3db.js says that there is no value.
	Decode(text string) (types.Value, error)
}

// forRule10 is ForRule of V10 (format, section 6.2).
func forRule10(rule string, secrets *Secrets) Codec {
	has := func(word string) bool { return strings.Contains(rule, word) }
	switch {
	case has("array") && has("items:string"):
		return list{types.Text.Array, plain{}}
	case has("array") && has("items:number") && integer(rule):
		return list{types.Int8.Array, number{integer: true}}
	case has("array") && has("items:number"):
		return list{types.Float8.Array, number{}}
	case has("array"):
		return plain{}
	case IsSecret(rule):
		return secret{secrets, plain{}}
	case has("number"):
		return number{integer: integer(rule)}
	case has("boolean"):
		return boolean{}
	case has("json"), has("object"):
		return jsonText{}
	case strings.HasPrefix(rule, "date"):
		return date{}
	}
	return plain{}
}

// IsSecret reports whether the values of an attribute are kept encrypted.
func IsSecret(rule string) bool {
	return strings.Contains(rule, "secret") && !strings.Contains(rule, "array")
}

// IsPlainText reports whether an attribute's texts are stored as they are.
func (d Dialect) IsPlainText(rule string) bool {
	_, ok := d.ForRule(rule, nil).(plain)
	return ok && !strings.Contains(rule, "array")
}

// IsInteger reports whether the numbers of an attribute are whole.
func IsInteger(rule string) bool { return strings.Contains(rule, "number") && integer(rule) }

// HoldsText reports whether an attribute holds text as it is, and not a number,
// a list or another form of its own.
func (d Dialect) HoldsText(rule string) bool {
	if strings.Contains(rule, "array") {
		return false
	}
	switch d.ForRule(rule, nil).(type) {
	case plain, date:
		return true
	}
	return false
}

// integer reports whether a rule has one of the marks by which s3db.js knows
// integers.
func integer(rule string) bool {
	return strings.Contains(rule, "integer:true") || strings.Contains(rule, "|integer")
}

// badText is the error of a text that is no value of a type.
func badText(what, text string) error {
	return pgerr.Newf(pgerr.InvalidTextRepresentation, "stored text %q is not a valid %s", text, what)
}

// plain is the codec of texts, which are stored as they are.
type plain struct{}

func (plain) Encode(v types.Value) (string, error)    { return v.Text(), nil }
func (plain) Decode(text string) (types.Value, error) { return types.NewText(text), nil }

// boolean is the codec of booleans: 1 and 0.
type boolean struct{}

func (boolean) Encode(v types.Value) (string, error) {
	if v.Bool() {
		return "1", nil
	}
	return "0", nil
}

// Decode takes for false whatever is not true, as s3db.js does.
func (boolean) Decode(text string) (types.Value, error) {
	switch text {
	case "1", "true", "yes", "y":
		return types.NewBool(true), nil
	}
	return types.NewBool(false), nil
}

// date is the codec of dates as texts: ISO 8601, without the quotes that
// s3db.js puts around a Date.
type date struct{ plain }

func (date) Decode(text string) (types.Value, error) {
	return types.NewText(unquote(text)), nil
}

// unquote takes the quotes of a JSON text away. A date holds none itself.
func unquote(text string) string {
	if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' && strings.Count(text, `"`) == 2 {
		return text[1 : n-1]
	}
	return text
}
