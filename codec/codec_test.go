package codec

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/datadriven"
	"github.com/s3dbsql/s3dbsql/types"
)

// TestColumns pins the stored text of every type: each line is a value as
// PostgreSQL reads it, the answer its stored text and how that reads back.
func TestColumns(t *testing.T) {
	datadriven.RunTest(t, "testdata/columns", func(t *testing.T, d *datadriven.TestData) string {
		name, rule, _ := strings.Cut(d.CmdArgs[0].String(), ",")
		typ := types.ByName(name)
		if typ == nil {
			return "no type " + name
		}
		c := V10.ForColumn(typ, types.NoTypmod, rule, nil)
		var b strings.Builder
		for line := range strings.Lines(d.Input) {
			fmt.Fprintln(&b, convert(c, typ, d.Cmd, strings.TrimSuffix(line, "\n")))
		}
		return b.String()
	})
}

func convert(c Codec, t *types.Type, cmd, text string) string {
	if cmd == "store" {
		v, err := types.ParseText(t, types.NoTypmod, text, nil)
		if err != nil {
			return err.Error()
		}
		stored, err := c.Encode(v)
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf("%s -> %s, key %s", stored, convert(c, t, "read", stored), KeyText(t, v))
	}
	v, err := c.Decode(text)
	if err != nil {
		return err.Error()
	}
	if v.IsNull() {
		return "NULL"
	}
	return string(types.AppendText(nil, t, v, storedStyle))
}

func TestRules(t *testing.T) {
	for rule, want := range map[string]string{
		"string|optional": "codec.plain", "email": "codec.plain", "": "codec.plain",
		"number": "codec.number{false}", "number|decimal:true": "codec.number{false}",
		"number|integer:true|optional": "codec.number{true}", "number|min:0|integer": "codec.number{true}",
		"boolean": "codec.boolean", "json": "codec.jsonText", "object|optional": "codec.jsonText",
		"date": "codec.date", "array": "codec.plain", "array|items:object": "codec.plain",
		"array|items:string": "codec.list", "array|items:number|integer:true": "codec.list",
		"secret": "codec.secret", "secretNumber|optional": "codec.secret",
	} {
		c := V10.ForRule(rule, nil)
		got := fmt.Sprintf("%T", c)
		if n, ok := c.(number); ok {
			got += fmt.Sprintf("{%v}", n.integer)
		}
		if got != want {
			t.Errorf("ForRule(%q) is %s, want %s", rule, got, want)
		}
	}
}

func TestSecrets(t *testing.T) {
	random := bytes.NewReader(bytes.Repeat([]byte("0123456789abcdef"), 10))
	s := NewSecrets("correct horse", random)
	for plain, length := range map[string]int{"": 60, "hunter2": 68} {
		text, err := s.Encrypt(plain)
		if err != nil || len(text) != length {
			t.Errorf("Encrypt(%q) = %q, %v", plain, text, err)
		}
		if got, err := s.Decrypt(text); err != nil || got != plain {
			t.Errorf("Decrypt = %q, %v", got, err)
		}
		if _, err := NewSecrets("other", random).Decrypt(text); !errors.Is(err, ErrDecrypt) {
			t.Errorf("another passphrase: %v", err)
		}
	}
	for _, text := range []string{"", "x", "plain text", strings.Repeat("A", 60)} {
		if _, err := s.Decrypt(text); !errors.Is(err, ErrDecrypt) {
			t.Errorf("Decrypt(%q): %v", text, err)
		}
	}
	if _, err := NewSecrets("x", bytes.NewReader(nil)).Encrypt("y"); err == nil {
		t.Error("Encrypt works without randomness")
	}
}

func TestNoSecrets(t *testing.T) {
	for _, c := range []Codec{V10.ForRule("secret", nil), V10.ForColumn(types.Text, types.NoTypmod, "secret", nil)} {
		if _, err := c.Encode(types.NewText("x")); err == nil {
			t.Error("encrypts without a passphrase")
		}
		if _, err := c.Decode(strings.Repeat("A", 60)); err == nil {
			t.Error("decrypts without a passphrase")
		}
	}
}

// rules are one of each codec.
var rules = []string{
	"string", "number", "number|integer", "boolean", "json", "date", "array",
	"array|items:string", "array|items:number", "array|items:number|integer", "secret",
}

// FuzzDecode holds that every text decodes or is an error, and that what was
// decoded comes back from its own text (numbers may be rounded once more).
func FuzzDecode(f *testing.F) {
	for i, text := range []string{"x", "a.5", "-G", "1", `{"a":1}`, `"2024-01-01"`, "[1]", `a|b\|c`, "0.5|a.75", "{1,NULL}"} {
		f.Add(i, text)
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		if !utf8.ValidString(text) {
			t.Skip() // Decode gives none
		}
		rule := rules[uint(i)%uint(len(rules))]
		c := V10.ForRule(rule, nil)
		v, err := c.Decode(text)
		if err != nil || v.IsNull() {
			return
		}
		stored, err := c.Encode(v)
		if err != nil {
			t.Fatalf("%s: %q decodes but does not encode: %v", rule, text, err)
		}
		again, err := c.Decode(stored)
		if err != nil {
			t.Fatalf("%s: %q becomes %q: %v", rule, text, stored, err)
		}
		if a, b := V10.AppendJSON(nil, rule, v), V10.AppendJSON(nil, rule, again); !bytes.Equal(a, b) && !strings.Contains(rule, "number") {
			t.Fatalf("%s: %q decodes to %s, its text %q to %s", rule, text, a, stored, b)
		}
	})
}

// columnTypes are one of each codec of columns.
var columnTypes = []struct {
	t    *types.Type
	rule string
}{
	{types.Int2, "number|integer"}, {types.Int8, "number|integer"}, {types.Float8, "number"}, {types.Bool, "boolean"},
	{types.Numeric, "string"}, {types.Bytea, "string"}, {types.TimestampTZ, "string"}, {types.Timestamp, "date"},
	{types.JSONB, "json"}, {types.UUID, "string"}, {types.Date, "string"}, {types.Text.Array, "array|items:string"},
	{types.Int4.Array, "array|items:number"}, {types.Numeric.Array, "array|items:string"}, {types.IntervalType, "string"},
}

func FuzzColumn(f *testing.F) {
	for i, text := range []string{"1", "-G", "~NaN", "1", "1.50", "AA==", "2024-01-01T00:00:00.000Z", "1700000000000", `"x"`} {
		f.Add(i, text)
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		ct := columnTypes[uint(i)%uint(len(columnTypes))]
		c := V10.ForColumn(ct.t, types.NoTypmod, ct.rule, nil)
		v, err := c.Decode(text)
		if err != nil || v.IsNull() {
			return
		}
		stored, err := c.Encode(v)
		if err != nil {
			t.Fatalf("%s: %q decodes but does not encode: %v", ct.t, text, err)
		}
		again, err := c.Decode(stored)
		if err != nil {
			t.Fatalf("%s: %q becomes %q: %v", ct.t, text, stored, err)
		}
		if a, b := types.AppendText(nil, ct.t, v, storedStyle), types.AppendText(nil, ct.t, again, storedStyle); !bytes.Equal(a, b) {
			t.Fatalf("%s: %q decodes to %s, its text %q to %s", ct.t, text, a, stored, b)
		}
		KeyText(ct.t, v)
	})
}
