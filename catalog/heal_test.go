package catalog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

func TestHeal(t *testing.T) {
	datadriven.RunTest(t, "testdata/heal", func(t *testing.T, d *datadriven.TestData) string {
		m, h := Heal([]byte(strings.TrimSuffix(d.Input, "\n")), now)
		var b strings.Builder
		for _, r := range h.Repairs {
			fmt.Fprintln(&b, r)
		}
		if h.Backup {
			fmt.Fprintln(&b, "backup")
		}
		return b.String() + string(AppendJSON(nil, m.object, "")) + "\n"
	})
}

func FuzzHeal(f *testing.F) {
	f.Add([]byte(`{"version":"1","resources":{"t":{"versions":{"v0":{"attributes":{"a":"string","b":{"$$type":"object","c":"x"}}}}}}}`))
	f.Add([]byte(`{resources:{t:{versions:{v0:{attributes:{},},}`))
	f.Add([]byte(`[1,{"a":"\ud800"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, _ := Heal(data, now)
		again, err := ParseManifest(m.JSON())
		if err != nil {
			t.Fatalf("%q heals to %s: %v", data, m.JSON(), err)
		}
		if string(again.JSON()) != string(m.JSON()) {
			t.Fatalf("%q heals to %s and is read as %s", data, m.JSON(), again.JSON())
		}
		for _, r := range m.Resources {
			if r.Current() == nil {
				t.Fatalf("%q: resource %s has no current version", data, r.Name)
			}
			r.Current().Map().JSON()
		}
	})
}
