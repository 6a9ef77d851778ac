package functions_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The expected results in testdata/answers are PostgreSQL's. With
// S3DBSQL_ORACLE set to the connection string of a PostgreSQL 15, the tests
// ask it again instead of us; together with -rewrite that writes the files.

// judge answers questions put in SQL; nil without an oracle.
type judge struct{ conn *pgx.Conn }

func newJudge(t *testing.T) *judge {
	dsn := os.Getenv("S3DBSQL_ORACLE")
	if dsn == "" {
		return nil
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	conn, err := pgx.ConnectConfig(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return &judge{conn}
}

// ask returns the rows of a query of one column, or the error.
func (j *judge) ask(query string) ([]string, error) {
	rows, err := j.conn.Query(context.Background(), query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		text := "NULL"
		if raw := rows.RawValues()[0]; raw != nil {
			text = string(raw)
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// report is one line for the rows of an answer, or for its error.
func report(rows []string, err error) string {
	if err != nil {
		return reportError(err)
	}
	return strings.ReplaceAll(strings.Join(rows, " | "), "\n", `\n`)
}

func reportError(err error) string {
	code, message, detail, hint := "", err.Error(), "", ""
	var ours *pgerr.Error
	var theirs *pgconn.PgError
	switch {
	case errors.As(err, &ours):
		code, message, detail, hint = string(ours.Code), ours.Message, ours.Detail, ours.Hint
	case errors.As(err, &theirs):
		code, message, detail, hint = theirs.Code, theirs.Message, theirs.Detail, theirs.Hint
	}
	line := fmt.Sprintf("ERROR %s: %s", code, message)
	if detail != "" {
		line += " DETAIL: " + detail
	}
	if hint != "" {
		line += " HINT: " + hint
	}
	return strings.ReplaceAll(line, "\n", `\n`)
}
