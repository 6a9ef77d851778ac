package engine

import (
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// TestVerify damages a database in three ways and wants each to be found.
func TestVerify(t *testing.T) {
	f := newFixture(t).open()
	tx := f.begin(ReadCommitted)
	if err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error { table(d, "t", false); return nil }); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	tx = f.begin(ReadCommitted)
	rows := types.NewBatch([]*types.Type{types.Int4, types.Text, types.Text}, 2)
	for i, p := range []string{"x", "y"} {
		rows.Cols[0].AppendValue(types.NewInt(int64(i + 1)))
		rows.Cols[1].AppendValue(types.NewText("v"))
		rows.Cols[2].AppendValue(types.NewText(p))
	}
	rows.SetRows(2)
	if _, err := tx.Insert(f.ctx, tx.Catalog().Table("public", "t"), rows); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	wantProblems(t, f)

	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.bucket.Delete(f.ctx, "resource=t/partition=t_p/p=x/id=1", storage.Condition{}))
	_, err := f.bucket.Put(f.ctx, "resource=t/partition=t_p/p=z/id=2", storage.Upload{}, storage.Condition{})
	must(err)
	_, err = f.bucket.Put(f.ctx, "resource=t/data/id=3", storage.Upload{Metadata: map[string]string{"_v": "v0"}}, storage.Condition{})
	must(err)
	wantProblems(t, f, "id=3 was written by a foreign client", "p=z/id=2 leads to no record", "p=x/id=1 is missing")
}

func wantProblems(t *testing.T, f *fixture, want ...string) {
	t.Helper()
	v, err := f.db.Verify(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Problems) != len(want) {
		t.Fatalf("problems %q, want %d", v.Problems, len(want))
	}
	for i, w := range want {
		if !strings.Contains(v.Problems[i], w) {
			t.Errorf("problem %q, want one with %q", v.Problems[i], w)
		}
	}
}
