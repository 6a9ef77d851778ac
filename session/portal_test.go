package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/types"
)

// recorder is a Writer that notes what it is given.
type recorder struct{ strings.Builder }

func (r *recorder) Fields([]Field) error { return nil }

func (r *recorder) Batch(_ []Field, b *types.Batch) error {
	for i := range b.Len() {
		for _, c := range b.Cols {
			r.Write(c.AppendText(nil, b.Index(i), types.DefaultStyle))
			r.WriteByte(' ')
		}
	}
	return nil
}

func (r *recorder) Complete(tag string) error { return r.note("[" + tag + "]") }
func (r *recorder) Empty() error              { return r.note("[empty]") }
func (r *recorder) Suspended() error          { return r.note("[suspended]") }

func (r *recorder) Notice(severity string, e *pgerr.Error) error {
	return r.note(severity + " " + string(e.Code))
}

func (r *recorder) Parameter(name, value string) error { return r.note(name + "=" + value + " ") }

func (r *recorder) CopyIn(int, bool) (io.Reader, error) { return nil, errors.New("no data") }

func (r *recorder) CopyOut(int, bool) (io.WriteCloser, error) { return nil, errors.New("no place") }

func (r *recorder) note(text string) error {
	r.WriteString(text)
	return nil
}

// newSession is a session of an empty database in memory.
func newSession(t *testing.T) *Session {
	t.Helper()
	db, err := engine.Open(t.Context(), mem.New(mem.Options{}), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(&Database{
		Name: "test", Engine: db, Functions: functions.Builtins(), Advisory: NewAdvisoryLocks(), Clock: time.Now, Seed: func() uint64 { return 1 },
	}, Startup{User: "me"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close(context.Background())
		if err := db.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// client drives a session as wire does.
type client struct {
	t *testing.T
	s *Session
}

func (c client) query(sql string) string {
	w := &recorder{}
	return c.answer(w, c.s.Query(c.t.Context(), sql, w))
}

func (c client) bind(portal, sql string) {
	if err := c.s.Parse(c.t.Context(), "", sql, nil); err != nil {
		c.t.Fatal(err)
	}
	if err := c.s.Bind(c.t.Context(), portal, "", nil, nil); err != nil {
		c.t.Fatal(err)
	}
}

func (c client) execute(portal string, rows int) string {
	w := &recorder{}
	return c.answer(w, c.s.Execute(c.t.Context(), portal, rows, w))
}

func (c client) sync() string {
	w := &recorder{}
	return c.answer(w, c.s.Sync(c.t.Context()))
}

// answer is what was written, or the error, of which the session is told.
func (c client) answer(w *recorder, err error) string {
	if err != nil {
		c.s.Fail(err)
		fmt.Fprintf(w, "%s %v", pgerr.CodeOf(err), err)
	}
	return w.String()
}

func (c client) want(what, got, want string) {
	c.t.Helper()
	if got != want {
		c.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestPortals reads results in parts.
func TestPortals(t *testing.T) {
	c := client{t, newSession(t)}
	c.query("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT g FROM generate_series(1, 5) g")

	c.bind("", "SELECT id FROM t ORDER BY id")
	c.want("two rows", c.execute("", 2), "1 2 [suspended]")
	c.want("two more", c.execute("", 2), "3 4 [suspended]")
	c.want("the rest", c.execute("", 2), "5 [SELECT 1]")
	c.want("again", c.execute("", 0), "[SELECT 0]")
	c.want("sync", c.sync(), "")
	c.want("after the transaction", c.execute("", 0), `34000 portal "" does not exist`)

	c.bind("", "SELECT id FROM t ORDER BY id")
	c.want("as many as there are", c.execute("", 5), "1 2 3 4 5 [suspended]")
	c.want("none left", c.execute("", 5), "[SELECT 0]")
	c.bind("", "DELETE FROM t WHERE id = 5")
	c.want("no rows to give", c.execute("", 1), "[DELETE 1]")
	c.want("a change twice", c.execute("", 1), `55000 portal "" cannot be run`)
	c.want("rolled back", c.query("SELECT count(*) FROM t"), "5 [SELECT 1]")
}

// TestPausedPortal goes on with a portal after statements of its transaction
// have changed what it reads.
func TestPausedPortal(t *testing.T) {
	c := client{t, newSession(t)}
	c.query("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT g FROM generate_series(1, 4) g")
	c.query("BEGIN")
	c.bind("p", "SELECT id FROM t ORDER BY id")
	c.want("one row", c.execute("p", 1), "1 [suspended]")
	c.want("a change", c.query("DELETE FROM t WHERE id > 2"), "[DELETE 2]")
	c.want("the rest as of then", c.execute("p", 0), "2 3 4 [SELECT 3]")
	c.want("an error", c.query("SELECT 1/0"), "22012 division by zero")
	c.want("in a failed block", c.execute("p", 0), `34000 portal "p" does not exist`)
	if got := c.s.TxStatus(); got != 'E' {
		t.Errorf("status %c", got)
	}
	c.want("its end", c.query("COMMIT"), "[ROLLBACK]")
}

// TestReported tells the client of settings when they change and when a
// transaction takes the change back.
func TestReported(t *testing.T) {
	c := client{t, newSession(t)}
	c.want("set", c.query("SET application_name = 'x'"), "[SET]application_name=x ")
	c.want("the same again", c.query("SET application_name = 'x'"), "[SET]")
	c.want("in a block", c.query("BEGIN; SET application_name = 'y'"), "[BEGIN][SET]application_name=y ")
	c.want("taken back", c.query("ROLLBACK"), "[ROLLBACK]application_name=x ")
	c.want("not reported", c.query("SET work_mem = '8MB'"), "[SET]")
}

// TestPlanCache finds plans again until the catalog or a setting changes.
func TestPlanCache(t *testing.T) {
	c := client{t, newSession(t)}
	c.query("CREATE TABLE t (id int PRIMARY KEY)")
	plan := func(sql string) *planned {
		c.query(sql)
		commands := c.s.plans.commands[sql]
		if len(commands) != 1 {
			t.Fatalf("%s is not kept", sql)
		}
		return c.s.plans.plans[commands[0]]
	}
	const sql = "SELECT * FROM t"
	first := plan(sql)
	if first == nil || plan(sql) != first {
		t.Error("the plan was not kept")
	}
	c.query("SET TimeZone = 'Europe/Berlin'")
	second := plan(sql)
	if second == first {
		t.Error("the plan outlived a setting")
	}
	c.query("ALTER TABLE t ADD COLUMN x int")
	if plan(sql) == second {
		t.Error("the plan outlived a change of its table")
	}
	if plan("SELECT 'now'::timestamptz") != nil {
		t.Error("a plan that holds the time was kept")
	}
}
