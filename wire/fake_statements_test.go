package wire

import (
	"bufio"
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// ints returns the statement's rows whatever the arguments.
func ints(numbers ...int64) func([][]byte) []types.Value {
	return func([][]byte) []types.Value {
		var rows []types.Value
		for _, n := range numbers {
			rows = append(rows, types.NewInt(n))
		}
		return rows
	}
}

func field(name string, t *types.Type) []session.Field {
	return []session.Field{{Name: name, Type: t, Typmod: types.NoTypmod}}
}

func setStatus(status byte) func(context.Context, *fakeSession, session.Writer) error {
	return func(_ context.Context, s *fakeSession, _ session.Writer) error {
		s.status = status
		return nil
	}
}

// fakeStatements are the statements of the conversations.
func fakeStatements() map[string]fakeStatement {
	column := field("?column?", types.Int4)
	return map[string]fakeStatement{
		"SELECT 1":         {fields: column, rows: ints(1), tag: "SELECT"},
		"SELECT 7":         {fields: column, rows: ints(7), tag: "SELECT"},
		"SELECT NULL::int": {fields: field("int4", types.Int4), rows: func([][]byte) []types.Value { return []types.Value{types.Null} }, tag: "SELECT"},
		"SELECT generate_series(1, 5)": {fields: field("generate_series", types.Int4),
			rows: ints(1, 2, 3, 4, 5), tag: "SELECT"},
		"SELECT $1::int4": {params: []types.OID{types.Int4.OID}, fields: field("int4", types.Int4), rows: echoInt, tag: "SELECT"},
		"SELECT $1::text": {params: []types.OID{types.Text.OID}, fields: field("text", types.Text), rows: echoText, tag: "SELECT"},
		"SELECT 1/(pg_backend_pid() * 0)": {fields: column, tag: "SELECT", run: func(context.Context, *fakeSession, session.Writer) error {
			return pgerr.New(pgerr.DivisionByZero, "division by zero")
		}},
		"SELECT pg_sleep(60)": {fields: column, tag: "SELECT", run: func(ctx context.Context, _ *fakeSession, _ session.Writer) error {
			<-ctx.Done()
			return ctx.Err()
		}},
		"BEGIN":                       {tag: "BEGIN", run: setStatus('T')},
		"COMMIT":                      {tag: "COMMIT", run: setStatus('I')},
		"ROLLBACK":                    {tag: "ROLLBACK", run: setStatus('I')},
		"CREATE TEMP TABLE t (a int)": {tag: "CREATE TABLE"},
		"COPY t FROM STDIN":           {tag: "COPY 2", run: copyFrom},
		"COPY t TO STDOUT":            {tag: "COPY 2", run: copyTo},
		"CREATE TEMP TABLE IF NOT EXISTS t (a int)": {tag: "CREATE TABLE", run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
			return w.Notice("NOTICE", pgerr.New(pgerr.DuplicateTable, `relation "t" already exists, skipping`))
		}},
		"SET application_name = 'x'": {tag: "SET", run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
			return w.Parameter("application_name", "x")
		}},
	}
}

func echoInt(args [][]byte) []types.Value {
	n, _ := strconv.ParseInt(string(args[0]), 10, 64)
	return []types.Value{types.NewInt(n)}
}

func echoText(args [][]byte) []types.Value { return []types.Value{types.NewText(string(args[0]))} }

func copyFrom(_ context.Context, s *fakeSession, w session.Writer) error {
	r, err := w.CopyIn(1, false)
	if err != nil {
		return err
	}
	s.copied = nil
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if _, err := strconv.Atoi(lines.Text()); err != nil {
			return pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type integer: %q", lines.Text())
		}
		s.copied = append(append(s.copied, lines.Bytes()...), '\n')
	}
	return lines.Err()
}

func copyTo(_ context.Context, s *fakeSession, w session.Writer) error {
	out, err := w.CopyOut(1, false)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(s.copied)) {
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
	}
	return out.Close()
}
