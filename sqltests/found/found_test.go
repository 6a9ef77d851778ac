// Package found serves buckets that s3db.js wrote.
package found

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/sqltests"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// fixtureDirs are where buckets written by s3db.js lie: a small set of our
// own, and the large ones of the design, if they stand beside the checkout.
var fixtureDirs = []string{
	"../../engine/document/testdata/fixtures", "../../../shared/fixtures/s3db-v10", "../../../shared/fixtures/s3db-v21",
}

type scenario struct {
	Connection struct{ Prefix, Passphrase string }
	Objects    []struct {
		Key, ContentType, Body string
		BodyBase64             []byte
		Metadata               map[string]string
	}
}

// unreadable are the resources with a value that no column can hold, and the
// SQLSTATE that says so.
var unreadable = map[string]string{
	"numbers-integer/ints": "22P02", // 1e21 under number|integer
}

// TestRows counts the rows of every resource of every fixture: each record in
// the bucket is one row of a table.
func TestRows(t *testing.T) {
	for _, dir := range fixtureDirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(files) == 0 {
			t.Logf("no fixtures in %s: they belong to the design, which does not stand beside this checkout", dir)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			t.Run(name, func(t *testing.T) { rows(t, name, file) })
		}
	}
}

func rows(t *testing.T, name, file string) {
	s := read(t, file)
	bucket := mem.New(mem.Options{})
	records := s.fill(t, bucket)
	c := serve(t, bucket, s.Connection.Passphrase)
	for resource, want := range records {
		n := 0
		err := c.QueryRow(t.Context(), "SELECT count(to_jsonb(r)) FROM "+pgx.Identifier{resource}.Sanitize()+" r").Scan(&n)
		if code := unreadable[name+"/"+resource]; code != "" {
			if e := (*pgconn.PgError)(nil); !errors.As(err, &e) || e.Code != code {
				t.Errorf("%s: %v, want %s", resource, err, code)
			}
		} else if err != nil || n != want {
			t.Errorf("%s: %d rows of %d records, %v", resource, n, want, err)
		}
	}
}

// TestTimestamps changes rows of a resource with timestamps, which s3db.js
// sets on each of its own writes.
func TestTimestamps(t *testing.T) {
	bucket := mem.New(mem.Options{})
	read(t, "testdata/posts.json").fill(t, bucket)
	c := serve(t, bucket, "")
	exec := func(sql string) {
		if _, err := c.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO posts (id, title) VALUES ('p2', 'two')`)
	var created, updated string
	stamps := func(id string) {
		err := c.QueryRow(t.Context(), `SELECT "createdAt", "updatedAt" FROM posts WHERE id = $1`, id).Scan(&created, &updated)
		if err != nil {
			t.Fatal(err)
		}
	}
	stamps("p2")
	if _, err := time.Parse("2006-01-02T15:04:05.000Z", created); err != nil || created != updated {
		t.Errorf("inserted: createdAt %s, updatedAt %s", created, updated)
	}
	exec(`UPDATE posts SET title = 'first' WHERE id = 'p1'`)
	stamps("p1")
	if old := "2026-11-23T07:56:53.093Z"; created != old || updated == old {
		t.Errorf("updated: createdAt %s, updatedAt %s", created, updated)
	}
	n := 0
	day := "SELECT count(*) FROM posts WHERE left(\"updatedAt\", 10) = $1"
	if err := c.QueryRow(t.Context(), day, updated[:10]).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d posts updated today, %v", n, err)
	}
}

func read(t *testing.T, file string) *scenario {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &scenario{}
	if err := json.Unmarshal(data, s); err != nil {
		t.Fatal(err)
	}
	return s
}

// fill puts the objects into a bucket and counts the records by resource.
func (s *scenario) fill(t *testing.T, bucket storage.Bucket) map[string]int {
	t.Helper()
	records := map[string]int{}
	for _, o := range s.Objects {
		key := strings.TrimPrefix(strings.TrimPrefix(o.Key, s.Connection.Prefix), "/")
		if k := keys.Parse(key); k.Kind == keys.Record {
			records[k.Resource]++
		}
		up := storage.Upload{Body: append(o.BodyBase64, o.Body...), Metadata: portable(o.Metadata), ContentType: o.ContentType}
		if _, err := bucket.Put(t.Context(), key, up, storage.Condition{}); err != nil {
			t.Fatal(err)
		}
	}
	return records
}

// portable is metadata without what only some stores take from s3db.js 21: a
// header without a name, and characters beyond ASCII.
func portable(metadata map[string]string) map[string]string {
	kept := map[string]string{}
	for name, value := range metadata {
		if name != "" {
			kept[name] = strings.Map(func(r rune) rune { return min(r, '~') }, value)
		}
	}
	return kept
}

func serve(t *testing.T, bucket storage.Bucket, passphrase string) *pgx.Conn {
	t.Helper()
	settings := config.Defaults()
	if passphrase != "" {
		settings.Passphrase = passphrase
	}
	c, err := pgx.Connect(t.Context(), sqltests.Serve(t, settings, server.Options{Bucket: bucket})+"/postgres?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}
