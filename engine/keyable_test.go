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
