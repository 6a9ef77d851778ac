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

	"github.com/s3dbsql/s3dbsql/pgerr"
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
	theirs, ours := servers(t)
	for seed := *first; seed < *first+int64(*queries); seed++ {
		sql, _ := newGenerator(seed).query(depth)
		want, got := theirs.ask(t, sql), ours.ask(t, sql)
		if want.err != got.err || !slices.Equal(want.rows, got.rows) {
			t.Errorf("seed %d: %s\nPostgreSQL: %s\nhere:       %s", seed, sql, want, got)
		}
	}
}

// changesEach is the number of changes after which the tables are made anew,
// before nothing is left in them.
const changesEach = 25

// TestChanges: PostgreSQL's tables are the same after each change. Of several
// constraints that rows violate either server names the one that it meets first.
func TestChanges(t *testing.T) {
	theirs, ours := servers(t)
	for seed := *first; seed < *first+int64(*queries); seed++ {
		sql := newGenerator(seed).change()
		want, got := theirs.ask(t, sql), ours.ask(t, sql)
		want.rows, got.rows = append(want.rows, theirs.tables(t)...), append(got.rows, ours.tables(t)...)
		same := want.class() == got.class() && slices.Equal(want.rows, got.rows)
		if !same && (!swaps(want, got) || !ours.unique(t)) {
			t.Errorf("seed %d: %s\nPostgreSQL: %s\nhere:       %s", seed, sql, want, got)
		}
		if seed%changesEach == 0 || !same {
			theirs.fill(t)
			ours.fill(t)
		}
	}
}

// servers returns PostgreSQL and ours.
func servers(t *testing.T) (theirs, ours *server) {
	oracle := os.Getenv("SQLTESTS_POSTGRES")
	if oracle == "" {
		t.Skip("SQLTESTS_POSTGRES names no PostgreSQL to compare with")
	}
	return load(t, oracle), load(t, sqltests.Start(t))
}

// swaps reports whether a statement passed keys from row to row: PostgreSQL
// refuses what is double in between, here only the outcome counts.
func swaps(want, got answer) bool {
	return strings.HasPrefix(want.err, string(pgerr.UniqueViolation)) && got.err == ""
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

// class is the class of the error's SQLSTATE.
func (a answer) class() string { return a.err[:min(len(a.err), 2)] }

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
	s.fill(t)
	t.Cleanup(func() { _ = s.conn.Close(context.Background()) })
	return s
}

func (s *server) fill(t *testing.T) {
	if got := s.ask(t, "DROP SCHEMA IF EXISTS random CASCADE; CREATE SCHEMA random;"+Schema); got.err != "" {
		t.Fatal(got.err)
	}
}

// tables returns the rows of all tables.
func (s *server) tables(t *testing.T) (rows []string) {
	for _, r := range stored {
		rows = append(rows, s.ask(t, "TABLE "+r.name).rows...)
	}
	return rows
}

// unique reports whether no key and no unique value stands twice.
func (s *server) unique(t *testing.T) bool {
	values := s.ask(t, "SELECT count(v) = count(DISTINCT v) FROM c").rows
	for _, r := range stored {
		values = append(values, s.ask(t, "SELECT count(*) = count(DISTINCT ("+r.key+")) FROM "+r.name).rows...)
	}
	return !slices.Contains(values, "f")
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
