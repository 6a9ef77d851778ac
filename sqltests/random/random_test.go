package random

import (
	"context"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/sqltests"
)

var (
	queries = flag.Int("queries", 150, "random queries to ask")
	first   = flag.Int64("seed", 0, "seed of the first query")
)

// depth is how deep queries nest.
const depth = 3

// TestAgainstPostgres: PostgreSQL gives the same rows.
func TestAgainstPostgres(t *testing.T) {
	oracle := os.Getenv("SQLTESTS_POSTGRES")
	if oracle == "" {
		t.Skip("SQLTESTS_POSTGRES names no PostgreSQL to compare with")
	}
	theirs, ours := load(t, oracle), load(t, sqltests.Start(t))
	for seed := *first; seed < *first+int64(*queries); seed++ {
		sql, _ := newGenerator(seed).query(depth)
		want, got := theirs.ask(t, sql), ours.ask(t, sql)
		if want.err != got.err || !slices.Equal(want.rows, got.rows) {
			t.Errorf("seed %d: %s\nPostgreSQL: %s\nhere:       %s", seed, sql, want, got)
		}
	}
}

// TestPartitioned: a condition, its negation and its being NULL share out the
// rows among them.
func TestPartitioned(t *testing.T) {
	ours := load(t, sqltests.Start(t))
	for seed := *first; seed < *first+int64(*queries); seed++ {
		g := newGenerator(seed)
		f := g.from(depth)
		p := g.predicate(f.columns, depth)
		sql := "SELECT (SELECT count(*) FROM " + f.sql + ")"
		for _, part := range []string{p, "NOT (" + p + ")", "(" + p + ") IS NULL"} {
			sql += " - (SELECT count(*) FROM " + f.sql + " WHERE " + part + ")"
		}
		if got := ours.ask(t, sql); got.err != "" || got.rows[0] != "0" {
			t.Errorf("seed %d: %s\n%s", seed, sql, got)
		}
	}
}

// answer is what a query gave: its rows in an order of their own, or the
// SQLSTATE and the message of an error.
type answer struct {
	rows []string
	err  string
}

func (a answer) String() string {
	if a.err != "" {
		return a.err
	}
	return strings.Join(a.rows[:min(len(a.rows), 12)], "  ")
}

// server is a server with the schema loaded.
type server struct {
	url  string
	conn *pgconn.PgConn
}

// load makes the schema, in a schema of its name.
func load(t *testing.T, url string) *server {
	s := &server{url: url + "/postgres?sslmode=disable&search_path=random"}
	if got := s.ask(t, "DROP SCHEMA IF EXISTS random CASCADE; CREATE SCHEMA random;"+Schema); got.err != "" {
		t.Fatal(got.err)
	}
	t.Cleanup(func() { _ = s.conn.Close(context.Background()) })
	return s
}

func (s *server) ask(t *testing.T, sql string) answer {
	if s.conn == nil || s.conn.IsClosed() {
		var err error
		if s.conn, err = pgconn.Connect(t.Context(), s.url); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	results, err := s.conn.Exec(ctx, sql).ReadAll()
	var failed *pgconn.PgError
	switch {
	case errors.As(err, &failed):
		return answer{err: failed.Code + " " + failed.Message}
	case err != nil:
		return answer{err: err.Error()}
	}
	return answer{rows: printed(results[len(results)-1].Rows)}
}

// printed returns rows as texts, in order.
func printed(rows [][][]byte) []string {
	var list []string
	for _, values := range rows {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = string(v)
			if v == nil {
				row[i] = "NULL"
			}
		}
		list = append(list, strings.Join(row, "|"))
	}
	slices.Sort(list)
	return list
}
