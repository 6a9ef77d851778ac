package types

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The tables of testdata hold what PostgreSQL 15 answers. A line is the name
// of an operation, its arguments and the answer, separated by tabs; a line
// that starts with "set" changes a session setting for those below. With
// -oracle the answers are taken from a live server and written back.
var oracle = flag.String("oracle", "", "connection string of a PostgreSQL 15 that rewrites the tables")

// session is a table's settings: what SQL calls them and what we make of them.
type session struct {
	style Style
	env   ParseEnv
}

func newSession() *session {
	return &session{style: *DefaultStyle, env: ParseEnv{Location: time.UTC}}
}

var dateStyles = map[string]DateStyle{"ISO": DateISO, "SQL": DateSQL, "Postgres": DatePostgres, "German": DateGerman}
var dateOrders = map[string]DateOrder{"MDY": MDY, "DMY": DMY, "YMD": YMD}
var intervalStyles = map[string]IntervalStyle{
	"postgres": IntervalPostgres, "postgres_verbose": IntervalPostgresVerbose,
	"sql_standard": IntervalSQLStandard, "iso_8601": IntervalISO8601,
}

func (s *session) set(t *testing.T, name, value string) {
	switch name {
	case "datestyle":
		style, order, _ := strings.Cut(value, ", ")
		s.style.DateStyle, s.style.DateOrder = dateStyles[style], dateOrders[order]
		s.env.DateOrder = s.style.DateOrder
	case "intervalstyle":
		s.style.IntervalStyle = intervalStyles[value]
		s.env.IntervalStyle = s.style.IntervalStyle
	case "timezone":
		loc, err := LoadLocation(value)
		if err != nil {
			t.Fatal(err)
		}
		s.style.Location, s.env.Location = loc, loc
	case "extra_float_digits":
		fmt.Sscan(value, &s.style.ExtraFloatDigits)
	case "bytea_output":
		s.style.ByteaEscape = value == "escape"
	default:
		t.Fatalf("no setting %q", name)
	}
}

// operation is what a line can name: the SQL that answers it, $1 and so on
// being the arguments as literals, and our function.
type operation struct {
	sql string
	run func(s *session, args []string) (string, error)
}

func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) { runTable(t, f) })
	}
}

func runTable(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	if *oracle != "" {
		askOracle(t, lines)
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := newSession()
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case cells[0] == "set":
			s.set(t, cells[1], cells[2])
		default:
			checkLine(t, s, fmt.Sprintf("%s:%d", file, i+1), cells)
		}
	}
}

func checkLine(t *testing.T, s *session, where string, cells []string) {
	op, ok := lookupOperation(cells[0])
	if !ok {
		t.Errorf("%s: no operation %q", where, cells[0])
		return
	}
	args, want := cells[1:len(cells)-1], cells[len(cells)-1]
	got, err := op.run(s, unescape(args))
	if err != nil {
		got = errorText(err)
	}
	if got = escape(got); got != want {
		t.Errorf("%s: %s %q\n got %s\nwant %s", where, cells[0], args, got, want)
	}
}

func errorText(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return join(pg.Code, pg.Message, pg.Detail, pg.Hint)
	}
	var e *pgerr.Error
	if errors.As(err, &e) {
		return join(string(e.Code), e.Message, e.Detail, e.Hint)
	}
	return "unexpected: " + err.Error()
}

func join(code, message, detail, hint string) string {
	text := "ERROR " + code + ": " + message
	if detail != "" {
		text += " DETAIL: " + detail
	}
	if hint != "" {
		text += " HINT: " + hint
	}
	return text
}

var escaper = strings.NewReplacer("\t", `<tab>`, "\n", `<nl>`)
var unescaper = strings.NewReplacer(`<tab>`, "\t", `<nl>`, "\n")

func escape(s string) string { return escaper.Replace(s) }

func unescape(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = unescaper.Replace(a)
	}
	return out
}

// askOracle replaces the answer of each line by the server's.
func askOracle(t *testing.T, lines []string) {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, *oracle)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if line == "" || line[0] == '#' {
			continue
		}
		if cells[0] == "set" {
			if _, err := conn.Exec(ctx, fmt.Sprintf("set %s to %s", cells[1], cells[2])); err != nil && cells[1] != "datestyle" {
				if _, err = conn.Exec(ctx, fmt.Sprintf("set %s to '%s'", cells[1], cells[2])); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		lines[i] = answer(ctx, t, conn, cells)
	}
}

func answer(ctx context.Context, t *testing.T, conn *pgx.Conn, cells []string) string {
	op, ok := lookupOperation(cells[0])
	if !ok {
		t.Fatalf("no operation %q", cells[0])
	}
	args := cells[1 : len(cells)-1]
	sql := op.sql
	for i, a := range unescape(args) {
		sql = strings.ReplaceAll(sql, fmt.Sprintf("$%d", i+1), quoteLiteral(a))
	}
	var text *string
	rows, err := conn.Query(ctx, "select ("+sql+")::text", pgx.QueryExecModeSimpleProtocol)
	if err == nil {
		_, err = pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (int, error) { return 0, row.Scan(&text) })
	}
	result := "NULL"
	switch {
	case err != nil:
		result = errorText(err)
	case text != nil:
		result = *text
	}
	cells[len(cells)-1] = escape(result)
	return strings.Join(cells, "\t")
}

func quoteLiteral(s string) string {
	s = strings.ReplaceAll(s, "'", "''")
	if strings.Contains(s, `\`) {
		return `E'` + strings.ReplaceAll(s, `\`, `\\`) + `'`
	}
	return "'" + s + "'"
}
