package planner_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/types"
)

// describe tells what a statement was bound to: its parameters and columns,
// or why it was not.
type describe func(t *testing.T, sql string) string

// TestBind binds each line of the command "bind". With S3DBSQL_ORACLE, the URL
// of a PostgreSQL 15 server, that one describes them instead.
func TestBind(t *testing.T) {
	describe := here(newEnv(t))
	if url := os.Getenv("S3DBSQL_ORACLE"); url != "" {
		describe = postgres(t, url)
	}
	datadriven.Walk(t, "testdata/bind", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out strings.Builder
			for _, sql := range statements(d.Input) {
				fmt.Fprintln(&out, describe(t, sql))
			}
			return out.String()
		})
	})
}

// here describes by our own binder.
func here(env bind.Env) describe {
	return func(t *testing.T, sql string) string {
		p, err := planner.Prepare(env, sql, parsed(t, sql))
		var e *pgerr.Error
		if errors.As(err, &e) {
			return printed(string(e.Code), e.Message, e.Detail, e.Hint, e.Position)
		}
		var params, columns []string
		for _, p := range p.Query.Params {
			params = append(params, types.FormatType(p, types.NoTypmod))
		}
		for _, f := range p.Fields() {
			columns = append(columns, f.Name+" "+types.FormatType(f.Type, f.Typmod))
		}
		return described(params, columns)
	}
}

func described(params, columns []string) string {
	out := strings.Join(columns, ", ")
	if len(params) > 0 {
		out = "(" + strings.Join(params, ", ") + ") " + out
	}
	return strings.TrimSpace(out)
}

// postgres describes by a server: it prepares the statement.
func postgres(t *testing.T, url string) describe {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(ctx) })
	exec := func(sql string) {
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	exec(`DROP SCHEMA IF EXISTS planner CASCADE; CREATE SCHEMA planner; SET search_path = planner`)
	for _, sql := range shop {
		exec(sql)
	}
	name := func(oid uint32, typmod int32) (s string) {
		if err := conn.QueryRow(ctx, "SELECT format_type($1, $2)", oid, typmod).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	return func(_ *testing.T, sql string) string {
		s, err := conn.PgConn().Prepare(ctx, "", sql, nil)
		var e *pgconn.PgError
		if errors.As(err, &e) {
			return printed(e.Code, e.Message, e.Detail, e.Hint, int(e.Position))
		}
		var params, columns []string
		for _, oid := range s.ParamOIDs {
			params = append(params, name(oid, -1))
		}
		for _, f := range s.Fields {
			columns = append(columns, f.Name+" "+name(f.DataTypeOID, f.TypeModifier))
		}
		return described(params, columns)
	}
}
