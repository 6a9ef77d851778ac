package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// many inserts n rows in one transaction.
func (f *fixture) many(t *testing.T, n int) (want string) {
	t.Helper()
	tx := f.begin(ReadCommitted)
	var rows []string
	for i := range n {
		rows = append(rows, fmt.Sprintf("%d value%d x", 100+i, i))
		want += rows[i] + "\n"
	}
	if err := f.insert(tx, "t", rows...); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	return want
}

// TestParts: a batch too large for its entry is read from its parts, also
// after a crash, and they go with the entry.
func TestParts(t *testing.T) {
	p := newPaused(t, allRules())
	p.crash()
	p.opts.MaxEntryBytes = 1 << 11
	p.open()
	p.create("t", false)
	want := p.many(t, 300)
	if n := len(objects(t, p.bucket, "s3dbsql/parts/2-")); n < 2 {
		t.Fatalf("%d parts", n)
	}
	p.crash()
	p.open()
	if got := p.record(t); got != want {
		t.Errorf("got %q", got)
	}
	p.step()
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.step()
	if left := objects(t, p.bucket, "s3dbsql/parts/"); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if got := p.record(t); got != want {
		t.Errorf("applied: got %q", got)
	}
}

// TestGivenUp: parts without an entry are given up by an entry that takes
// their number; a batch that comes later with that number finds it occupied.
func TestGivenUp(t *testing.T) {
	p := newPaused(t, allRules())
	p.begun(t)
	n := p.db.Position() + 1
	batch := batchID(n, strings.Repeat("0", 32))
	if err := p.db.putParts(p.ctx, batch, [][]byte{[]byte("part")}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.step()
	e, err := journal.Load(p.ctx, p.bucket, p.db.journal, n, &journal.Shapes{})
	if err != nil || e.Kind != journal.Void || e.Voided != batch {
		t.Fatalf("%+v %v", e, err)
	}
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.step()
	if left := objects(t, p.bucket, "s3dbsql/parts/"); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	p.change(t, "1 b x")
}

// TestMissingParts: an entry whose parts are gone is void for everyone.
func TestMissingParts(t *testing.T) {
	p := newPaused(t, allRules())
	p.crash()
	p.opts.MaxEntryBytes = 1 << 11
	p.open()
	p.create("t", false)
	p.many(t, 300)
	p.crash()
	for _, key := range objects(t, p.bucket, "s3dbsql/parts/") {
		if err := p.bucket.Delete(p.ctx, key, storage.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	p.open()
	if got := p.record(t); got != "" || p.db.Position() != 2 {
		t.Errorf("got %q at %d", got, p.db.Position())
	}
}

// refusing is a store that refuses some records for good.
type refusing struct {
	storage.Bucket
	key string
}

func (b *refusing) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if key == b.key {
		return storage.Info{}, &storage.OpError{Op: storage.OpPut, Key: key, Err: storage.ErrTooLarge}
	}
	return b.Bucket.Put(ctx, key, up, cond)
}

// TestParked: a row that the store refuses is shown and kept, and read as it
// was committed, also after a crash. The others go on.
func TestParked(t *testing.T) {
	p := newPaused(t, allRules())
	p.begun(t)
	p.crash()
	b := &refusing{p.bucket, "resource=t/data/id=5"}
	p.bucket = b
	p.open()
	tx := p.begin(ReadCommitted)
	if err := p.insert(tx, "t", "5 e x", "6 f y"); err != nil {
		t.Fatal(err)
	}
	p.commit(tx)
	p.step()
	want := "1 a x\n5 e x\n6 f y\n"
	if got := p.record(t); got != want || p.db.Status().Parked != 1 {
		t.Errorf("got %q, %d parked", got, p.db.Status().Parked)
	}
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.step()
	p.crash()
	p.open()
	if got := p.record(t); got != want {
		t.Errorf("after a crash: got %q", got)
	}
	b.key = ""
	p.step()
	p.crash()
	p.open()
	if got := p.record(t); got != want || p.db.Status().Parked != 0 {
		t.Errorf("accepted at last: got %q, %d parked", got, p.db.Status().Parked)
	}
}
