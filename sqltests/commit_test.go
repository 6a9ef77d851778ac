package sqltests

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// gate holds journal entries back on their way to the store.
type gate struct{ arrived, open chan struct{} }

func (g *gate) pass(op storage.Op, key string) {
	if op == storage.OpPut && strings.Contains(key, keys.JournalPrefix) {
		g.arrived <- struct{}{}
		<-g.open
	}
}

// TestCommitCancelled cancels COMMIT before and after its entry is sent. Past
// that point it finishes, or is 08007 if the store does not answer in time.
func TestCommitCancelled(t *testing.T) {
	g := &gate{arrived: make(chan struct{}, 10), open: make(chan struct{}, 10)}
	faults := wrap.NewFaults(1, wrap.FaultRates{})
	faults.Before = g.pass
	settings := config.Defaults()
	settings.Store, settings.ResolveTimeout = "memory:", 300*time.Millisecond
	url := Serve(t, settings, server.Options{Stack: wrap.StackOptions{Faults: faults}})
	first, second := connect(t, url, "postgres", nil), connect(t, url, "postgres", nil)

	g.open <- struct{}{}
	execute(t, first, "CREATE TABLE t (k text PRIMARY KEY)")
	<-g.arrived
	committing := func(c *pgconn.PgConn, key string) <-chan string {
		execute(t, c, "BEGIN; INSERT INTO t VALUES ('"+key+"')")
		return commit(c)
	}
	sent := committing(first, "finished")
	<-g.arrived
	queued := committing(second, "withdrawn")
	time.Sleep(20 * time.Millisecond) // it waits for the batch before it
	cancel(t, second)
	if got := <-queued; got != "57014" {
		t.Errorf("COMMIT cancelled before its entry was sent: %s", got)
	}
	cancel(t, first)
	g.open <- struct{}{}
	if got := <-sent; got != "COMMIT" {
		t.Errorf("COMMIT cancelled after its entry was sent: %s", got)
	}

	sent = committing(first, "unknown")
	<-g.arrived
	cancel(t, first)
	if got := <-sent; got != "08007" {
		t.Errorf("COMMIT cancelled while the store says nothing: %s", got)
	}
	g.open <- struct{}{}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		got := execute(t, second, "SELECT string_agg(k, ' ' ORDER BY k) FROM t")
		if got == "finished unknown" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the table holds %q in the end", got)
		}
	}
}

// commit sends COMMIT; the answer is its tag or SQLSTATE.
func commit(c *pgconn.PgConn) <-chan string {
	answer := make(chan string, 1)
	go func() {
		results, err := c.Exec(context.Background(), "COMMIT").ReadAll()
		if e := (*pgconn.PgError)(nil); errors.As(err, &e) {
			answer <- e.Code
		} else if err != nil {
			answer <- err.Error()
		} else {
			answer <- results[0].CommandTag.String()
		}
	}()
	return answer
}

func cancel(t *testing.T, c *pgconn.PgConn) {
	t.Helper()
	if err := c.CancelRequest(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// execute runs statements and returns the first value of the last.
func execute(t *testing.T, c *pgconn.PgConn, sql string) string {
	t.Helper()
	results, err := c.Exec(t.Context(), sql).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	last := results[len(results)-1]
	if len(last.Rows) == 0 {
		return ""
	}
	return string(last.Rows[0][0])
}
