package wire

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func connectPgx(t *testing.T, addr, options string) *pgx.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	// pgx asks for SSL first (prefer) and falls back.
	conn, err := pgx.Connect(ctx, "postgres://postgres@"+addr+"/postgres?sslmode=prefer"+options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// TestPgx runs the same statements in each of pgx's ways to use the protocol.
func TestPgx(t *testing.T) {
	_, addr := startServer(t, fakeOpener{statements: fakeStatements()}, Options{})
	ctx := context.Background()
	for _, mode := range []string{"cache_statement", "cache_describe", "describe_exec", "exec", "simple_protocol"} {
		t.Run(mode, func(t *testing.T) {
			conn := connectPgx(t, addr, "&default_query_exec_mode="+mode)
			var n int
			if err := conn.QueryRow(ctx, "SELECT 7").Scan(&n); err != nil || n != 7 {
				t.Errorf("SELECT 7: %d, %v", n, err)
			}
			if mode != "simple_protocol" { // where pgx writes the argument into the text
				for range 2 {
					if err := conn.QueryRow(ctx, "SELECT $1::int4", 42).Scan(&n); err != nil || n != 42 {
						t.Errorf("parameter: %d, %v", n, err)
					}
				}
			}
			rows, _ := conn.Query(ctx, "SELECT generate_series(1, 5)")
			if all, err := pgx.CollectRows(rows, pgx.RowTo[int32]); err != nil || len(all) != 5 {
				t.Errorf("rows: %v, %v", all, err)
			}
			var e *pgconn.PgError
			if _, err := conn.Exec(ctx, "SELEC 1"); !errors.As(err, &e) || e.Code != "42601" || e.Position != 1 {
				t.Errorf("syntax error: %v", err)
			}
			if err := conn.Ping(ctx); err != nil && mode != "exec" {
				t.Logf("ping: %v", err)
			}
		})
	}
}

func TestPgxTransactionAndBatch(t *testing.T) {
	_, addr := startServer(t, fakeOpener{statements: fakeStatements()}, Options{})
	ctx := context.Background()
	conn := connectPgx(t, addr, "")
	if _, err := conn.Exec(ctx, "BEGIN"); err != nil || conn.PgConn().TxStatus() != 'T' {
		t.Errorf("BEGIN: %v, status %c", err, conn.PgConn().TxStatus())
	}
	if _, err := conn.Exec(ctx, "SELECT nosuch"); err == nil || conn.PgConn().TxStatus() != 'E' {
		t.Errorf("failed: %v, status %c", err, conn.PgConn().TxStatus())
	}
	if _, err := conn.Exec(ctx, "ROLLBACK"); err != nil || conn.PgConn().TxStatus() != 'I' {
		t.Errorf("ROLLBACK: %v, status %c", err, conn.PgConn().TxStatus())
	}
	batch := &pgx.Batch{}
	for i := range 100 {
		batch.Queue("SELECT $1::int4", i).QueryRow(func(row pgx.Row) error {
			var n int
			if err := row.Scan(&n); err != nil || n != i {
				t.Errorf("batch %d: %d, %v", i, n, err)
			}
			return nil
		})
	}
	if err := conn.SendBatch(ctx, batch).Close(); err != nil {
		t.Error(err)
	}
}

func TestPgxCopy(t *testing.T) {
	opened := make(chan *fakeSession, 1)
	_, addr := startServer(t, fakeOpener{statements: fakeStatements(), opened: opened}, Options{})
	ctx := context.Background()
	conn := connectPgx(t, addr, "").PgConn()
	data := strings.Repeat("12345\n", 100_000)
	if _, err := conn.CopyFrom(ctx, strings.NewReader(data), "COPY t FROM STDIN"); err != nil {
		t.Fatal(err)
	}
	if s := <-opened; string(s.copied) != data {
		t.Errorf("%d bytes arrived of %d", len(s.copied), len(data))
	}
	var out strings.Builder
	if _, err := conn.CopyTo(ctx, &out, "COPY t TO STDOUT"); err != nil || out.String() != data {
		t.Errorf("%d bytes came back of %d, %v", out.Len(), len(data), err)
	}
	_, err := conn.CopyFrom(ctx, strings.NewReader("1\nx\n"), "COPY t FROM STDIN")
	var e *pgconn.PgError
	if !errors.As(err, &e) || e.Code != "22P02" {
		t.Errorf("COPY of a bad value: %v", err)
	}
}

func TestPgxCancel(t *testing.T) {
	statements, running := sleeping()
	_, addr := startServer(t, fakeOpener{statements: statements}, Options{})
	conn := connectPgx(t, addr, "").PgConn()
	go func() {
		<-running
		conn.CancelRequest(context.Background())
	}()
	var e *pgconn.PgError
	if _, err := conn.Exec(context.Background(), "SLEEP").ReadAll(); !errors.As(err, &e) || e.Code != "57014" {
		t.Errorf("cancelled: %v", err)
	}
}
