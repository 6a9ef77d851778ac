package s3db_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

var methods = []string{"LIST", "HEAD", "GET", "PUT", "DELETE", "DELETE-MANY"}

// tally counts requests by method.
type tally map[string]int

func parsed(text string) tally {
	n := tally{}
	for part := range strings.SplitSeq(text, ", ") {
		var count int
		var method string
		if _, err := fmt.Sscan(part, &count, &method); err == nil {
			n[method] = count
		}
	}
	return n
}

// paid is how many requests cost money, and how much a million times as many
// do, in dollars: a DELETE is free, a LIST costs as much as 12.5 GETs.
func (n tally) paid() (count int, dollars float64) {
	u := wrap.Usage{Get: int64(n["GET"]), Head: int64(n["HEAD"]), Put: int64(n["PUT"]), List: int64(n["LIST"])}
	return int(u.Get + u.Head + u.Put + u.List), 1e6 * u.Dollars()
}

func (n tally) String() string {
	var parts []string
	for _, method := range methods {
		if n[method] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[method], method))
		}
	}
	return strings.Join(parts, ", ")
}

// asked counts what a database asks of its store.
type asked struct {
	mu                     sync.Mutex
	answer, applied, probe tally // before the commit or without one; behind it; looks for entries of other servers
	committed              bool
	entries                int
}

func (a *asked) reset() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer, a.applied, a.probe, a.committed, a.entries = tally{}, tally{}, tally{}, false, 0
}

// note takes a line of wrap.Record. Of what is not records and references the
// journal alone belongs to an operation; the rest comes when it comes.
func (a *asked) note(line string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	method, rest, _ := strings.Cut(line, " ")
	entry := strings.HasPrefix(rest, keys.JournalPrefix)
	switch {
	case entry && method == "PUT":
		a.committed = true
		a.entries++
	case entry && method == "GET":
		a.probe[method]++
	case !strings.Contains(rest, keys.ResourcePrefix):
	case a.committed:
		a.applied[method]++
	default:
		a.answer[method]++
	}
}

// above tells what an operation costs beyond what it does in s3db.js. The
// entries of the journal and the looks at it come on top:
// docs/decisions/0007 says what they buy.
func (a *asked) above(v10 tally) string {
	ours := maps.Clone(a.answer)
	for method, n := range a.applied {
		ours[method] += n
	}
	count, dollars := ours.paid()
	their, theirs := v10.paid()
	if count > their || dollars > theirs+1e-9 {
		return fmt.Sprintf("%d requests at $%.2f a million times, there %d at $%.2f", count, dollars, their, theirs)
	}
	return ""
}

// costly is a store with resources of 10,000 and of 1,000 records, and the
// requests of the database that is open on it now.
type costly struct {
	t      *testing.T
	bucket storage.Bucket
	asked  asked
}

func newCostly(t *testing.T) *costly {
	c := &costly{t: t}
	now := time.Now() // stands still, so no lease is renewed
	store := mem.New(mem.Options{Now: func() time.Time { return now }})
	caps := store.Capabilities()
	caps.Shared = true
	c.bucket = wrap.Record(wrap.WithCapabilities(store, caps), c.asked.note)
	c.asked.reset()
	c.with(func(ctx context.Context, db *s3db.Database) {
		for name, n := range map[string]int{"big": 10000, "k1": 1000, "gone": 1000} {
			r := c.create(ctx, db, name)
			if _, err := r.InsertMany(ctx, crowd(0, n)); err != nil {
				t.Fatal(err)
			}
		}
		c.create(ctx, db, "plain")
		c.create(ctx, db, "two")
	})
	return c
}

func (c *costly) create(ctx context.Context, db *s3db.Database, name string) *s3db.Resource {
	config := s3db.Config{
		Name: name, Permissive: true, Partitions: []s3db.Partition{{"byCity", []s3db.Field{{"city", "string"}}}},
		Attributes: s3db.Attributes{
			{"name", "string"}, {"city", "string"}, {"email", "string"}, {"age", "number"}, {"active", "boolean"}, {"pin", "secret|optional"},
		},
	}
	switch name {
	case "plain":
		config.Partitions = nil
	case "two":
		config.Partitions = append(config.Partitions, s3db.Partition{"byAge", []s3db.Field{{"age", "number"}}})
	}
	r, err := db.CreateResource(ctx, config)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func crowd(from, n int) []s3db.Record {
	list := make([]s3db.Record, n)
	for i := range list {
		list[i] = numbered(from + i)
	}
	return list
}

func numbered(i int) s3db.Record {
	return s3db.Record{
		"id": fmt.Sprintf("p%05d", i), "name": "Person", "city": fmt.Sprint("city", i%10), "email": "p@example.com", "age": i % 100, "active": true,
	}
}

func numbers(from, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("p%05d", from+i)
	}
	return list
}

// with opens a database that has read nothing yet, and holds the lease.
func (c *costly) with(f func(ctx context.Context, db *s3db.Database)) {
	ctx := c.t.Context()
	now := time.Now()
	db, err := s3db.Open(ctx, "", s3db.Options{Bucket: c.bucket, Apply: true, Clock: func() time.Time { return now }})
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() {
		if err := db.Close(ctx); err != nil {
			c.t.Error(err)
		}
	}()
	f(ctx, db)
}

// TestRequests pins what operations ask of a shared store, beside the figures
// measured of s3db.js v10 and held against them. Of those marked by its source
// no measurement is at hand.
func TestRequests(t *testing.T) {
	c := newCostly(t)
	one := func(_ s3db.Record, err error) error { return err }
	many := func(_ []s3db.Record, err error) error { return err }
	rows := []struct {
		name, resource         string
		v10                    string
		answer, applied, probe string
		run                    func(ctx context.Context, r *s3db.Resource) error
	}{
		{"insert, no partition", "plain", "1 GET, 1 HEAD, 1 PUT", "1 GET", "1 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return one(r.Insert(ctx, numbered(1))) }},
		{"insert, one partition", "k1", "1 GET, 1 HEAD, 2 PUT", "1 GET", "2 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return one(r.Insert(ctx, numbered(20000))) }},
		{"insert, two partitions (by its source)", "two", "1 GET, 1 HEAD, 3 PUT", "1 GET", "3 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return one(r.Insert(ctx, numbered(1))) }},
		{"get", "k1", "1 GET", "1 GET", "", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return one(r.Get(ctx, "p00001")) }},
		{"exists (by its source)", "k1", "1 HEAD", "1 GET", "", "",
			func(ctx context.Context, r *s3db.Resource) error { _, err := r.Exists(ctx, "p00001"); return err }},
		{"update, another attribute", "k1", "1 GET, 1 HEAD, 2 LIST, 3 PUT", "1 GET", "1 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return one(r.Update(ctx, "p00002", s3db.Record{"age": 7}))
			}},
		{"update, a secret", "k1", "1 GET, 1 HEAD, 2 LIST, 3 PUT", "1 GET", "1 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return one(r.Update(ctx, "p00003", s3db.Record{"pin": "1234"}))
			}},
		{"update, the partition's attribute", "k1", "2 DELETE, 2 GET, 1 HEAD, 2 LIST, 3 PUT", "1 GET", "2 PUT, 1 DELETE-MANY", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return one(r.Update(ctx, "p00004", s3db.Record{"city": "Rome"}))
			}},
		{"upsert of one that is there (by its source)", "k1", "2 GET, 2 HEAD, 2 LIST, 3 PUT", "1 GET", "1 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return one(r.Upsert(ctx, "p00005", s3db.Record{"age": 7}))
			}},
		{"upsert of a new one (by its source)", "k1", "1 GET, 2 HEAD, 2 PUT", "1 GET", "2 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return one(r.Upsert(ctx, "p20001", numbered(20001)))
			}},
		{"replace (by its source)", "k1", "1 GET, 1 HEAD, 2 LIST, 3 PUT", "1 GET", "1 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return one(r.Replace(ctx, "p00006", numbered(6))) }},
		{"delete", "k1", "1 DELETE, 1 DELETE-MANY, 1 GET, 1 HEAD", "1 GET", "1 DELETE-MANY", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return r.Delete(ctx, "p00007") }},
		{"insertMany 1,000", "k1", "1000 GET, 1000 HEAD, 2000 PUT", "1 LIST", "2000 PUT", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return many(r.InsertMany(ctx, crowd(30000, 1000))) }},
		{"getMany 100", "big", "100 GET", "100 GET", "", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error { return many(r.GetMany(ctx, numbers(500, 100))) }},
		{"deleteMany 1,000", "gone", "1000 HEAD, 1 DELETE-MANY", "1000 GET", "2 DELETE-MANY", "1 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				_, err := r.DeleteMany(ctx, numbers(0, 1000))
				return err
			}},
		{"count 10,000", "big", "11 LIST", "10 LIST", "", "4 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				_, err := r.Count(ctx, s3db.ListOptions{})
				return err
			}},
		{"list of 1,000", "big", "1 LIST, 1000 GET", "1 LIST, 1000 GET", "", "2 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return many(r.List(ctx, s3db.ListOptions{Limit: 1000}))
			}},
		{"getAll of 10,000 (as list)", "big", "10 LIST, 10000 GET", "10 LIST, 10000 GET", "", "11 GET",
			func(ctx context.Context, r *s3db.Resource) error { return many(r.GetAll(ctx)) }},
		{"list of a partition, 1,000 of 10,000", "big", "1 LIST, 1000 HEAD, 1000 GET", "1 LIST, 1000 GET", "", "2 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return many(r.List(ctx, s3db.ListOptions{Partition: "byCity", Values: map[string]any{"city": "city3"}}))
			}},
		{"page of 100, counted (no figure)", "big", "", "10 LIST, 100 GET", "", "4 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				_, err := r.Page(ctx, s3db.PageOptions{ListOptions: s3db.ListOptions{Limit: 100, Offset: 300}})
				return err
			}},
		{"page of 100, not counted (no figure)", "big", "", "1 LIST, 100 GET", "", "2 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				_, err := r.Page(ctx, s3db.PageOptions{ListOptions: s3db.ListOptions{Limit: 100, Offset: 300}, SkipCount: true})
				return err
			}},
		{"query over 10,000 for 100", "big", "1279 LIST, 9950 GET", "10 LIST, 10000 GET", "", "11 GET",
			func(ctx context.Context, r *s3db.Resource) error {
				return many(r.Query(ctx, s3db.Record{"age": 42}, s3db.ListOptions{}))
			}},
		{"deleteAll of 2,001 (no figure)", "k1", "", "3 LIST, 2001 GET", "5 DELETE-MANY", "3 GET",
			func(ctx context.Context, r *s3db.Resource) error { _, err := r.DeleteAll(ctx); return err }},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c.with(func(ctx context.Context, db *s3db.Database) {
				if _, err := db.Resource("plain").Insert(ctx, s3db.Record{"name": "w", "city": "c", "email": "e", "age": 1, "active": true}); err != nil {
					t.Fatal(err)
				}
				c.asked.reset()
				if err := row.run(ctx, db.Resource(row.resource)); err != nil {
					t.Fatal(err)
				}
				a := &c.asked
				if got := a.answer.String(); got != row.answer {
					t.Errorf("before the answer %s, want %s", got, row.answer)
				}
				if got := a.applied.String(); got != row.applied {
					t.Errorf("behind it %s, want %s", got, row.applied)
				}
				if got := a.probe.String(); got != row.probe {
					t.Errorf("probes %s, want %s", got, row.probe)
				}
				if more := a.above(parsed(row.v10)); row.v10 != "" && more != "" {
					t.Errorf("more than in s3db.js: %s", more)
				}
				if writes := row.applied != ""; writes != (a.entries == 1) {
					t.Errorf("%d entries of the journal", a.entries)
				}
			})
		})
	}
}
