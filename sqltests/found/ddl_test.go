package found

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// TestDefinitions changes what SQL calls a resource of s3db.js and its parts.
// The names in the bucket stay, so that s3db.js finds everything; a restart
// knows both.
func TestDefinitions(t *testing.T) {
	bucket := mem.New(mem.Options{})
	read(t, "testdata/posts.json").fill(t, bucket)
	t.Run("changed", func(t *testing.T) {
		c := serve(t, bucket, "")
		for _, sql := range []string{
			`ALTER TABLE posts RENAME COLUMN title TO headline`,
			`ALTER INDEX "byCreatedDate" RENAME TO posts_created`,
			`ALTER TABLE posts ADD COLUMN n int DEFAULT 7`,
			`ALTER TABLE posts RENAME TO articles`,
			`INSERT INTO articles (id, headline) VALUES ('p2', 'two')`,
		} {
			if _, err := c.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
		for _, sql := range []string{
			`ALTER TABLE articles ALTER headline TYPE int USING 1`,
			`ALTER TABLE articles DROP CONSTRAINT posts_pkey, ADD PRIMARY KEY (headline)`,
		} {
			_, err := c.Exec(t.Context(), sql)
			if e := (*pgconn.PgError)(nil); !errors.As(err, &e) || e.Code != "0A000" {
				t.Errorf("%s: %v", sql, err)
			}
		}
	})
	t.Run("reopened", func(t *testing.T) {
		c := serve(t, bucket, "")
		got := ""
		err := c.QueryRow(t.Context(), `SELECT string_agg(id || ' ' || headline || ' ' || n, ', ' ORDER BY id) FROM articles`).Scan(&got)
		if want := "p1 one 7, p2 two 7"; err != nil || got != want {
			t.Errorf("got %q, want %q, %v", got, want, err)
		}
		err = c.QueryRow(t.Context(), `SELECT string_agg(indexname, ', ' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'articles'`).Scan(&got)
		if want := "byUpdatedDate, posts_created, posts_pkey"; err != nil || got != want {
			t.Errorf("got %q, want %q, %v", got, want, err)
		}
		page, err := bucket.List(t.Context(), storage.ListOptions{Prefix: "resource=posts/partition=byCreatedDate/"})
		if err != nil || len(page.Objects) != 2 {
			t.Errorf("%d references, %v", len(page.Objects), err)
		}
	})
}

// TestNewVersion shows that s3db.js learns of what SQL adds to a resource that
// it defined, and that nothing else of the definition changes.
func TestNewVersion(t *testing.T) {
	bucket := mem.New(mem.Options{})
	read(t, "testdata/posts.json").fill(t, bucket)
	c := serve(t, bucket, "")
	rule := func(version, attribute string) any {
		obj, err := bucket.Get(t.Context(), "s3db.json", storage.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		m, err := catalog.ParseManifest(obj.Body)
		if err != nil {
			t.Fatal(err)
		}
		r := m.Resource("posts")
		if r.CurrentVersion != version {
			t.Errorf("version %s, want %s", r.CurrentVersion, version)
		}
		return r.Current().Attributes.Object().Get(attribute)
	}
	title := rule("v0", "title")
	for _, change := range []struct{ sql, version string }{
		{`COMMENT ON TABLE posts IS 'x'`, "v0"},
		{`ALTER TABLE posts ADD COLUMN n int`, "v1"},
		{`CREATE INDEX posts_n ON posts (n)`, "v2"},
		{`ALTER TABLE posts DROP COLUMN n`, "v3"},
	} {
		exec(t, c, change.sql)
		exec(t, c, "SELECT s3db.wait_applied()") // after the commit
		if got := rule(change.version, "title"); got != title {
			t.Errorf("%s: the rule of title is %v, was %v", change.sql, got, title)
		}
	}
	if n := rule("v3", "n"); n != nil {
		t.Errorf("a column that is gone has the rule %v", n)
	}
}
