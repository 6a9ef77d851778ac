package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
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

// losing loses the next request that deletes many objects: it is still on its
// way when its sender has given it up.
type losing struct {
	storage.Bucket
	next bool
	late func() error
}

func (b *losing) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if b.next {
		b.next = false
		b.late = func() error { return b.Bucket.DeleteMany(context.Background(), targets, expires) }
		return storage.ErrUnknown
	}
	return b.Bucket.DeleteMany(ctx, targets, expires)
}

// TestLateDeletion: a deletion that arrives when its rows are there again is
// refused, because it was signed to expire and its sender has waited for that.
func TestLateDeletion(t *testing.T) {
	for _, on := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			f := newFixture(t)
			lost := &losing{Bucket: mem.New(mem.Options{Now: time.Now})}
			f.bucket, f.opts.Clock, f.opts.rules, f.manual = lost, time.Now, allRules(), true
			f.opts.rules.expiry = on
			f.shared()
			f.open()
			f.create("t", false)
			insert := func() {
				tx := f.begin(ReadCommitted)
				if err := f.insert(tx, "t", "1 a x"); err != nil {
					t.Fatal(err)
				}
				f.commit(tx)
				f.step()
			}
			insert()
			tx := f.begin(ReadCommitted)
			if err := tx.Delete(f.ctx, f.tableOf(tx, "t"), []string{"1"}); err != nil {
				t.Fatal(err)
			}
			f.commit(tx)
			lost.next = true
			f.step()
			insert()
			if err := lost.late(); errors.Is(err, storage.ErrExpired) != on {
				t.Errorf("rule %v: the late request is answered by %v", on, err)
			}
			if n := len(objects(t, f.bucket, "resource=t/partition")); (n == 1) != on {
				t.Errorf("rule %v: %d references", on, n)
			}
			f.crash()
		})
	}
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
