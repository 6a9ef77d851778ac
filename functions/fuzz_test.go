package functions

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// FuzzText gives arbitrary text, patterns and templates to whatever takes them
// apart: nothing may panic, and an error must carry a SQLSTATE of its own.
func FuzzText(f *testing.F) {
	for _, seed := range [][2]string{
		{"hello", "%l_o"}, {"a", `\`}, {"foobar", `(o)(?:b|\m)[[:alpha:]a-z]{1,3}?`}, {"x", "(?i)***:"}, {"1,234.5-", "9,999.99S"},
		{"2024-02-29", "YYYY-MM-DD"}, {"1 pm", `HH "x\"y" AMth TZH:TZM`}, {`\0041\+000042`, "NFC"}, {"a.\"B\"", "f"}, {"AQL/", "base64"}, {"%1$s %*2$-5L", "a"},
	} {
		f.Add(seed[0], seed[1])
	}
	type named struct {
		name string
		args []*types.Type
	}
	var calls []named
	text := types.Text
	for _, name := range []string{
		"like", "like_escape", "similar_to_escape", "regexp_match", "regexp_split_to_array", "regexp_count", "substring", "to_number", "to_date", "to_timestamp",
		"normalize", "decode", "format", "string_to_array", "strpos", "btrim", "quote_literal", "unistr", "parse_ident", "initcap", "reverse",
	} {
		args := takes(text, text)
		switch name {
		case "quote_literal", "unistr", "parse_ident", "initcap", "reverse":
			args = args[:1]
		}
		calls = append(calls, named{name, args})
	}
	calls = append(calls, named{"regexp_replace", takes(text, text, text)}, named{"translate", takes(text, text, text)})
	registry, env := Builtins(), testEnv()
	f.Fuzz(func(t *testing.T, a, b string) {
		if pgerr.CheckText(a) != nil || pgerr.CheckText(b) != nil {
			return
		}
		for _, c := range calls {
			r, err := registry.ResolveFunction(c.name, c.args, false)
			if err != nil {
				t.Fatal(err)
			}
			values := []types.Value{types.NewText(a), types.NewText(b), types.NewText(a)}[:len(c.args)]
			v, err := r.Overload.Fn(env, values)
			if err == nil && !v.IsNull() && v.Kind() == types.KindText && r.Result == text && pgerr.CheckText(v.Text()) != nil {
				t.Errorf("%s(%q, %q) is not valid text: %q", c.name, a, b, v.Text())
			}
		}
		for _, template := range []string{a, b} {
			for _, x := range []types.Value{types.NewInt(0), types.NewInt(-5)} {
				if p, err := parsePicture(template); err == nil {
					p.formatFloat(float64(x.Int()), 15)
				}
				if _, err := formatMoment(x.Int(), x.Int(), "UTC", template); err != nil {
					t.Errorf("to_char by %q: %v", template, err)
				}
			}
		}
	})
}
