package engine

import (
	"context"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// numeric makes column p of a table an integer, and its index anew.
func numeric(d *catalog.Draft) error {
	changed := *d.Table("public", "t")
	changed.Columns = append([]*catalog.Column{}, changed.Columns...)
	p := *changed.Columns[2]
	p.Type = types.Int4
	changed.Columns[2] = &p
	d.PutTable(&changed)
	return reindex(d)
}

func numericRow(k int64, v string) *types.Batch {
	b := types.NewBatch([]*types.Type{types.Int4, types.Text, types.Int4}, 1)
	b.Cols[0].AppendValue(types.NewInt(k))
	b.Cols[1].AppendValue(types.NewText(v))
	b.Cols[2].AppendValue(types.NewInt(7))
	b.SetRows(1)
	return b
}

// TestRewriteOverUnapplied: rows whose old values are none of the new type are
// not objects yet when their table is rewritten. The keeper, which may die in
// between, writes them and the references of both definitions.
func TestRewriteOverUnapplied(t *testing.T) {
	for _, applied := range []bool{false, true} {
		f := newFixture(t)
		f.manual = true
		f.open()
		f.create("t", true)
		tx := f.begin(ReadCommitted)
		if err := f.insert(tx, "t", "1 a 5", "2 b x"); err != nil {
			t.Fatal(err)
		}
		f.commit(tx)
		if applied {
			f.step()
		}
		tx = f.begin(ReadCommitted)
		rows := numericRow(2, "c")
		for i, v := range numericRow(1, "b").Cols {
			rows.Cols[i].AppendFrom(v, 0)
		}
		rows.SetRows(2)
		if err := tx.Rewrite(f.ctx, f.tableOf(tx, "t"), numeric, []string{"1", "2"}, rows); err != nil {
			t.Fatal(err)
		}
		f.commit(tx)
		look := func() {
			t.Helper()
			tx := f.begin(ReadCommitted)
			defer tx.Rollback()
			tab := f.tableOf(tx, "t")
			a := &catalog.Access{Table: tab, Kind: catalog.ByPartition, Part: tab.Partitions[0], Columns: []int{0, 1, 2}, Prefix: []types.Value{types.NewInt(7)}}
			if got, err := read(f.ctx, tx, a); err != nil || got != "1 b 7\n2 c 7\n" {
				t.Errorf("applied %v: %q, %v", applied, got, err)
			}
			if _, err := tx.Insert(f.ctx, tab, numericRow(3, "c")); pgerr.CodeOf(err) != pgerr.UniqueViolation {
				t.Errorf("applied %v: a unique value that is taken: %v", applied, err)
			}
		}
		look()
		f.crash()
		f.open()
		look()
		f.step()
		look()
		wantProblems(t, f)
	}
}

// TestIndexOnRows: concurrent changes neither slip past a new unique index nor
// past one another.
func TestIndexOnRows(t *testing.T) {
	unique := func(d *catalog.Draft) error {
		changed := *d.Table("public", "t")
		changed.Partitions = append([]*catalog.Partition{}, changed.Partitions...)
		changed.Partitions = append(changed.Partitions, &catalog.Partition{
			OID: d.OID(), Name: "u", Unique: true, Trusted: true, Fields: []catalog.PartitionField{{Column: 1}},
		})
		d.PutTable(&changed)
		return nil
	}
	for _, late := range []bool{false, true} {
		f := newFixture(t).open()
		f.create("t", false)
		tx := f.begin(ReadCommitted)
		if err := f.insert(tx, "t", "1 a x"); err != nil {
			t.Fatal(err)
		}
		f.commit(tx)

		other, tx := f.begin(ReadCommitted), f.begin(ReadCommitted)
		if err := f.insert(other, "t", "2 a x"); err != nil {
			t.Fatal(err)
		}
		if err := tx.ChangeCatalog(f.ctx, unique); err != nil {
			t.Fatal(err)
		}
		first, second := other, tx
		if late {
			first, second = tx, other
		}
		f.commit(first)
		if err := second.Commit(f.ctx); pgerr.CodeOf(err) != pgerr.SerializationFailure {
			t.Errorf("insert late %v: %v", late, err)
		}
	}
}

// listing calls before for the first LIST of references.
type listing struct {
	storage.Bucket
	before func()
}

func (b *listing) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	if f := b.before; f != nil && opts.Prefix == "resource=t/partition=t_p/" {
		b.before = nil
		f()
	}
	return b.Bucket.List(ctx, opts)
}

// TestIndexGoneMeanwhile: the references of an index are deleted after a scan
// has chosen it. Rows must not be missing for that.
func TestIndexGoneMeanwhile(t *testing.T) {
	f := newFixture(t)
	b := &listing{Bucket: f.bucket}
	f.bucket, f.manual = b, true
	f.open()
	f.create("t", false)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	tx = f.begin(ReadCommitted)
	tab := f.tableOf(tx, "t")
	b.before = func() {
		other := f.begin(ReadCommitted)
		if err := other.ChangeCatalog(f.ctx, reindex); err != nil {
			t.Error(err)
		}
		f.commit(other)
		f.step()
	}
	got, err := read(f.ctx, tx, &catalog.Access{Table: tab, Kind: catalog.ByPartition, Part: tab.Partitions[0], Columns: []int{0}})
	if pgerr.CodeOf(err) != pgerr.SerializationFailure {
		t.Errorf("got %q, %v", got, err)
	}
}
