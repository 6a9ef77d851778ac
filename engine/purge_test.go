package engine

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// TestPurgeOfLostPartition shows that the references of a table that was
// replaced vanish even if the new table has no partitions yet: one of the same
// name may be made later.
func TestPurgeOfLostPartition(t *testing.T) {
	f := newFixture(t)
	f.manual = true
	f.open()
	f.create("t", false)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x", "2 b y"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	tx = f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		d.Drop("public", "t")
		table(d, "t", false)
		d.Table("public", "t").Partitions = nil
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	if left := objects(t, f.bucket, "resource=t/"); len(left) > 0 {
		t.Errorf("objects are left: %q", left)
	}
}
