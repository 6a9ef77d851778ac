package inspect

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/codec"
)

func TestShown(t *testing.T) {
	for _, c := range []struct{ rule, text, want string }{
		{"number|integer", "84", "500"},
		{"number", "a.5", "10.5"},
		{"string|optional", "84", `"84"`},
		{"boolean", "1", "true"},
		{"json", `{"a":1}`, `{"a":1}`},
		{"array|items:number|integer", "a|b", "[10,11]"},
		{"number|integer", "~", "~"}, // not one of the format
		{"secret", "R2xhc3M=", "R2xhc3M="},
	} {
		if got := shown(codec.V10, c.rule, c.text); got != c.want {
			t.Errorf("%q under %s is shown as %s, want %s", c.text, c.rule, got, c.want)
		}
	}
}
