package engine

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestNotes: how far the journal is applied is noted once in a while, and when
// nothing more comes; not for each entry.
func TestNotes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t)
		f.opts.NoteInterval = time.Second
		f.shared()
		f.open()
		f.create("t", false)
		f.applied(t)
		time.Sleep(2 * time.Second)
		f.traced()
		for _, row := range []string{"1 a x", "2 b y", "3 c z"} {
			f.add(t, row)
			f.applied(t)
		}
		if n := strings.Count(f.traced(), "PUT s3dbsql/keeper.json"); n != 1 {
			t.Errorf("%d notes of three entries, want 1", n)
		}
		time.Sleep(2 * time.Second)
		if n := strings.Count(f.traced(), "PUT s3dbsql/keeper.json"); n != 1 {
			t.Errorf("%d notes after them, want 1", n)
		}
		k, err := f.db.readKeeper(f.ctx)
		if err != nil || k.Applied != f.db.Position() {
			t.Errorf("noted is %+v %v, want position %d", k, err, f.db.Position())
		}
		f.crash()
	})
}

func (f *fixture) applied(t *testing.T) {
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
}
