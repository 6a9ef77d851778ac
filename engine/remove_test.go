package engine

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// TestDeleteTogether: rows go together whatever the store can do, but for one
// that a foreign client has changed meanwhile, and one that it has deleted.
func TestDeleteTogether(t *testing.T) {
	cases := []struct {
		name     string
		can      func(caps *storage.Capabilities)
		requests string // LIST, GET, DELETE and DELETE-MANY of records and references
	}{
		{"ETags of many", func(*storage.Capabilities) {}, "0 LIST, 1 GET, 0 DELETE, 1 DELETE-MANY"},
		{"ETags of one", func(c *storage.Capabilities) { c.DeleteManyIfMatch = false }, "1 LIST, 1 GET, 0 DELETE, 1 DELETE-MANY"},
		{"no ETags", func(c *storage.Capabilities) { c.DeleteManyIfMatch, c.DeleteIfMatch = false, false }, "1 LIST, 1 GET, 0 DELETE, 1 DELETE-MANY"},
		{"one by one", func(c *storage.Capabilities) { c.DeleteManyExpires = false }, "0 LIST, 1 GET, 120 DELETE, 0 DELETE-MANY"},
		{"one by one, no ETags", func(c *storage.Capabilities) { *c = storage.Capabilities{MetadataLimit: c.MetadataLimit} }, "0 LIST, 60 GET, 118 DELETE, 0 DELETE-MANY"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := sixty(t, c.can)
			p.foreign(t, "theirs")
			if err := p.bucket.Delete(p.ctx, "resource=t/data/id=2", storage.Condition{}); err != nil {
				t.Fatal(err)
			}
			p.traced()
			p.step()
			if got := p.tally(); got != c.requests {
				t.Errorf("%s, want %s", got, c.requests)
			}
			if got := p.record(t); got != "1 theirs x\n" {
				t.Errorf("left %q", got)
			}
			if rest := objects(t, p.bucket, "resource=t/partition"); len(rest) != 0 {
				t.Errorf("references left: %v", rest)
			}
			if n := p.db.Status().Conflicts; n != 1 {
				t.Errorf("%d conflicts", n)
			}
		})
	}
}

// sixty is a table of 60 rows over a shared store, all deleted by an entry
// that is not applied.
func sixty(t *testing.T, can func(*storage.Capabilities)) *paused {
	p := newPaused(t, allRules())
	p.crash()
	caps := p.bucket.Capabilities()
	can(&caps)
	p.bucket = wrap.WithCapabilities(p.bucket, caps)
	p.shared()
	p.open()
	p.create("t", false)
	rows, ids := make([]string, 60), make([]string, 60)
	for i := range rows {
		rows[i], ids[i] = fmt.Sprintf("%d a x", i), fmt.Sprint(i)
	}
	tx := p.begin(ReadCommitted)
	if err := p.insert(tx, "t", rows...); err != nil {
		t.Fatal(err)
	}
	p.commit(tx)
	p.step()
	p.now = p.now.Add(10 * time.Second)
	tx = p.begin(ReadCommitted)
	if _, err := tx.Lock(p.ctx, p.tableOf(tx, "t"), ids, nil); err != nil {
		t.Fatal(err)
	}
	if err := tx.Delete(p.ctx, p.tableOf(tx, "t"), ids); err != nil {
		t.Fatal(err)
	}
	p.commit(tx)
	p.now = p.now.Add(10 * time.Second)
	return p
}

// tally counts the requests for records and references since the last call.
func (p *paused) tally() string {
	trace := "\n" + p.traced()
	count := func(method string) int { return strings.Count(trace, "\n"+method+" ") }
	of := func(method string) int { return strings.Count(trace, "\n"+method+" resource=") }
	return fmt.Sprintf("%d LIST, %d GET, %d DELETE, %d DELETE-MANY", of("LIST"), of("GET"), of("DELETE"), count("DELETE-MANY"))
}

func TestWorst(t *testing.T) {
	refused, gone, busy := storage.ErrPrecondition, storage.ErrNotFound, storage.ErrConflict
	denied, lost, slow := storage.ErrDenied, storage.ErrUnknown, storage.ErrThrottled
	for _, test := range []struct {
		errs []error
		want error
	}{
		{[]error{refused, gone}, nil},
		{[]error{refused, denied}, denied},
		{[]error{denied, lost, busy}, lost},
		{[]error{denied, busy}, busy},
		{[]error{busy, denied}, busy},
		{[]error{busy, slow}, slow},
	} {
		var failed []*storage.KeyError
		for _, err := range test.errs {
			failed = append(failed, &storage.KeyError{Err: err})
		}
		if got := worst(failed); !errors.Is(got, test.want) {
			t.Errorf("%v: %v", test.errs, got)
		}
	}
}
