package engine

import (
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// damages are ways to break a database whose table t has the rows 1 and 2, and
// what a check finds then. left says that it cannot be repaired.
var damages = []struct {
	name string
	do   func(d *damage)
	want string // a part of the only finding, "" for none
	left bool
}{
	{"none", func(d *damage) {}, "", false},
	{"reference lost", func(d *damage) { d.delete("resource=t/partition=t_p/p=x/id=1") }, "missing: resource=t/partition=t_p/p=x/id=1", false},
	{"reference of other values", func(d *damage) { d.put("resource=t/partition=t_p/p=z/id=2", "") }, "stale: resource=t/partition=t_p/p=z/id=2", false},
	{"reference of no record", func(d *damage) { d.put("resource=t/partition=t_p/p=z/id=9", "") }, "orphan: resource=t/partition=t_p/p=z/id=9", false},
	{"reference of no partition", func(d *damage) { d.put("resource=t/partition=old/p=z/id=2", "") }, "there is no partition old", false},
	{"reference of no partition and record", func(d *damage) { d.put("resource=t/partition=old/p=z/id=9", "") }, "orphan: ", false},
	{"foreign record", func(d *damage) { d.put("resource=t/data/id=3", "", "_v", "v0", "0", "c") }, "foreign write: resource=t/data/id=3 (it has no stamp)", false},
	{"stamp past the head", func(d *damage) { d.restamp("resource=t/data/id=1", 99, "") }, "journal entry 99, which is past the head", false},
	{"stamp of another journal", func(d *damage) { d.restamp("resource=t/data/id=1", 2, "elsewhere") }, `of the journal "elsewhere"`, false},
	{"record under the floor", func(d *damage) { d.truncated() }, "emptied: resource=t/data/id=1", false},
	{"unknown version", func(d *damage) { d.change("resource=t/data/id=1", "_v", "v7") }, `it names version "v7"`, true},
	{"value of another type", func(d *damage) { d.change("resource=t/data/id=1", "0", "no number at all") }, "unreadable: resource=t/data/id=1", true},
	{"entry lost", func(d *damage) { d.delete(keys.EntryKey(1)) }, "entries 1 to 1 are missing", false},
	{"entry damaged", func(d *damage) { d.put(keys.EntryKey(2), "noise") }, "damaged entry: s3dbsql/journal/00000000000000000002", false},
	{"parts of no entry", func(d *damage) { d.put(keys.PartKey("1-"+strings.Repeat("a", 32), 0), "noise") }, "leftover: s3dbsql/parts/1-aaa", false},
	{"resource dropped", func(d *damage) {
		d.put(keys.ManifestKey, `{"version":"1","s3dbVersion":"10.0.0","lastUpdated":"2026","resources":{}}`)
	}, "lost resource: s3db.json (resource t)", false},
	{"manifest cut off", func(d *damage) { d.cut(keys.ManifestKey) }, "damaged manifest: s3db.json", false},
	{"hash of another definition", func(d *damage) { d.edit(keys.ManifestKey, `"hash": "sha256:`, `"hash": "sha256:0`) }, "wrong hash: s3db.json", false},
	{"defined otherwise", func(d *damage) { d.redefine() }, "other definition: s3db.json", false},
}

// TestFsck damages a database in each way: a check finds it and writes
// nothing, repairs mend it, and then nothing is found.
func TestFsck(t *testing.T) {
	for _, c := range damages {
		t.Run(c.name, func(t *testing.T) {
			f := newFixture(t).open()
			f.create("t", false)
			tx := f.begin(ReadCommitted)
			if err := f.insert(tx, "t", "1 a x", "2 b y"); err != nil {
				t.Fatal(err)
			}
			f.commit(tx)
			f.close()
			c.do(&damage{f})
			want := []string{c.want}
			if c.want == "" {
				want = nil
			}
			before := contents(t, f.bucket)
			wantFindings(t, f.check(), want...)
			if after := contents(t, f.bucket); after != before {
				t.Errorf("the check wrote: before\n%s\nafter\n%s", before, after)
			}
			f.open()
			report, err := f.db.Repair(f.ctx)
			if err != nil {
				t.Fatal(err)
			}
			f.close()
			again := f.check()
			switch {
			case c.left && (report.Left() != 1 || len(again.Findings) != 1):
				t.Errorf("%d are left, then %d; want 1", report.Left(), len(again.Findings))
			case !c.left && report.Left() > 0:
				t.Errorf("left: %v", report.Findings)
			case !c.left:
				wantFindings(t, again)
			}
		})
	}
}

// TestCheckWritesNothing looks at every request of a check of a damaged
// database with an entry that is not applied.
func TestCheckWritesNothing(t *testing.T) {
	f := newFixture(t)
	f.manual = true
	f.open()
	f.create("t", false)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	tx = f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "2 b y"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	(&damage{f}).put("resource=t/partition=t_p/p=z/id=9", "")
	f.shared()
	report := f.check()
	wantFindings(t, report, "orphan")
	if report.Owed != 1 || report.Records != 1 {
		t.Errorf("%d rows owed and %d records, want 1 and 1", report.Owed, report.Records)
	}
	for line := range strings.Lines(f.traced()) {
		if !strings.HasPrefix(line, "GET ") && !strings.HasPrefix(line, "LIST ") {
			t.Errorf("the check sent %s", line)
		}
	}
}

// TestAuditRequests pins what a check and a repair of references cost.
func TestAuditRequests(t *testing.T) {
	f := newFixture(t).open()
	f.create("t", false)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x", "2 b y"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
	audited := f.db.Catalog().Table("public", "t")
	f.db.bucket = wrap.Record(f.bucket, func(line string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.requests = append(f.requests, line+"\n")
	})
	check := func(want string) {
		t.Helper()
		if _, err := f.db.CheckPartitions(f.ctx, audited); err != nil {
			t.Fatal(err)
		}
		if got := f.traced(); got != strings.TrimLeft(want, "\n") {
			t.Errorf("check sent\n%swant%s", got, want)
		}
	}
	check(`
GET resource=t/data/id=1 -> ok
GET resource=t/data/id=2 -> ok
LIST resource=t/data/id= -> 2 objects, 0 prefixes
LIST resource=t/partition= -> 2 objects, 0 prefixes
`)
	d := &damage{f}
	d.delete("resource=t/partition=t_p/p=x/id=1")
	d.put("resource=t/partition=t_p/p=z/id=9", "")
	check(`
GET resource=t/data/id=1 -> ok
GET resource=t/data/id=1 -> ok
GET resource=t/data/id=2 -> ok
LIST resource=t/data/id= -> 2 objects, 0 prefixes
LIST resource=t/partition= -> 2 objects, 0 prefixes
LIST resource=t/partition= -> 2 objects, 0 prefixes
`)
	tx = f.begin(ReadCommitted)
	if _, err := tx.Reindex(f.ctx, audited); err != nil {
		t.Fatal(err)
	}
	f.traced()
	check(`
GET resource=t/data/id=1 -> ok
GET resource=t/data/id=2 -> ok
LIST resource=t/data/id= -> 2 objects, 0 prefixes
LIST resource=t/partition= -> 2 objects, 0 prefixes
`)
}

func (f *fixture) close() {
	f.t.Helper()
	if err := f.db.Close(f.ctx); err != nil {
		f.t.Fatal(err)
	}
	f.db = nil
}

func (f *fixture) check() *Report {
	f.t.Helper()
	report, err := Check(f.ctx, f.bucket, f.opts)
	if err != nil {
		f.t.Fatal(err)
	}
	return report
}

// wantProblems checks a database while it is open.
func wantProblems(t *testing.T, f *fixture, want ...string) {
	t.Helper()
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
	wantFindings(t, f.check(), want...)
}

func wantFindings(t *testing.T, r *Report, want ...string) {
	t.Helper()
	if len(r.Findings) != len(want) {
		t.Fatalf("findings %v, want %q", r.Findings, want)
	}
	for i, w := range want {
		if !strings.Contains(r.Findings[i].String(), w) {
			t.Errorf("finding %q, want one with %q", r.Findings[i], w)
		}
	}
}

// contents lists a bucket with the ETag of each object.
func contents(t *testing.T, b storage.Bucket) string {
	var text strings.Builder
	err := eachPage(t.Context(), b, "", func(page *storage.Page) error {
		for _, o := range page.Objects {
			text.WriteString(o.Key + " " + o.ETag + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}
