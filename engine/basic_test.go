package engine

import (
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
)

func TestInsertAndRead(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", true)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x", "2 b y", "3 c x"); err != nil {
		t.Fatal(err)
	}
	if got := f.all(tx, "t"); got != "" {
		t.Errorf("statement sees its own rows:\n%s", got)
	}
	tx.Statement(f.ctx)
	want := "1 a x\n2 b y\n3 c x\n"
	if got := f.all(tx, "t"); got != want {
		t.Errorf("got\n%s", got)
	}
	f.commit(tx)
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
	tx = f.begin(ReadCommitted)
	if got := f.all(tx, "t"); got != want {
		t.Errorf("applied: got\n%s", got)
	}
	tab := f.tableOf(tx, "t")
	got, err := read(f.ctx, tx, &catalog.Access{
		Table: tab, Kind: catalog.ByPartition, Part: tab.Partitions[0], Prefix: nil, Columns: []int{2}, KeyOnly: true,
	})
	if err != nil || got != "x\nx\ny\n" {
		t.Errorf("%v %q", err, got)
	}
	if err := f.insert(tx, "t", "4 b z"); err == nil || err.Error() != `duplicate key value violates unique constraint "t_v_key"` {
		t.Error(err)
	}
	tx.Rollback()
	for _, key := range objects(t, f.bucket, "") {
		t.Log(key)
	}
	f.crash()
	f.open()
	tx = f.begin(ReadCommitted)
	if got := f.all(tx, "t"); got != want {
		t.Errorf("restarted: got\n%s", got)
	}
	tx.Rollback()
}

// TestOnlySome shows that a listing narrowed to some ids gives these rows and
// no other, applied or not, of the records and of a partition.
func TestOnlySome(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", true)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x", "2 b y", "3 c x"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
	tx = f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "4 d x", "5 e x"); err != nil {
		t.Fatal(err)
	}
	tx.Statement(f.ctx)
	tab := f.tableOf(tx, "t")
	for _, a := range []*catalog.Access{
		{Table: tab, Kind: catalog.Full},
		{Table: tab, Kind: catalog.ByPartition, Part: tab.Partitions[0]},
	} {
		a.IDs, a.Columns = []string{"2", "3", "5", "6"}, []int{0}
		if got, err := read(f.ctx, tx, a); err != nil || len(got) != len("2\n3\n5\n") {
			t.Errorf("%s: %q, %v", a, got, err)
		}
	}
	tx.Rollback()
}

func BenchmarkCopy100k(b *testing.B) {
	for b.Loop() {
		f := newFixture(b).open()
		f.create("t", false)
		tx := f.begin(ReadCommitted)
		start := time.Now()
		for i := 0; i < 100; i++ {
			batch := rowsOf()
			for k := 0; k < 1000; k++ {
				batch = appendRow(batch, int64(i*1000+k), "some text of a row", "part")
			}
			if _, err := tx.Insert(f.ctx, f.tableOf(tx, "t"), batch); err != nil {
				b.Fatal(err)
			}
		}
		b.Log("insert", time.Since(start))
		f.commit(tx)
		b.Log("commit", time.Since(start))
		if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
			b.Fatal(err)
		}
		b.Log("applied", time.Since(start))
		start = time.Now()
		tx = f.begin(ReadCommitted)
		scan, _ := tx.Scan(f.ctx, &catalog.Access{Table: f.tableOf(tx, "t"), Kind: catalog.Full, Columns: []int{0, 1, 2}})
		n := 0
		for {
			rows, err := scan.Next(f.ctx)
			if err != nil {
				b.Fatal(err)
			}
			if rows == nil {
				break
			}
			n += len(rows.IDs)
		}
		b.Log("scan", n, time.Since(start))
		tx.Rollback()
	}
}
