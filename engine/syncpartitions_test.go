package engine

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// TestSyncPartitions shows that a commit to a table without async_partitions
// returns once the references of its rows are there.
func TestSyncPartitions(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", true)
	tx := f.begin(ReadCommitted)
	if err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		table := *d.Table("public", "t")
		table.Options.SyncPartitions = true
		d.PutTable(&table)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	for _, row := range []string{"1 a x", "2 b y", "3 c z"} {
		tx := f.begin(ReadCommitted)
		if err := f.insert(tx, "t", row); err != nil {
			t.Fatal(err)
		}
		f.commit(tx)
		id := row[:1]
		page, err := f.bucket.List(f.ctx, storage.ListOptions{Prefix: keys.Resource{Name: "t"}.Partitions()})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, obj := range page.Objects {
			found = found || idOf(obj.Key) == id
		}
		if !found {
			t.Errorf("row %s has no reference after its commit: %v", id, page.Objects)
		}
	}
}
