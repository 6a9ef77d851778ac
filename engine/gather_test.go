package engine

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

const roundTrip = 20 * time.Millisecond

// TestGather: an entry waits for a statement that will soon be done.
func TestGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t)
		f.bucket = wrap.Latency(f.bucket, func() time.Duration { return roundTrip })
		f.open()
		f.create("t", false)
		f.applied(t)
		f.add(t, "1 a x")
		positions := make(chan uint64, 2)
		for i, row := range []string{"2 b y", "3 c z"} {
			go func() {
				time.Sleep(time.Duration(i) * roundTrip / 4)
				positions <- f.add(t, row)
			}()
		}
		if a, b := <-positions, <-positions; a != b {
			t.Errorf("entries %d and %d: the second statement was about to commit when the first did", a, b)
		}
		f.crash()
	})
}

// TestLoneInsert: looking for the key goes on beside the look at the journal,
// and the entry waits for nobody.
func TestLoneInsert(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t)
		f.bucket = wrap.Latency(f.bucket, func() time.Duration { return roundTrip })
		f.shared()
		f.open()
		f.create("t", false)
		f.applied(t)
		begun := time.Now()
		f.add(t, "1 a x")
		if took := time.Since(begun); took != 2*roundTrip {
			t.Errorf("an insert took %v: more than looking for its key and writing its entry", took)
		}
		f.crash()
	})
}

// add inserts a row and returns the position of its entry.
func (f *fixture) add(t *testing.T, row string) uint64 {
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", row); err != nil {
		t.Error(err)
	}
	if err := tx.Commit(f.ctx); err != nil {
		t.Error(err)
	}
	return tx.Position()
}
