package sqltests

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// TestFoundResource: a resource that s3db.js makes while the server runs is a
// table in the next statement that names it, by whatever way it comes.
func TestFoundResource(t *testing.T) {
	bucket := mem.New(mem.Options{})
	caps := bucket.Capabilities()
	caps.Shared = true
	url := Serve(t, config.Defaults(), server.Options{Bucket: wrap.WithCapabilities(bucket, caps)})
	c := connect(t, url, "postgres", nil)
	m := catalog.NewManifest("2025-01-01T00:00:00.000Z")
	made := func(name string) {
		attributes := catalog.NewAttributes(catalog.Attribute{Path: "name", Rule: "string"})
		m = m.With(catalog.NewResource(name, catalog.NewDefinition(attributes), ""), "")
		put(t, bucket, "postgres/"+keys.ManifestKey, storage.Upload{Body: m.JSON()})
		put(t, bucket, "postgres/resource="+name+"/data/id=1", storage.Upload{Metadata: map[string]string{"_v": "v0", "0": "Ann"}})
	}
	simple := func(sql string) (string, error) {
		results, err := c.Exec(t.Context(), sql).ReadAll()
		return text(results), err
	}
	extended := func(sql string) (string, error) {
		r := c.ExecParams(t.Context(), sql, nil, nil, nil, nil).Read()
		return text([]*pgconn.Result{r}), r.Err
	}
	inBlock := func(sql string) (string, error) { return simple("BEGIN; SELECT 1 WHERE false; " + sql + "; COMMIT") }
	for name, run := range map[string]func() (string, error){
		"a": func() (string, error) { return simple("SELECT * FROM a") },
		"b": func() (string, error) { return extended("SELECT * FROM b") },
		"c": func() (string, error) { return inBlock("SELECT * FROM c") },
		"d": func() (string, error) {
			var b strings.Builder
			_, err := c.CopyTo(t.Context(), &b, "COPY d TO STDOUT")
			return strings.ReplaceAll(strings.TrimSpace(b.String()), "\t", " "), err
		},
		"e": func() (string, error) {
			return simple("ALTER TABLE e SET (external_writers = off); SELECT * FROM e")
		},
		"f.g": func() (string, error) { return simple("UPDATE f.g SET name = name RETURNING *") },
	} {
		made(name)
		if got, err := run(); err != nil || got != "1 Ann" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := simple("SELECT * FROM nowhere"); err == nil || !strings.Contains(err.Error(), "42P01") {
		t.Errorf("a name that nobody gave: %v", err)
	}
}

func put(t *testing.T, b storage.Bucket, key string, up storage.Upload) {
	t.Helper()
	if _, err := b.Put(context.Background(), key, up, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
}

// text is the rows of results, values apart by blanks.
func text(results []*pgconn.Result) string {
	var lines []string
	for _, r := range results {
		for _, row := range r.Rows {
			var values []string
			for _, v := range row {
				values = append(values, string(v))
			}
			lines = append(lines, strings.Join(values, " "))
		}
	}
	return strings.Join(lines, "\n")
}
