package live

import (
	"context"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/internal/testutil"
	"github.com/s3dbsql/s3dbsql/sqltests"
)

// both are this server and s3db.js on one bucket.
type both struct {
	t    *testing.T
	url  string // of the server, with the database
	peer *peer
}

// start makes a bucket on a real S3 server and starts both on it.
func start(t *testing.T) *both {
	t.Helper()
	if os.Getenv(peerEnv) == "" {
		t.Skip("s3db.js is not installed; `make live` does that")
	}
	gateway := testutil.Versitygw(t)
	store := testutil.S3Bucket(t, gateway, "live") + "/db"
	b := &both{t: t, url: serve(t, store)}
	b.peer = startPeer(t, store+"/postgres") // where the server keeps its first database
	return b
}

// serve starts the server on the database of a store URL; it ends with the
// test.
func serve(t *testing.T, store string) string {
	t.Helper()
	settings := config.Defaults()
	settings.Store = store
	return sqltests.Serve(t, settings, server.Options{}) + "/postgres?sslmode=disable"
}

// connect opens a session whose commits wait until s3db.js sees them.
func (b *both) connect() *pgx.Conn {
	b.t.Helper()
	c, err := pgx.Connect(context.Background(), b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = c.Close(context.Background()) })
	run(b.t, c, "SET s3db.synchronous_apply = on")
	return c
}

func run(t *testing.T, c *pgx.Conn, sql string, args ...any) {
	t.Helper()
	if _, err := c.Exec(context.Background(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}
