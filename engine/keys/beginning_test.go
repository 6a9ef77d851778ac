package keys

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestBeginning shows that the key of a value begins as the keys of all values
// do that begin with a part of it.
func TestBeginning(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("ab  ..//~~%,=\\\té€😀")
	for range 20_000 {
		value := make([]rune, r.IntN(8))
		if r.IntN(20) == 0 {
			value = make([]rune, r.IntN(400))
		}
		for i := range value {
			value[i] = letters[r.IntN(len(letters))]
		}
		begins := value[:r.IntN(len(value)+1)]
		checkBeginning(t, string(value), string(begins))
		checkLeading(t, string(value), string(begins))
	}
}

func checkBeginning(t *testing.T, value, begins string) {
	t.Helper()
	names := []string{"f", "g"}
	for _, res := range []Resource{{"r", Escaped}, {"r", Raw}} {
		key, err := res.Reference("p", []Field{{"f", value}, {"g", "x"}}, "1")
		if err != nil && res.Mode == Raw {
			continue
		}
		prefix, err := res.ReferencesBeginning("p", names, nil, Field{"f", begins})
		if err != nil || !strings.HasPrefix(key, prefix) {
			t.Fatalf("%q of %q: %q, %v, but the key is %q", begins, value, prefix, err, key)
		}
		id, err := res.Mode.ID(value)
		if prefix := res.RecordsBeginning(begins); err == nil && !strings.HasPrefix(res.Record(id), prefix) {
			t.Fatalf("%q of %q: %q, but the key is %q", begins, value, prefix, res.Record(id))
		}
	}
}

func checkLeading(t *testing.T, first, second string) {
	t.Helper()
	id, err := Escaped.ID(first, second, "x")
	if prefix, _ := (Resource{Name: "r"}).RecordsOf([]string{first}); err != nil || !strings.HasPrefix("resource=r/data/id="+id, prefix) {
		t.Fatalf("%q: %q, %v, but the id is %q", first, prefix, err, id)
	}
	if prefix, _ := (Resource{Name: "r"}).RecordsOf([]string{first, second}); !strings.HasPrefix("resource=r/data/id="+id, prefix) {
		t.Fatalf("%q, %q: %q, but the id is %q", first, second, prefix, id)
	}
}
