package planner_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/types"
)

// shop is the catalog of all tests here. PostgreSQL accepts it too, but for our
// own option.
var shop = []string{
	`CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, country text NOT NULL, city text, since date)`,
	`CREATE INDEX customers_place ON customers (country, city)`,
	`CREATE TABLE products (sku varchar(20) PRIMARY KEY, title text, price numeric(10,2), stock smallint, tags text[])`,
	`CREATE TABLE orders (id bigint PRIMARY KEY, customer int REFERENCES customers, placed timestamptz NOT NULL, state char(4) NOT NULL, note jsonb)`,
	`CREATE INDEX orders_customer ON orders (customer)`,
	`CREATE TABLE items ("order" bigint, line int, sku varchar(20), quantity int, price float8, PRIMARY KEY ("order", line))`,
	`CREATE TABLE log (at timestamp, level text NOT NULL, message text)`,
	`CREATE INDEX log_level ON log (level)`,
	`CREATE TABLE documents (id int PRIMARY KEY, title text) WITH (versioning = on)`,
	`CREATE VIEW sales AS SELECT o.id, c.name, o.placed FROM orders o JOIN customers c ON c.id = o.customer`,
	`CREATE VIEW germans AS SELECT name, id AS number, upper(city) AS place FROM customers WHERE country = 'DE'`,
	`CREATE VIEW others (no, called, place) AS SELECT number, name, place FROM germans WHERE name <> 'Adam'`,
}

// newEnv makes the catalog out of the statements.
func newEnv(t *testing.T) bind.Env {
	moment := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	env := bind.Env{Catalog: catalog.NewSnapshot(), Path: []string{"pg_catalog", "public"}, Functions: functions.Builtins(),
		Values: &functions.Env{Ctx: context.Background(), Style: types.DefaultStyle,
			Parse: &types.ParseEnv{Location: time.UTC, Now: func() time.Time { return moment }}}}
	for _, sql := range shop {
		def, err := planner.Define(env, sql, parsed(t, sql))
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		draft := env.Catalog.Draft()
		if err := def.Change(draft); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		stored(draft)
		env.Catalog = draft.Snapshot
	}
	return env
}

// stored fills in what the engine settles when it makes a table: the names of
// attributes.
func stored(d *catalog.Draft) {
	for _, t := range d.Tables() {
		for _, c := range t.Columns {
			c.Attribute = c.Name
		}
		for _, p := range t.Partitions {
			for i, f := range p.Fields {
				p.Fields[i].Path = t.Columns[f.Column].Attribute
			}
		}
	}
}

func parsed(t *testing.T, sql string) parser.Stmt {
	stmts, err := parser.Parse(sql)
	if err != nil || len(stmts) != 1 {
		t.Fatalf("%s: %v", sql, err)
	}
	return stmts[0].Node
}

// statements are the lines of a test's input.
func statements(input string) []string { return strings.Split(strings.TrimSpace(input), "\n") }

// printed shows an error with what tells a client where and why.
func printed(code, message, detail, hint string, position int) string {
	out := fmt.Sprintf("ERROR %s: %s", code, message)
	if position > 0 {
		out += fmt.Sprintf(" (at %d)", position)
	}
	for _, more := range []string{detail, hint} {
		if more != "" {
			out += " / " + more
		}
	}
	return out
}
