package functions

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// FuzzJSONScan walks texts with the scanner: a valid one must come back equal
// when it is built again of its parts, any other must not make it panic.
func FuzzJSONScan(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, 2, {"b": null}], "\u0061": "x\"y"}`, `[]`, ` [ 1 ,2 ] `, `{`, `{"a`, `["\`, `{"a":}`, `[,]`, `"\u12`, ``, `{,}`, `}{`, `"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rebuilt := rebuild(s, 0)
		want, err := types.ParseJSON(s)
		if err != nil {
			return
		}
		got, err := types.ParseJSON(rebuilt)
		if err != nil || types.CompareJSON(got, want) != 0 {
			t.Errorf("%q was taken apart as %q (%v)", s, rebuilt, err)
		}
	})
}

// rebuild takes a text apart and puts it together, to a depth that a text
// which is not valid cannot make endless.
func rebuild(s string, depth int) string {
	var parts []string
	switch kind := kindOfJSON(s); {
	case depth > 100:
		return s
	case kind == '{':
		out := "{"
		for k, v := range jsonMembers(s) {
			if len(out) > 1 {
				out += ","
			}
			out += quotedJSON(unquoteJSON(k)) + ":" + rebuild(v, depth+1)
		}
		return out + "}"
	case kind == '[':
		for e := range jsonElements(s) {
			parts = append(parts, rebuild(e, depth+1))
		}
		return arrayText(parts)
	case kind == '"':
		return quotedJSON(unquoteJSON(trimJSON(s)))
	}
	return trimJSON(s)
}
