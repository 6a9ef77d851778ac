package catalog

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// sampleExtras is a catalog with every kind of relation.
func sampleExtras() *Snapshot {
	d := NewSnapshot().Draft()
	d.PutSchema(&Schema{OID: d.OID(), Name: "sales", Comment: "what was sold"})
	users := &Table{
		OID: d.OID(), Schema: "public", Name: "users", Resource: "users", PrimaryKey: []int{0}, Floor: 3,
		Columns: []*Column{
			{Name: "id", Number: 1, Type: types.Text, Typmod: types.NoTypmod, NotNull: true},
			{Name: "Name", Number: 3, Attribute: "Name", Type: types.Varchar, Typmod: 24, Default: "'x'::character varying"},
			{Name: "tags", Number: 4, Attribute: "tags", Type: types.Text.Array, Typmod: types.NoTypmod, Comment: "free"},
		},
		Options:      Options{Behavior: "body-overflow", Dialect: "v10", Encoding: "compact", Timestamps: true, IDSize: 10},
		Dictionaries: map[string]int{"v1": 1},
		Comment:      "people",
	}
	users.Constraints = []*Constraint{
		{OID: d.OID(), Name: "users_pkey", Kind: PrimaryKey, Columns: []int{0}},
		{OID: d.OID(), Name: "users_check", Kind: Check, Expr: `("Name" <> ''::text)`},
	}
	users.Partitions = []*Partition{{
		OID: d.OID(), Name: "users_name", Key: "users_name", Unique: true, Trusted: true,
		Fields: []PartitionField{{Column: 1, Path: "Name", Rule: "string"}},
	}, {
		OID: d.OID(), Name: "renamed", Key: "users_tags", Trusted: true,
		Fields: []PartitionField{{Column: 2, Path: "tags", Rule: "string"}},
	}}
	d.PutTable(users)
	orders := &Table{
		OID: d.OID(), Schema: "sales", Name: "orders", Resource: "sales.orders",
		Columns: []*Column{
			{Name: "n", Number: 1, Attribute: "n", Type: types.Int8, Typmod: types.NoTypmod, Identity: 'a', Sequence: "sales.orders_n_seq"},
			{Name: "user", Number: 2, Attribute: "user", Type: types.Text, Typmod: types.NoTypmod},
		},
		Options: Options{RawKeys: true, ExternalWriters: true},
	}
	orders.Constraints = []*Constraint{{
		OID: d.OID(), Name: "orders_user_fkey", Kind: ForeignKey, Columns: []int{1},
		RefTable: users.OID, RefColumns: []int{0}, OnDelete: 'c', OnUpdate: 'a',
	}}
	d.PutTable(orders)
	d.PutView(&View{
		OID: d.OID(), Schema: "public", Name: "v", Query: "SELECT 1 AS one", Check: CheckLocal,
		Columns: []*Column{{Name: "one", Number: 1, Type: types.Int4, Typmod: types.NoTypmod}},
	})
	d.PutSequence(&Sequence{
		OID: d.OID(), Schema: "sales", Name: "orders_n_seq", Type: types.Int8, Start: 1, Increment: 1,
		Min: 1, Max: 1<<63 - 1, Cache: 1, Cycle: true, OwnedBy: orders.OID, Column: 1,
	})
	d.Version = 17
	return d.Snapshot
}

// sampleResource has an order of attributes of its own.
func sampleResource() *Resource {
	d := NewDefinition(NewAttributes(Attribute{"zip", "string"}, Attribute{"<a>", "number|optional"}))
	return NewResource("users", d, now)
}

func encoded(journal string) ([]byte, error) {
	x := Extras{Snapshot: sampleExtras(), Resources: []*Resource{sampleResource()}, Journal: journal, Position: 17}
	return x.Encode()
}

// TestExtrasGolden pins the form of catalog.json. WRITE_GOLDEN=1 writes it anew.
func TestExtrasGolden(t *testing.T) {
	got, err := encoded("9f86d081884c7d65")
	if err != nil {
		t.Fatal(err)
	}
	const path = "testdata/catalog.json.golden"
	if os.Getenv("WRITE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s", got)
	}
}

func TestExtrasRoundTrip(t *testing.T) {
	data, err := encoded("j")
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeExtras(data)
	if err != nil || got.Journal != "j" || got.Position != 17 {
		t.Fatalf("%+v %v", got, err)
	}
	if len(got.Resources) != 1 || !got.Resources[0].Same(sampleResource()) {
		t.Errorf("resources %+v", got.Resources)
	}
	if !reflect.DeepEqual(got.Snapshot, sampleExtras()) {
		t.Errorf("got %+v", got)
	}
}

// TestDefinitions: a catalog made of its definitions, one by one, is the same.
func TestDefinitions(t *testing.T) {
	want := sampleExtras()
	d := NewSnapshot().Draft()
	d.Version, d.NextOID = want.Version, want.NextOID
	define := func(x any, schema, name string) {
		kind, data, err := EncodeDefinition(x)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Define(kind, schema, name, data); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range want.Schemas() {
		define(s, "", s.Name)
	}
	for _, r := range want.Relations() {
		switch r := r.(type) {
		case *Table:
			define(r, r.Schema, r.Name)
		case *View:
			define(r, r.Schema, r.Name)
		case *Sequence:
			define(r, r.Schema, r.Name)
		}
	}
	if !reflect.DeepEqual(d.Snapshot, want) {
		t.Errorf("got %+v", d.Snapshot)
	}
	if err := d.Define(KindTable, "public", "users", nil); err != nil || d.Table("public", "users") != nil {
		t.Errorf("not dropped: %v", err)
	}
	if err := d.Define("trigger", "public", "x", []byte("{}")); err == nil {
		t.Error("a kind that nobody knows was taken")
	}
}

// FuzzDecodeExtras: whatever stands in catalog.json is an error or a catalog
// that can be written again.
func FuzzDecodeExtras(f *testing.F) {
	data, err := encoded("j")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"format":1,"tables":[{"columns":[{"type":"int4"}],"primaryKey":[7]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := DecodeExtras(data)
		if err != nil {
			return
		}
		if _, err := x.Encode(); err != nil {
			t.Error(err)
		}
	})
}
