package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// external is a table of three rows that s3db.js made and goes on writing,
// over a shared store whose clock the test moves.
func external(t *testing.T) *paused {
	p := &paused{fixture: newFixture(t), now: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	p.bucket = mem.New(mem.Options{Now: func() time.Time { return p.now }})
	p.opts.Clock = func() time.Time { return p.now }
	p.opts.CacheBytes, p.manual = 1<<20, true
	p.shared()
	p.writeManifest(defined("users", "name:string city:string"))
	for id := range 3 {
		p.write3(id, "Ann", "Rome")
	}
	p.open()
	p.step()
	return p
}

func (p *paused) write3(id int, name, city string) {
	p.t.Helper()
	up := storage.Upload{Metadata: map[string]string{"_v": "v0", "0": name, "1": city}}
	if _, err := p.bucket.Put(p.ctx, fmt.Sprintf("resource=users/data/id=%d", id), up, storage.Condition{}); err != nil {
		p.t.Fatal(err)
	}
}

// asked is how many records an access reads and what it finds.
func (p *paused) asked(ids ...string) (gets int, rows string) {
	p.t.Helper()
	tx := p.begin(ReadCommitted)
	defer tx.Rollback()
	a := &catalog.Access{Table: p.tableOf(tx, "users"), Kind: catalog.Full, Columns: []int{0, 1}}
	if len(ids) > 0 {
		a.Kind, a.IDs = catalog.ByID, ids
	}
	p.traced()
	rows, err := read(p.ctx, tx, a)
	if err != nil {
		p.t.Fatal(err)
	}
	return strings.Count(p.traced(), "GET resource=users/data/"), strings.ReplaceAll(rows, "\n", ";")
}

// TestExternalScan: a scan of a table that s3db.js writes reads the records
// that the listing shows to be changed, or that were read too soon after they
// were written; a point read always reads.
func TestExternalScan(t *testing.T) {
	p := external(t)
	check := func(when string, gets int, rows string, ids ...string) {
		t.Helper()
		if n, got := p.asked(ids...); n != gets || got != rows {
			t.Errorf("%s: %d GETs, %q; want %d, %q", when, n, got, gets, rows)
		}
	}
	check("first", 3, "0 Ann;1 Ann;2 Ann;")
	check("within a minute", 3, "0 Ann;1 Ann;2 Ann;")
	p.now = p.now.Add(time.Minute)
	check("a minute after", 3, "0 Ann;1 Ann;2 Ann;")
	check("settled", 0, "0 Ann;1 Ann;2 Ann;")
	check("a point read", 1, "1 Ann;", "1")
	p.write3(1, "Bob", "Rome")
	check("one changed", 1, "0 Ann;1 Bob;2 Ann;")
	check("a point read of it", 1, "1 Bob;", "1")
	p.write3(1, "Cid", "Rome")
	check("changed within the same second", 1, "0 Ann;1 Cid;2 Ann;")
	if err := p.bucket.Delete(p.ctx, "resource=users/data/id=0", storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	check("one gone", 1, "1 Cid;2 Ann;")
}

// TestConflictsListed: what foreign clients and SQL both changed can be read,
// with both versions.
func TestConflictsListed(t *testing.T) {
	p := newPaused(t, allRules())
	p.begun(t)
	p.change(t, "1 ours x")
	p.foreign(t, "theirs")
	p.step()
	list, err := p.db.Conflicts(p.ctx)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	got := list[0]
	if got.Resource != "t" || got.ID != "1" || got.Position != 3 || got.Winner != "journal" || !got.At.Equal(p.now) ||
		got.Journal["v"] != "ours" || got.Foreign["v"] != "theirs" {
		t.Errorf("%+v", got)
	}
	if parked, err := p.db.Parked(p.ctx); len(parked) != 0 || err != nil {
		t.Errorf("%v, %v", parked, err)
	}
}
