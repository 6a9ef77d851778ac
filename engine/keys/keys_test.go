package keys

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/datadriven"
)

// TestGolden pins every form of key. A change here makes stored databases
// unreadable.
func TestGolden(t *testing.T) {
	datadriven.RunTest(t, "testdata/keys", func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for line := range strings.Lines(d.Input) {
			b.WriteString(run(d, strings.TrimSuffix(line, "\n")) + "\n")
		}
		return b.String()
	})
}

func run(d *datadriven.TestData, line string) string {
	mode := Escaped
	if d.HasArg("raw") {
		mode = Raw
	}
	switch d.Cmd {
	case "id":
		id, err := mode.ID(decode(strings.Split(line, " "))...)
		if err != nil {
			return err.Error()
		}
		parts, ok := mode.Parts(id)
		if !ok {
			return Resource{"t", mode}.Record(id) + " (cut)"
		}
		return fmt.Sprintf("%s %q", Resource{"t", mode}.Record(id), parts)
	case "reference":
		return reference(mode, strings.Split(line, " "))
	case "parse":
		return show(Parse(line))
	case "name":
		schema, table, _ := strings.Cut(line, " ")
		name := ResourceName(schema, table)
		s, n := TableName(name)
		return fmt.Sprintf("%s %q %q", name, s, n)
	case "collate":
		names := strings.Split(line, " ")
		slices.SortFunc(names, Collate)
		return strings.Join(names, " ")
	}
	return "unknown command"
}

// decode reads words: "" is the empty text, _ a blank, x*n repeats.
func decode(words []string) []string {
	for i, w := range words {
		w = strings.NewReplacer(`""`, "", "_", " ").Replace(w)
		if text, n, ok := strings.Cut(w, "*"); ok {
			var times int
			fmt.Sscan(n, &times)
			w = strings.Repeat(text, times)
		}
		words[i] = w
	}
	return words
}

func reference(mode Mode, words []string) string {
	partition, id := words[0], words[1]
	var fields []Field
	var names []string
	for _, w := range words[2:] {
		name, value, _ := strings.Cut(w, "=")
		fields = append(fields, Field{name, decode([]string{value})[0]})
		names = append(names, name)
	}
	r := Resource{"t", mode}
	key, err := r.Reference(partition, fields, id)
	if err != nil {
		return err.Error()
	}
	prefix, _ := r.References(partition, names, fields[:1])
	if !strings.HasPrefix(key, prefix) {
		return "prefix " + prefix + " does not match " + key
	}
	return fmt.Sprintf("%s (%d bytes)", key, len(key))
}

func show(k Key) string {
	if k.Kind == Other {
		return "other"
	}
	return fmt.Sprintf("%d %+v", k.Kind, k)
}

func TestSingleKeys(t *testing.T) {
	for want, got := range map[string]string{
		"s3db.json":                                           ManifestKey,
		"s3dbsql/catalog.json":                                CatalogKey,
		"s3dbsql/keeper.json":                                 KeeperKey,
		"s3dbsql/cluster.json":                                ClusterKey,
		"s3dbsql/journal/00000000000000000042":                EntryKey(42),
		"s3dbsql/journal/18446744073709551615":                EntryKey(1<<64 - 1),
		"s3dbsql/parts/b7/0":                                  PartKey("b7", 0),
		"s3dbsql/parts/b7/":                                   BatchPrefix("b7"),
		"s3dbsql/sequence/public.a~2Fb":                       SequenceKey("public.a/b"),
		"s3dbsql/consumers/audit":                             ConsumerKey("audit"),
		"s3dbsql/conflicts/00000000000000000007":              ConflictKey(7),
		"s3dbsql/parked/00000000000000000007":                 ParkedKey(7),
		"s3dbsql/probe/1":                                     ProbeKey("1"),
		"s3db.json.corrupted.2026-11-23T07-57-04-293Z.backup": BackupKey("2026-11-23T07:57:04.293Z"),
		"resource=sales.orders/data/":                         Resource{Name: "sales.orders"}.Records(),
		"resource=sales.orders/partition=byDay/":              Resource{Name: "sales.orders"}.Partition("byDay"),
		"resource=sales.orders/":                              Resource{Name: "sales.orders"}.All(),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if k := Parse(got); k.Kind != Other && k.String() != got {
			t.Errorf("Parse(%s) prints %s", got, k)
		}
	}
}

func FuzzID(f *testing.F) {
	f.Add("a", "b/c")
	f.Add("", ".")
	f.Add("~", "é"+strings.Repeat("x", 300))
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Skip() // values are texts of a database in UTF-8
		}
		id, err := Escaped.ID(a, b)
		if err != nil {
			t.Fatal(err)
		}
		key := Resource{Name: "t"}.Record(id)
		if k := Parse(key); k.Kind != Record || k.ID != id || k.String() != key {
			t.Fatalf("%q parses as %+v", key, k)
		}
		if strings.ContainsAny(id, `/\=%`) || len("id="+id) > MaxSegment {
			t.Fatalf("id %q cannot be a segment", id)
		}
		if parts, ok := Escaped.Parts(id); ok && !slices.Equal(parts, []string{a, b}) {
			t.Fatalf("%q, %q come back as %q", a, b, parts)
		} else if !ok && len(id) < MaxSegment-len("id=")-16 {
			t.Fatalf("id %q of %q, %q does not come back", id, a, b)
		}
		if other, _ := Escaped.ID(a + b); other == id {
			t.Fatalf("%q, %q and %q share an id", a, b, a+b)
		}
	})
}

func FuzzReference(f *testing.F) {
	f.Add("a", "x", "b", "y/z", "1")
	f.Add("id", "", "b", strings.Repeat("€", 200), "~")
	f.Fuzz(func(t *testing.T, n1, v1, n2, v2, idPart string) {
		n1, n2 = Name(n1), Name(n2)
		id, _ := Escaped.ID(idPart)
		r := Resource{Name: "t"}
		fields := []Field{{n1, v1}, {n2, v2}}
		key, err := r.Reference("p", fields, id)
		if err != nil {
			t.Skip() // names too long
		}
		if len(key)+MaxPrefix > MaxKey {
			t.Fatalf("key of %d bytes", len(key))
		}
		k := Parse(key)
		if k.Kind != Reference || k.Partition != "p" || k.ID != id || k.String() != key || len(k.Fields) != 2 {
			t.Fatalf("%q parses as %+v", key, k)
		}
		for i, f := range fields {
			if v, ok := Escaped.Value(k.Fields[i].Value); ok && v != f.Value || k.Fields[i].Name != f.Name {
				t.Fatalf("field %+v comes back as %+v", f, k.Fields[i])
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, key := range []string{
		"resource=t/data/id=1", "resource=t/data/id=slash/in", "resource=t/partition=p/a=é/x/b=/id=id=2",
		"s3dbsql/journal/00000000000000000001", "s3dbsql/parts/b/1", "s3dbsql/sequence/~7E", "plugin=x/y",
	} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		if k := Parse(key); k.Kind != Other && k.String() != key {
			t.Fatalf("%q parses as %+v, which prints %q", key, k, k)
		}
	})
}

func TestRaw21Refuses(t *testing.T) {
	for _, id := range []string{"a/b", `a\b`, "a=b", "100%", ""} {
		if _, err := Raw21.ID(id); err == nil {
			t.Errorf("id %q is taken", id)
		}
	}
	if id, err := Raw21.ID("a b+c"); err != nil || id != "a b+c" {
		t.Errorf("%q, %v", id, err)
	}
}
