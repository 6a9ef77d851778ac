package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// paused is a database whose keeper works only when told to, over a store
// whose clock the test moves.
type paused struct {
	*fixture
	now time.Time
}

func newPaused(t *testing.T, r *rules) *paused {
	p := &paused{fixture: newFixture(t), now: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	p.bucket = mem.New(mem.Options{Now: func() time.Time { return p.now }})
	p.opts.rules = r
	p.opts.Clock = func() time.Time { return p.now }
	p.manual = true
	p.open()
	return p
}

func (p *paused) change(t *testing.T, row string) {
	t.Helper()
	tx := p.begin(ReadCommitted)
	if _, err := p.update(tx, p.tableOf(tx, "t"), []string{row}); err != nil {
		t.Fatal(err)
	}
	p.commit(tx)
}

// foreign replaces the record as a client does that copies metadata it does
// not know: the stamp in metadata stays, the body is its own.
func (p *paused) foreign(t *testing.T, v string) {
	t.Helper()
	key := "resource=t/data/id=1"
	obj, err := p.bucket.Get(p.ctx, key, storage.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	up := storage.Upload{Metadata: map[string]string{}}
	for name, value := range obj.Metadata {
		up.Metadata[name] = value
	}
	up.Metadata["1"] = v
	if _, err := p.bucket.Put(p.ctx, key, up, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
}

func (p *paused) record(t *testing.T) string {
	t.Helper()
	tx := p.begin(ReadCommitted)
	defer tx.Rollback()
	return p.all(tx, "t")
}

func (p *paused) begun(t *testing.T) {
	t.Helper()
	p.create("t", false)
	tx := p.begin(ReadCommitted)
	if err := p.insert(tx, "t", "1 a x"); err != nil {
		t.Fatal(err)
	}
	p.commit(tx)
	p.step()
}

// TestBothStampsMustAgree: a record changed by a foreign client after the
// entry wins, though its metadata still carries our stamp.
func TestBothStampsMustAgree(t *testing.T) {
	for _, on := range []bool{true, false} {
		r := allRules()
		r.bothStamps = on
		p := newPaused(t, r)
		p.begun(t)
		p.change(t, "1 ours x")
		p.now = p.now.Add(10 * time.Second)
		p.foreign(t, "theirs")
		p.step()
		kept := strings.Contains(p.record(t), "theirs")
		if kept != on {
			t.Errorf("rule %v: foreign version kept: %v", on, kept)
		}
		if n := len(objects(t, p.bucket, "s3dbsql/conflicts/")); on && (n != 1 || p.db.Status().Conflicts != 1) {
			t.Errorf("%d conflicts kept", n)
		}
		p.crash()
	}
}

// TestLaterWins: between a foreign version and the journal the store's clock
// decides; a tie goes to the journal, and so does a foreign deletion.
func TestLaterWins(t *testing.T) {
	cases := []struct {
		name    string
		foreign func(p *paused)
		want    string
	}{
		{"foreign first", func(p *paused) {
			p.foreign(t, "theirs")
			p.now = p.now.Add(10 * time.Second)
			p.change(t, "1 ours x")
		}, "1 ours x\n"},
		{"tie", func(p *paused) {
			p.change(t, "1 ours x")
			p.foreign(t, "theirs")
		}, "1 ours x\n"},
		{"deletion", func(p *paused) {
			p.change(t, "1 ours x")
			p.now = p.now.Add(10 * time.Second)
			if err := p.bucket.Delete(p.ctx, "resource=t/data/id=1", storage.Condition{}); err != nil {
				t.Fatal(err)
			}
		}, "1 ours x\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPaused(t, allRules())
			p.begun(t)
			p.now = p.now.Add(10 * time.Second)
			c.foreign(p)
			p.step()
			p.now = p.now.Add(time.Second)
			if got := p.record(t); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestTrim: entries go when they are applied and older than the retention,
// and the boundary is raised before.
func TestTrim(t *testing.T) {
	p := newPaused(t, allRules())
	p.begun(t)
	if n := len(objects(t, p.bucket, "s3dbsql/journal/")); n != 2 {
		t.Fatalf("%d entries", n)
	}
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.change(t, "1 b x")
	p.step()
	if got := objects(t, p.bucket, "s3dbsql/journal/"); len(got) != 1 || p.db.Status().Boundary != 2 {
		t.Errorf("%v, boundary %d", got, p.db.Status().Boundary)
	}
}

// TestConsumerHoldsEntries: an entry that a consumer has not read stays.
func TestConsumerHoldsEntries(t *testing.T) {
	p := newPaused(t, allRules())
	p.begun(t)
	up := storage.Upload{Body: []byte(`{"position": 1}`)}
	if _, err := p.bucket.Put(p.ctx, "s3dbsql/consumers/q", up, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(p.db.opts.Retention + 2*time.Second)
	p.step()
	if got := objects(t, p.bucket, "s3dbsql/journal/"); len(got) != 1 || !strings.HasSuffix(got[0], "2") {
		t.Errorf("%v", got)
	}
}
