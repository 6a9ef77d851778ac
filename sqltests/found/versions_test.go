package found

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// TestVersions reads and changes rows of two versions of a resource of s3db.js:
// most attributes are of another type in the second, some came with it, one
// went.
func TestVersions(t *testing.T) {
	bucket := mem.New(mem.Options{})
	read(t, "testdata/versions.json").fill(t, bucket)
	c := serve(t, bucket, "")
	for _, step := range []struct{ sql, want string }{
		{`SELECT id, _v, _seq, _etag IS NOT NULL FROM users ORDER BY id`, "u1 v0 <nil> true, u2 v1 <nil> true, u3 v0 <nil> true"},
		{`SELECT name, level, active, profile, tag, note FROM users WHERE id = 'u1'`, "Ann 7.5 true map[age:31] red {\"a\": 1}"},
		{`SELECT name, level, active, profile, tag, note FROM users WHERE id = 'u2'`, "Bob 5 false map[age:31] <nil> <nil>"},
		{`SELECT age, plan, vip, bare FROM users WHERE id = 'u1'`, "18 free true <nil>"},
		{`SELECT age, plan, vip, bare FROM users WHERE id = 'u2'`, "20 pro <nil> <nil>"},
		{`SELECT id FROM users WHERE _v = 'v0' ORDER BY id`, "u1, u3"},

		// What does not convert is an error that says where, and can be mended.
		{`SELECT level FROM users WHERE id = 'u3'`, `22P02 invalid input syntax for type double precision: "high" / Column "level" of row "u3" was written under version v0 of table "users", by the rule "string".`},
		{`SELECT name, age FROM users WHERE id = 'u3'`, "Cy 18"},
		{`UPDATE users SET level = 3 WHERE id = 'u3' RETURNING level, age, _v`, "3 18 v1"},
		{`SELECT sum(level) FROM users`, "15.5"},

		// An update keeps what it takes to the next version, and drops what that has not.
		{`UPDATE users SET name = 'Anna' WHERE id = 'u1' RETURNING _v, age`, "v1 18"},
		{`INSERT INTO users (name) VALUES ('Di') RETURNING length(id), _v`, "12 v1"},
		{`SELECT s3db.wait_applied() > 0`, "true"},
		{`SELECT id, version, record ->> 'gone', record ->> 'level' FROM s3db.history('users')`, "u1 v0 x 7.5, u3 v0 <nil> high"},
		{`SELECT name, level, active, profile, tag, note, _v FROM users WHERE id = 'u1'`, "Anna 7.5 true map[age:31] red {\"a\": 1} v1"},
		{`SELECT count(*) FROM users WHERE _v = 'v0'`, "0"},
	} {
		if got := ask(t, c, step.sql); got != step.want {
			t.Errorf("%s\n got %s\nwant %s", step.sql, got, step.want)
		}
	}
	u1, err := bucket.Get(t.Context(), "resource=users/data/id=u1", storage.GetOptions{})
	if err != nil || u1.Metadata["_v"] != "v1" || u1.Metadata["6"] != "i" || u1.Metadata["gone"] != "" {
		t.Errorf("u1 is %v, %v", u1, err)
	}
	for _, key := range []string{
		"resource=users/historical/id=u1", "resource=users/historical/id=u1/_v=v0", "resource=users/partition=byVersion/_v=v1/id=u1",
	} {
		if _, err := bucket.Head(t.Context(), key); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	if _, err := bucket.Head(t.Context(), "resource=users/partition=byVersion/_v=v0/id=u1"); err == nil {
		t.Error("the reference by the version before is still there")
	}
}

// ask runs a query and prints its rows, or its error.
func ask(t *testing.T, c *pgx.Conn, sql string) string {
	t.Helper()
	rows, err := c.Query(t.Context(), sql, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return printed(err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		values, err := row.Values()
		return strings.TrimSuffix(fmt.Sprintln(values...), "\n"), err
	})
	if err != nil {
		return printed(err)
	}
	return strings.Join(list, ", ")
}

func printed(err error) string {
	e := (*pgconn.PgError)(nil)
	if !errors.As(err, &e) {
		return err.Error()
	}
	return e.Code + " " + e.Message + " / " + e.Detail
}
