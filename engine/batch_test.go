package engine

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// together proposes transactions that wait for the same batch and returns
// their outcomes.
func (f *fixture) together(list ...[]journal.Op) []error {
	var proposals []*proposal
	f.db.mu.RLock()
	snap := snapshot{position: f.db.head, generation: f.db.generation}
	f.db.mu.RUnlock()
	for _, ops := range list {
		proposals = append(proposals, &proposal{ops: ops, snapshot: snap, done: make(chan struct{})})
	}
	f.db.committer.batch(f.ctx, proposals)
	var errs []error
	for _, p := range proposals {
		<-p.done
		errs = append(errs, p.err)
	}
	return errs
}

func (f *fixture) image(v string) journal.Image {
	rel := f.db.schema.relations["t"]
	w := &rowWriter{rel: rel}
	m, err := w.image(rowsOf("1 "+v+" x"), 0, "1", journal.Image{})
	if err != nil {
		f.t.Fatal(err)
	}
	return m
}

// TestWithinBatch: two transactions that both read a row and both write it
// are both valid against the journal. The second must fail all the same.
func TestWithinBatch(t *testing.T) {
	for _, on := range []bool{true, false} {
		f := newFixture(t)
		f.opts.rules = allRules()
		f.opts.rules.withinBatch = on
		f.open()
		f.create("t", false)
		tx := f.begin(ReadCommitted)
		if err := f.insert(tx, "t", "1 a x"); err != nil {
			t.Fatal(err)
		}
		f.commit(tx)
		read := f.db.Position()
		update := func(v string) []journal.Op {
			return []journal.Op{{Kind: journal.Write, Resource: "t", ID: "1", Read: read, Before: f.image("a"), After: f.image(v)}}
		}
		errs := f.together(update("b"), update("c"))
		lost := errs[0] == nil && errs[1] == nil
		if lost == on {
			t.Errorf("rule %v: lost update %v (%v)", on, lost, errs)
		}
		if on && pgerr.CodeOf(errs[1]) != pgerr.SerializationFailure {
			t.Errorf("got %v", errs[1])
		}
	}
}

// TestTruncateWithinBatch: a row written in the entry of a TRUNCATE would
// survive it, so they go to different entries, and both commit.
func TestTruncateWithinBatch(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", false)
	read := f.db.Position()
	errs := f.together(
		[]journal.Op{{Kind: journal.Write, Resource: "t", ID: "1", Read: read, After: f.image("a")}},
		[]journal.Op{{Kind: journal.Floor, Resource: "t", Read: read}},
	)
	if errs[0] != nil || errs[1] != nil || f.db.Position() != read+2 {
		t.Errorf("%v at %d", errs, f.db.Position())
	}
	tx := f.begin(ReadCommitted)
	defer tx.Rollback()
	if got := f.all(tx, "t"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestAssertions(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", true)
	read := f.db.Position()
	write := func(before, after journal.Image) []journal.Op {
		return []journal.Op{{Kind: journal.Write, Resource: "t", ID: "1", Read: read, Before: before, After: after}}
	}
	// A row under a key that must stay free, against a row written before.
	absent := []journal.Op{{Kind: journal.Absent, Resource: "t", Read: read, Paths: []string{"p"}, Texts: []string{"x"}}}
	if errs := f.together(write(journal.Image{}, f.image("a")), absent); errs[0] != nil || errs[1] == nil {
		t.Errorf("absent: %v", errs)
	}
	// The same against the journal, not the batch.
	if errs := f.together(absent); errs[0] == nil {
		t.Error("absent: committed against the journal")
	}
	// Without values, any row counts, a deleted one too.
	untouched := []journal.Op{{Kind: journal.Absent, Resource: "t", Read: read}}
	if errs := f.together(untouched); errs[0] == nil {
		t.Error("untouched: committed after a write")
	}
	read = f.db.Position()
	untouched[0].Read = read
	if errs := f.together(untouched); errs[0] != nil {
		t.Errorf("untouched: %v", errs)
	}
	exists := []journal.Op{{Kind: journal.Exists, Resource: "t", ID: "1", Read: read}}
	if errs := f.together(exists, write(f.image("a"), journal.Image{}), exists); errs[0] != nil || errs[1] != nil || errs[2] == nil {
		t.Errorf("exists: %v", errs)
	}
	claim := func(id string) []journal.Op {
		return []journal.Op{{Kind: journal.Claim, Resource: "t", ID: id, Read: read, Partition: "t_v_key", Key: "k"}}
	}
	if errs := f.together(claim("1"), claim("2")); errs[0] != nil || errs[1] == nil {
		t.Errorf("claim: %v", errs)
	}
}
