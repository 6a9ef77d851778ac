package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// TestSecretPartition: s3db.js fills a partition over a secret with its plain
// text. Rows of ours get no reference there, those of s3db.js stay, and the
// table can be changed.
func TestSecretPartition(t *testing.T) {
	f := newShared(t)
	d := catalog.NewDefinition(rulesOf("name:string token:secret|optional"))
	d.Partitions = []catalog.PartitionDef{
		{Name: "byName", Fields: []catalog.FieldRule{{Path: "name", Rule: "string"}}},
		{Name: "byToken", Fields: []catalog.FieldRule{{Path: "name", Rule: "string"}, {Path: "token", Rule: "string"}}},
	}
	f.writeManifest(catalog.NewResource("users", d, then))
	f.open()
	f.step()
	theirs := "resource=users/partition=byToken/name=x/token=plain/id=a"
	f.putRaw(theirs, "")
	tx := f.begin(ReadCommitted)
	rows := types.NewBatch([]*types.Type{types.Text, types.Text, types.Secret}, 1)
	for i, text := range []string{"a", "x", "plain"} {
		rows.Cols[i].AppendValue(types.NewText(text))
	}
	rows.SetRows(1)
	if _, err := tx.Insert(f.ctx, f.tableOf(tx, "users"), rows); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	want := []string{"resource=users/partition=byName/name=x/id=a", theirs}
	if got := objects(t, f.bucket, "resource=users/partition="); !slices.Equal(got, want) {
		t.Errorf("references\n%s", strings.Join(got, "\n"))
	}
	found, err := f.db.CheckPartitions(f.ctx, f.db.Catalog().Table("public", "users"))
	if err != nil || len(found) > 0 {
		t.Errorf("found %+v, %v", found, err)
	}
	tx = f.begin(ReadCommitted)
	err = tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		changed := *d.Table("public", "users")
		changed.Name = "people"
		d.PutTable(&changed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
}

// TestKeptDocument: a document that an update does not touch is brought to the
// current version of the definition, its secrets as they are.
func TestKeptDocument(t *testing.T) {
	f := newShared(t)
	attributes := func(note string) *catalog.Attributes {
		v, err := catalog.ParseJSON([]byte(`{"name":"string","deep":{"token":"secret","note":"` + note + `"}}`))
		if err != nil {
			t.Fatal(err)
		}
		return catalog.AttributesOf(v.(*catalog.Object))
	}
	v0 := catalog.NewResource("users", catalog.NewDefinition(attributes("string")), then)
	f.writeManifest(v0)
	f.open()
	f.step()
	rows := func(values ...string) *types.Batch {
		b := types.NewBatch([]*types.Type{types.Text, types.Text, types.JSONB}, 1)
		for i, text := range values {
			b.Cols[i].AppendValue(types.NewText(text))
		}
		b.SetRows(1)
		return b
	}
	tx := f.begin(ReadCommitted)
	if _, err := tx.Insert(f.ctx, f.tableOf(tx, "users"), rows("a", "x", `{"token": "t", "note": "12"}`)); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	f.writeManifest(v0.Define(catalog.NewDefinition(attributes("number|integer")), then))
	f.look()
	tx = f.begin(ReadCommitted)
	table := f.tableOf(tx, "users")
	changed := rows("a", "y", "{}")
	changed.Cols[2] = nil
	before, err := tx.LockRecords(f.ctx, table, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Update(f.ctx, table, []string{"a"}, changed); err != nil {
		t.Fatal(err)
	}
	after, err := tx.LockRecords(f.ctx, table, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	o, err := tx.Object(table, after[0])
	if text := string(catalog.AppendJSON(nil, o, "")); err != nil || text != `{"name":"y","deep":{"token":"t","note":12}}` || after[0].Version != "v1" {
		t.Errorf("%s is %s, %v", after[0].Version, text, err)
	}
	was, _ := before[0].Fields.Get("deep.token")
	if is, _ := after[0].Fields.Get("deep.token"); is != was {
		t.Errorf("the secret %s is %s", was, is)
	}
}
