package validation

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
)

func attributes(t *testing.T, text string) *catalog.Attributes {
	t.Helper()
	v, err := catalog.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	o, _ := v.(*catalog.Object)
	return catalog.AttributesOf(o)
}

// What s3db.js makes of attributes before fastest-validator sees them.
func TestAttributes(t *testing.T) {
	type record = map[string]any
	for _, c := range []struct {
		attributes string
		opts       Options
		record     record
		want       string // "path type" of each violation
	}{
		{`{"a":"string","o":{"b":"number"}}`, Options{}, record{"a": "x"}, ""},
		{`{"o":{"b":"number"}}`, Options{}, record{"o": record{}}, "o.b required"},
		{`{"o":{"b":"number"}}`, Options{}, record{"o": nil}, ""},
		{`{"o":{"b":"number"}}`, Options{}, record{"o": 5}, "o object"},
		{`{"o":{"b":"number"}}`, Options{NestedRequired: true}, record{}, "o required"},
		{`{"o":{"$$type":"object|required","b":"number|optional"}}`, Options{}, record{}, "o required"},
		{`{"o":{"$$type":"object|optional","b":"number"}}`, Options{NestedRequired: true}, record{}, ""},
		{`{"o":{"b":{"c":"email"}}}`, Options{}, record{"o": record{"b": record{"c": "x"}}}, "o.b.c email"},
		{`{"o":{"b":"string"}}`, Options{}, record{"o": record{"b": "x", "more": 1}, "more": 1}, ""},
		{`{"o":{"type":"string","name":"string"}}`, Options{}, record{"o": record{"type": "x"}}, "o.name required"},
		{`{"o":{"type":"string","min":3}}`, Options{}, record{"o": "xy"}, "o stringMin"},
		{`{"o":{"type":"string","name":"string"}}`, Options{V21: true}, record{"o": record{"type": "x"}}, "o string"},
		{`{"a":["string","number"]}`, Options{}, record{"a": record{}}, "a string a number"},
		{`{"a":"boolean"}`, Options{}, record{"a": "on"}, "a boolean"},
		{`{"a":"boolean"}`, Options{V21: true}, record{"a": "on"}, ""},
		{`{"a":"money:2","b":"crypto","c":"decimal:3"}`, Options{}, record{"a": -1, "b": 1, "c": 1.5}, "a numberMin"},
		{`{"a":"geo:lat","b":"geo:lon:4"}`, Options{}, record{"a": 91, "b": -181}, "a numberMax b numberMin"},
		{`{"a":"embedding:2","b":"embedding|length:3"}`, Options{}, record{"a": []any{1.0}, "b": []any{1.0, 2.0, 3.0}}, "a arrayLength"},
		{`{"a":"mac","b":"currency"}`, Options{V21: true}, record{"a": "AABBCCDDEEFF", "b": "1.00"}, "b currency"},
		{`{"a":"datetime","b":"dateonly","c":"timeonly"}`, Options{}, record{"a": "x", "b": "2024-02-30", "c": "25:00"}, "a datetime b dateonly c timeonly"},
		{`{"a":"ip4","b":"text|min:2","c":"bool"}`, Options{}, record{"a": "1.2.3.4", "b": "x", "c": 1}, "b stringMin c boolean"},
		{`{"a":"secret|min:3","b":"secretNumber","c":"secretAny"}`, Options{}, record{"a": "xy", "b": "q", "c": record{}}, "a stringMin b number"},
		{`{"n":"number"}`, Options{}, record{"n": int64(5)}, ""},
		{`{"d":"date"}`, Options{}, record{"d": time.Unix(0, 0)}, ""},
		{`{"even":"even"}`, Options{Customs: map[string]Func{"even": even}}, record{"even": 3}, "even even"},
		{`{"n":"number|custom:even"}`, Options{Customs: map[string]Func{"even": even}}, record{"n": 3}, "n number"},
	} {
		v, err := Compile(attributes(t, c.attributes), c.opts)
		if err != nil {
			t.Errorf("%s: %v", c.attributes, err)
			continue
		}
		_, err = v.Record(c.record)
		if got := told(err); got != c.want {
			t.Errorf("%s of %v: %q, want %q", c.attributes, c.record, got, c.want)
		}
	}
}

func even(v any, _ map[string]any) (any, error) {
	if f, _ := v.(float64); int(f)%2 != 0 {
		return nil, errors.New("The '{field}' field must be even.")
	}
	return v, nil
}

func told(err error) string {
	var list []string
	if e := new(Error); errors.As(err, &e) {
		for _, v := range e.Violations {
			list = append(list, v.Path+" "+v.Type)
		}
	}
	return strings.Join(list, " ")
}

// The types of s3db.js 21 have one way of writing.
func TestFormats(t *testing.T) {
	for _, c := range []struct {
		kind  string
		value any
		want  any // nil: refused
	}{
		{"datetime", "2024-02-29", "2024-02-29T00:00:00.000Z"}, {"datetime", 0.0, "1970-01-01T00:00:00.000Z"}, {"datetime", true, nil},
		{"dateonly", "2024-02-29T23:00:00Z", "2024-02-29"}, {"timeonly", "12:34", "12:34:00.000"}, {"timeonly", "12:34:56.7", "12:34:56.700"},
		{"mac", "AA-BB-CC-DD-EE-FF", "aa:bb:cc:dd:ee:ff"}, {"currency", "usd", "USD"}, {"country", "br", "BR"}, {"country", "bra", nil},
		{"locale", "PT_br", "pt-BR"}, {"locale", "EN", "en"}, {"cidr", "010.1.2.3/08", "10.1.2.3/8"}, {"cidr", "1.2.3.256/8", nil},
		{"semver", "v1.02.3", "1.2.3"}, {"semver", "1.2", nil}, {"phone", "55 (11) 99999-9999", "+5511999999999"}, {"phone", "12", nil},
		{"color", "#F80", "#ff8800"}, {"color", "red", nil}, {"cron", " 0  */5 * * 1-5 ", "0 */5 * * 1-5"}, {"cron", "* * *", nil},
		{"duration", "PT1H30M", 5400000.0}, {"duration", "1h30m", 5400000.0}, {"duration", "250ms", 250.0}, {"duration", "x", nil},
		{"ean", 123.0, "0000000000123"}, {"ean", "12345678", "12345678"}, {"ean", "1", nil},
	} {
		v, err := CompileRule(c.kind, Options{V21: true})
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Value("v", c.value)
		if (err == nil) != (c.want != nil) || err == nil && got != c.want {
			t.Errorf("%s of %v: %v, %v", c.kind, c.value, got, err)
		}
	}
}

// A violation says all that is known of it, but never a secret.
func TestViolation(t *testing.T) {
	v, err := Compile(attributes(t, `{"age":"number|min:18","pin":"secret|length:4|no-empty"}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.Record(map[string]any{"age": 3, "pin": "hunter2"})
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v", err)
	}
	want := []Violation{
		{"age", "min:18", "numberMin", "The 'age' field must be greater than or equal to 18.", 18.0, 3.0},
		{"pin", "length:4", "stringLength", "The 'pin' field length must be 4 characters long.", 4.0, nil},
	}
	if !reflect.DeepEqual(e.Violations, want) {
		t.Errorf("got %+v", e.Violations)
	}
	if strings.Contains(fmt.Sprintf("%+v", e.Violations), "hunter2") {
		t.Error("a secret is shown")
	}
}

// The record that is judged stays as it is.
func TestCopy(t *testing.T) {
	v, _ := Compile(attributes(t, `{"name":"string","tags":"array|items:string","o":{"n":"number"}}`), Options{})
	record := map[string]any{"name": " x ", "tags": []any{" a "}, "o": map[string]any{"n": "5"}}
	converted, err := v.Record(record)
	if want := map[string]any{"name": "x", "tags": []any{"a"}, "o": map[string]any{"n": 5.0}}; err != nil || !reflect.DeepEqual(converted, want) {
		t.Errorf("converted to %v, %v", converted, err)
	}
	if want := (map[string]any{"name": " x ", "tags": []any{" a "}, "o": map[string]any{"n": "5"}}); !reflect.DeepEqual(record, want) {
		t.Errorf("changed to %v", record)
	}
}

func TestDefaults(t *testing.T) {
	a := attributes(t, `{"a":"string|default:x y","b":"number|default:5","c":"boolean|default:true","d":"string","o":{"e":"string|default:z"}}`)
	given := map[string]any{"a": nil}
	got := ApplyDefaults(a, given)
	if want := map[string]any{"a": nil, "b": 5.0, "c": true}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	if len(given) != 1 {
		t.Error("the record was changed")
	}
}

func TestUnique(t *testing.T) {
	for rule, want := range map[string]bool{
		"email|unique": true, "string|unique:true": true, "string": false, "array|items:string|unique": false, "string|no-unique": false,
	} {
		if Unique(rule) != want {
			t.Errorf("%s: %v", rule, !want)
		}
	}
}

// No rule and no value ends the program.
func FuzzRule(f *testing.F) {
	for _, rule := range []string{"string|min:2", "number[]", `{"$$type":"object","a":"email"}`, `["string","number"]`, "array|items:tuple", "currency|customRegex:/a/i", "string|pattern:[^\\s]"} {
		f.Add(rule, `{"a":[1,"x",null]}`)
	}
	f.Fuzz(func(_ *testing.T, rule, value string) {
		v, err := CompileRule(rule, Options{})
		if err != nil {
			return
		}
		parsed, _ := catalog.ParseJSON([]byte(value))
		_, _ = v.Value("v", parsed)
		_, _ = v.Value("v", value)
	})
}
