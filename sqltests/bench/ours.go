package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/sqltests/bench/tap"
)

// ours is the server of this repository, asked through pgx.
type ours struct {
	binary, store string
	front         *tap.Tap
	server        *process
	conns         []*pgx.Conn // as many as there are clients at once
}

// ourPurpose tells what a request of the server is for. Only the keeper
// writes records and references, reads the catalog's documents, and signs in
// the URL, which lets a signature expire.
func ourPurpose(r *http.Request) string {
	has := func(part string) bool {
		return strings.Contains(r.URL.Path, "/"+part) || strings.Contains(r.URL.Query().Get("prefix"), part)
	}
	read := tap.Op(r) == "GET"
	switch {
	case has(keys.KeeperKey):
		return keeper
	case has(keys.JournalPrefix) && read:
		return probe
	case has(keys.JournalPrefix) && r.Method == http.MethodPut:
		return answer
	case has(keys.JournalPrefix), has(keys.PartsPrefix), has(keys.ConsumerPrefix):
		return keeper // looks for what may be deleted
	case r.URL.Query().Has("X-Amz-Signature"), has(keys.ManifestKey), has(keys.CatalogKey):
		return later
	}
	return answer
}

// open starts the server and connects to it.
func (o *ours) open(ctx context.Context) (err error) {
	if o.server, err = startServer(ctx, o.binary, o.store); err != nil {
		return err
	}
	o.conns = make([]*pgx.Conn, clients)
	for i := range o.conns {
		if o.conns[i], err = pgx.Connect(ctx, "postgres://bench@"+o.server.address+"/postgres?sslmode=disable"); err != nil {
			return err
		}
	}
	return nil
}

func (o *ours) close(ctx context.Context) error {
	for _, c := range o.conns {
		if err := c.Close(ctx); err != nil {
			return err
		}
	}
	return o.server.stop()
}

// create makes a table; all but "plain" have a partition.
func (o *ours) create(ctx context.Context, table string) error {
	columns := " (id text PRIMARY KEY, name text, email text, age int, city text NOT NULL, active bool)"
	if _, err := o.conns[0].Exec(ctx, "CREATE TABLE "+table+columns); err != nil || table == "plain" {
		return err
	}
	_, err := o.conns[0].Exec(ctx, "CREATE INDEX ON "+table+" (city)")
	return err
}

// load makes the tables, fills them and starts the server anew, so that it
// knows no row from having written it.
func (o *ours) load(ctx context.Context, tables map[string]int) error {
	for table, n := range tables {
		if err := o.create(ctx, table); err != nil {
			return err
		}
		for from := 0; from < n; from += bulk {
			if _, _, err := o.do(ctx, call{Op: "insertMany", Table: table, Rows: newRows("r", from, min(n, from+bulk))}); err != nil {
				return err
			}
		}
	}
	if err := o.settle(ctx); err != nil {
		return err
	}
	if err := o.close(ctx); err != nil {
		return err
	}
	if err := o.open(ctx); err != nil {
		return err
	}
	// The first row written makes it take the lease.
	_, _, err := o.do(ctx, call{Op: "insert", Table: "plain", Rows: newRows("first", 0, 1)})
	return err
}

// settle implements side: it waits until all is applied.
func (o *ours) settle(ctx context.Context) error {
	_, err := o.conns[0].Exec(ctx, "CHECKPOINT")
	return err
}

func (o *ours) tap() *tap.Tap { return o.front }

// do implements side.
func (o *ours) do(ctx context.Context, c call) (time.Duration, int, error) {
	switch c.Op {
	case "insertAtOnce":
		return o.atOnce(ctx, len(c.Rows), func(i int) (string, []any) { return insert(c.Table, c.Rows[i:i+1]) })
	case "deleteAtOnce":
		return o.atOnce(ctx, len(c.IDs), func(i int) (string, []any) {
			return "DELETE FROM " + c.Table + " WHERE id = $1", []any{c.IDs[i]}
		})
	}
	sql, args := statement(c)
	start := time.Now()
	rows, err := send(ctx, o.conns[0], sql, args)
	return time.Since(start), rows, err
}

// atOnce sends n statements over all connections.
func (o *ours) atOnce(ctx context.Context, n int, statement func(i int) (string, []any)) (time.Duration, int, error) {
	start := time.Now()
	g, ctx := errgroup.WithContext(ctx)
	for k, conn := range o.conns {
		g.Go(func() error {
			for i := k; i < n; i += len(o.conns) {
				sql, args := statement(i)
				if _, err := send(ctx, conn, sql, args); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := g.Wait()
	return time.Since(start), n, err
}

// send runs a statement and counts the rows that it returns or touches; a
// single number returned is a count.
func send(ctx context.Context, conn *pgx.Conn, sql string, args []any) (int, error) {
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n, last := 0, any(nil)
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return 0, err
		}
		n, last = n+1, values[0]
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	if counted, ok := last.(int64); ok {
		return int(counted), nil
	}
	if n == 0 {
		n = int(rows.CommandTag().RowsAffected())
	}
	return n, nil
}

// statement is the SQL of a call.
func statement(c call) (sql string, args []any) {
	switch c.Op {
	case "insert", "insertMany":
		return insert(c.Table, c.Rows)
	case "get":
		return "SELECT * FROM " + c.Table + " WHERE id = $1", []any{c.IDs[0]}
	case "getMany":
		return "SELECT * FROM " + c.Table + " WHERE id = ANY ($1)", []any{c.IDs}
	case "list":
		return "SELECT * FROM " + c.Table, nil
	case "partition":
		return "SELECT * FROM " + c.Table + " WHERE city = $1", []any{c.City}
	case "count":
		return "SELECT count(*) FROM " + c.Table, nil
	case "filter":
		return "SELECT * FROM " + c.Table + " WHERE age = $1", []any{c.Age}
	case "update":
		return "UPDATE " + c.Table + " SET age = $2 WHERE id = $1", []any{c.IDs[0], c.Age}
	case "move":
		return "UPDATE " + c.Table + " SET city = $2 WHERE id = $1", []any{c.IDs[0], c.City}
	case "delete":
		return "DELETE FROM " + c.Table + " WHERE id = $1", []any{c.IDs[0]}
	}
	return "", nil
}

// insert is an INSERT of all rows.
func insert(table string, rows []row) (sql string, args []any) {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table + " VALUES ")
	for i, r := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		n := len(args)
		fmt.Fprintf(&b, "($%d,$%d,$%d,$%d,$%d,$%d)", n+1, n+2, n+3, n+4, n+5, n+6)
		args = append(args, r.ID, r.Name, r.Email, r.Age, r.City, r.Active)
	}
	return b.String(), args
}
