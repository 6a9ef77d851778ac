package engine

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// sated is a bucket that takes a number of references and no more.
type sated struct {
	storage.Bucket
	left *atomic.Int64
	gets *atomic.Int64
}

func (b sated) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if strings.Contains(key, "/partition=late/") && b.left.Add(-1) < 0 {
		return storage.Info{}, storage.ErrDenied
	}
	return b.Bucket.Put(ctx, key, up, cond)
}

func (b sated) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	if strings.HasPrefix(key, "resource=t/data/") {
		b.gets.Add(1)
	}
	return b.Bucket.Get(ctx, key, opts)
}

// TestBackfillGoesOn: a server that takes over a new partition which is filled
// in part reads the rows that are left only.
func TestBackfillGoesOn(t *testing.T) {
	f := newFixture(t)
	b := sated{f.bucket, &atomic.Int64{}, &atomic.Int64{}}
	f.bucket, f.manual = b, true
	f.open()
	f.create("t", false)
	tx := f.begin(ReadCommitted)
	rows := types.NewBatch([]*types.Type{types.Int4, types.Text, types.Text}, 2500)
	for i := range 2500 {
		appendRow(rows, int64(i), fmt.Sprint("v", i), "p")
	}
	if _, err := tx.Insert(f.ctx, f.tableOf(tx, "t"), rows); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	tx = f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		changed := *d.Table("public", "t")
		changed.Partitions = append(changed.Partitions[:1:1], &catalog.Partition{
			OID: d.OID(), Name: "late", Trusted: true, Fields: []catalog.PartitionField{{Column: 1}},
		})
		d.PutTable(&changed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	b.left.Store(2100)
	if _, err := f.db.keeper.step(f.ctx); err == nil {
		t.Fatal("the store refuses references, and the keeper says nothing")
	}
	f.crash()
	b.left.Store(1 << 30)
	f.open()
	b.gets.Store(0)
	f.step()
	if n := b.gets.Load(); n != 500 {
		t.Errorf("%d records were read to go on, want 500", n)
	}
	if k, err := f.db.readKeeper(f.ctx); err != nil || k.Backfill != nil {
		t.Errorf("keeper.json still notes %+v, %v", k.Backfill, err)
	}
	wantFindings(t, f.check())
}
