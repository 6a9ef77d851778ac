package docs

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/sqltests"
)

// TestScope runs the statements of scope.md.
func TestScope(t *testing.T) {
	c, err := pgconn.Connect(t.Context(), sqltests.Start(t)+"/postgres?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	text := read(t, "scope.md")
	for _, block := range []struct{ info, code string }{
		{"sql setup", ""}, {"sql refused", string(pgerr.FeatureNotSupported)}, {"sql accepted", ""},
	} {
		list := statements(text, block.info)
		if len(list) < 5 {
			t.Errorf("scope.md has %d statements of kind %q", len(list), block.info)
		}
		for _, sql := range list {
			if code := outcome(c, sql); code != block.code {
				t.Errorf("%s: %q, scope.md says %q", sql, code, block.code)
			}
		}
	}
}

// outcome is the SQLSTATE of running a text, "" if it succeeds. A transaction
// it leaves open is undone.
func outcome(c *pgconn.PgConn, sql string) string {
	_, err := c.Exec(context.Background(), sql).ReadAll()
	if c.TxStatus() != 'I' {
		_, _ = c.Exec(context.Background(), "ROLLBACK").ReadAll()
	}
	var known *pgconn.PgError
	if errors.As(err, &known) {
		return known.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
