package ops

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/sqltests"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// TestRequests runs the files. Their commands:
//
//	sql              statements whose requests are not looked at
//	restart          a server that holds no row in memory. Of its arguments,
//	                 shared says that other servers may write the store, and
//	                 cache that rows which were read stay in memory
//	requests         the requests of the statements, counted
//	trace            the requests themselves
//	answer           the rows, then the requests, counted
func TestRequests(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		r := &runner{bucket: mem.New(mem.Options{Now: stopped})}
		r.seen.reset()
		r.start(t, false, 0)
		defer func() { r.stop() }()
		datadriven.RunTest(t, path, r.run)
	})
}

var started = time.Now()

// stopped is a clock by which no lease ends and nothing is renewed.
func stopped() time.Time { return started }

// runner runs one file, over one store.
type runner struct {
	bucket storage.Bucket
	seen   requests
	client *pgconn.PgConn
	stop   func()
}

func (r *runner) run(t *testing.T, d *datadriven.TestData) string {
	if d.Cmd == "restart" {
		r.stop()
		cache := 0
		if d.HasArg("cache") {
			cache = 1 << 20
		}
		r.start(t, d.HasArg("shared"), cache)
		return ""
	}
	r.seen.reset()
	results, err := r.client.Exec(t.Context(), d.Input).ReadAll()
	if err != nil {
		return err.Error() + "\n"
	}
	switch d.Cmd {
	case "sql":
		return ""
	case "requests":
		return r.seen.counts()
	case "trace":
		return r.seen.trace()
	case "answer":
		return rows(results) + r.seen.counts()
	}
	d.Fatalf(t, "no command %q", d.Cmd)
	return ""
}

// rows prints rows with their values between bars.
func rows(results []*pgconn.Result) string {
	var b strings.Builder
	for _, result := range results {
		for _, row := range result.Rows {
			b.Write(bytes.Join(row, []byte("|")))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func (r *runner) start(t *testing.T, shared bool, cache int) {
	settings := config.Defaults()
	settings.SynchronousApply, settings.LoginTimeout = true, time.Hour
	settings.RowCache, settings.KeeperInterval = cache, 0
	bucket := r.bucket
	if shared {
		caps := bucket.Capabilities()
		caps.Shared = true
		bucket = wrap.WithCapabilities(bucket, caps)
	}
	url, stop := sqltests.ServeUntil(t, settings, server.Options{
		ID: "0123456789abcdef", Clock: stopped, Bucket: bucket, Stack: wrap.StackOptions{Record: r.seen.note},
	})
	r.stop = func() {
		_ = r.client.Close(context.Background())
		stop()
	}
	var err error
	if r.client, err = pgconn.Connect(t.Context(), url+"/postgres?sslmode=disable"); err != nil {
		stop()
		t.Fatal(err)
	}
}
