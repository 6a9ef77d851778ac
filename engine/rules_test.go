package engine

import (
	"context"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// TestRules shows that the simulation notices when a safeguard is missing:
// with each one off some seed goes wrong. A check that cannot fail shows
// nothing.
func TestRules(t *testing.T) {
	cases := []struct {
		name   string
		off    func(*rules)
		faults faults
	}{
		{"412 may be our own success", func(r *rules) { r.ownBatch = false }, faults{lost: 20, twice: 20}},
		{"same bytes until the number is occupied", func(r *rules) { r.resend = false }, faults{slow: 30, lost: 10}},
		{"keeper's writes expire", func(r *rules) { r.expiry = false }, faults{slow: 30, kill: 8}},
		{"a proof of the head grows old", func(r *rules) { r.staleProof, r.boundary = false, false }, faults{pause: 60, kill: 2}},
		{"a portion of a scan looks again", func(r *rules) { r.portion = false }, faults{slow: 1, pause: 4}},
		{"floors", func(r *rules) { r.floors = false }, faults{}},
		{"entries take rows out of the cache", func(r *rules) { r.forget = false }, faults{}},
		{"entries stay while a snapshot needs them", func(r *rules) { r.pins = false }, faults{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := range int64(300) {
				r := allRules()
				c.off(r)
				if v := simulate(t, seed, c.faults, r, false); len(v) > 0 {
					t.Logf("seed %d: %s", seed, v[0])
					return
				}
			}
			t.Error("no seed noticed that the rule is off")
		})
	}
}

// interposed calls before for each GET of a record, once.
type interposed struct {
	storage.Bucket
	before func()
}

func (b *interposed) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	if f := b.before; f != nil && strings.HasPrefix(key, "resource=") {
		b.before = nil
		f()
	}
	return b.Bucket.Get(ctx, key, opts)
}

// TestAbsentLooksAgain: another server deletes a row and applies that, after a
// statement has looked at the journal and before it reads the row. The row was
// there at its snapshot.
func TestAbsentLooksAgain(t *testing.T) {
	for _, on := range []bool{true, false} {
		other := newFixture(t)
		other.shared()
		other.manual = true
		other.open()
		other.create("t", false)
		tx := other.begin(ReadCommitted)
		if err := other.insert(tx, "t", "1 a x"); err != nil {
			t.Fatal(err)
		}
		other.commit(tx)
		other.step()

		f := newFixture(t)
		b := &interposed{Bucket: other.bucket}
		f.bucket, f.manual, f.opts.ServerID, f.opts.rules = b, true, "s1", allRules()
		f.opts.rules.absent = on
		f.open()
		tx = f.begin(RepeatableRead)
		if err := tx.ready(f.ctx); err != nil {
			t.Fatal(err)
		}
		b.before = func() {
			tx := other.begin(ReadCommitted)
			if err := tx.Delete(other.ctx, other.tableOf(tx, "t"), []string{"1"}); err != nil {
				t.Error(err)
			}
			other.commit(tx)
			other.step()
		}
		tab := f.tableOf(tx, "t")
		got, err := read(f.ctx, tx, &catalog.Access{Table: tab, Kind: catalog.ByID, IDs: []string{"1"}, Columns: []int{1}})
		if err != nil || (got == "a\n") != on {
			t.Errorf("rule %v: got %q %v", on, got, err)
		}
		tx.Rollback()
	}
}
