package functions

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// The cases in testdata/overloads are lines of one call each, in a syntax that
// needs no parser:
//
//	abs(int4) -5              a function and its arguments
//	int4 + int4 5 3           an infix operator
//	- int4 5                  a prefix operator
//	text::varchar(3) abcdef   an explicit cast
//
// Arguments are words, or quoted as in SQL; NULL stands for itself. With the
// environment variable S3DBSQL_ORACLE, which holds the connection string of a
// PostgreSQL 15, it answers instead of us; "go test -rewrite" then records its
// answers.
func TestOverloads(t *testing.T) {
	ask := evaluate
	if dsn := os.Getenv("S3DBSQL_ORACLE"); dsn != "" {
		ask = oracle(t, dsn)
	}
	runCases(t, "testdata/overloads", ask)
}

// TestSession has the calls whose answer depends on the session, a fake one.
func TestSession(t *testing.T) { runCases(t, "testdata/session", evaluate) }

func runCases(t *testing.T, dir string, ask func(call) (string, error)) {
	datadriven.Walk(t, dir, func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out strings.Builder
			for line := range strings.Lines(d.Input) {
				c, err := parseCall(strings.TrimSuffix(line, "\n"))
				if err != nil {
					d.Fatalf(t, "%s: %v", line, err)
				}
				result, err := ask(c)
				out.WriteString(show(result, err) + "\n")
			}
			return out.String()
		})
	})
}

func show(result string, err error) string {
	if err != nil {
		return fmt.Sprintf("%s: %s", pgerr.CodeOf(err), err)
	}
	return result
}

// call is one line of testdata/overloads.
type call struct {
	name     string
	operator bool
	cast     string // target type, with its modifier
	types    []*types.Type
	args     []string // null for NULL
	typeOnly bool     // ask for the type of the result
}

// null is no text that PostgreSQL could hold.
const null = "\x00"

func parseCall(line string) (call, error) {
	words := splitWords(line)
	var c call
	head := words[0]
	switch {
	case strings.Contains(head, "::"):
		from, to, _ := strings.Cut(head, "::")
		c.cast = to
		words = append([]string{from}, words[1:]...)
		c.types, words = []*types.Type{types.ByName(from)}, words[1:]
	case strings.HasSuffix(head, ")") && types.ByName(head) == nil:
		name, list, _ := strings.Cut(strings.TrimSuffix(head, ")"), "(")
		c.name = name
		if list != "" {
			for _, n := range strings.Split(list, ",") {
				c.types = append(c.types, types.ByName(n))
			}
		}
		words = words[1:]
	case types.ByName(head) == nil:
		c.name, c.operator = head, true
		c.types, words = []*types.Type{types.ByName(words[1])}, words[2:]
	default:
		c.name, c.operator = words[1], true
		c.types, words = []*types.Type{types.ByName(head), types.ByName(words[2])}, words[3:]
	}
	for _, t := range c.types {
		if t == nil {
			return c, errors.New("unknown type")
		}
	}
	c.args = words
	if len(c.args) != len(c.types) {
		return c, fmt.Errorf("%d arguments for %d types", len(c.args), len(c.types))
	}
	return c, nil
}

// splitWords splits at blanks outside of quotes and takes the quotes away.
func splitWords(line string) []string {
	var words []string
	for line = strings.TrimLeft(line, " "); line != ""; line = strings.TrimLeft(line, " ") {
		if line[0] != '\'' {
			word, rest, _ := strings.Cut(line, " ")
			if word == "NULL" {
				word = null
			}
			words, line = append(words, word), rest
			continue
		}
		end := 1
		for end < len(line) && (line[end] != '\'' || end+1 < len(line) && line[end+1] == '\'') {
			if line[end] == '\'' {
				end++
			}
			end++
		}
		words = append(words, strings.ReplaceAll(line[1:end], "''", "'"))
		line = line[min(end+1, len(line)):]
	}
	return words
}

// sql is the call as a query.
func (c call) sql() string {
	args := make([]string, len(c.args))
	for i, a := range c.args {
		args[i] = "NULL"
		if a != null {
			args[i] = QuoteLiteral(a)
		}
		if c.types[i] != types.Unknown {
			args[i] += "::" + types.FormatType(c.types[i], types.NoTypmod)
		}
	}
	switch {
	case c.cast != "":
		return "SELECT (" + args[0] + ")::" + c.cast
	case c.operator && len(args) == 1:
		return "SELECT " + c.name + " " + args[0]
	case c.operator:
		return "SELECT " + args[0] + " " + c.name + " " + args[1]
	}
	return `SELECT "` + c.name + `"(` + strings.Join(args, ", ") + ")"
}

// oracle asks PostgreSQL.
func oracle(t *testing.T, dsn string) func(call) (string, error) {
	ctx := context.Background()
	conn, err := pgconn.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(ctx) })
	if _, err := conn.Exec(ctx, "SET TimeZone = 'America/New_York'").ReadAll(); err != nil {
		t.Fatal(err)
	}
	return func(c call) (string, error) {
		query := c.sql()
		if c.typeOnly {
			query = "SELECT pg_typeof(" + strings.TrimPrefix(query, "SELECT ") + ")"
		}
		results, err := conn.Exec(ctx, query).ReadAll()
		var pg *pgconn.PgError
		if errors.As(err, &pg) {
			return "", &pgerr.Error{Code: pgerr.Code(pg.Code), Message: pg.Message, Hint: pg.Hint}
		}
		if err != nil {
			return "", err
		}
		v := results[0].Rows[0][0]
		if v == nil {
			return "NULL", nil
		}
		return oneLine(string(v)), nil
	}
}

func oneLine(s string) string {
	if s == "" || strings.ContainsAny(s, "\n\t") || strings.TrimSpace(s) != s {
		return fmt.Sprintf("%q", s)
	}
	return s
}

var testTime = time.Date(2024, 2, 29, 13, 45, 56, 789012000, time.UTC)

func testEnv() *Env {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		zone = time.UTC // the cases that need the zone fail
	}
	style := *types.DefaultStyle
	style.Location = zone
	return &Env{
		Ctx: context.Background(), Style: &style,
		Parse:            &types.ParseEnv{Location: zone, Now: func() time.Time { return testTime }},
		TransactionStart: testTime, StatementStart: testTime,
		Clock: func() time.Time { return testTime }, Rand: rand.New(rand.NewPCG(1, 2)), Random: rand.NewChaCha8([32]byte{}),
		Session: &fakeSession{settings: map[string]string{"server_version": "15.0"}},
	}
}

// evaluate runs the call with the built-in registry.
func evaluate(c call) (string, error) {
	r, env := Builtins(), testEnv()
	values := make([]types.Value, len(c.args))
	for i, a := range c.args {
		if a == null {
			continue
		}
		var err error
		if values[i], err = types.ParseText(c.types[i], types.NoTypmod, a, env.Parse); err != nil {
			return "", err
		}
	}
	result, v, err := c.run(r, env, values)
	if err != nil {
		return "", err
	}
	if v.IsNull() {
		return "NULL", nil
	}
	return oneLine(string(types.AppendText(nil, result, v, env.Style))), nil
}

func (c call) run(r *Registry, env *Env, values []types.Value) (*types.Type, types.Value, error) {
	if c.cast != "" {
		return c.runCast(r, env, values[0])
	}
	resolved, err := c.resolve(r)
	if err != nil {
		return nil, types.Null, err
	}
	for i, want := range resolved.Args {
		if want == c.types[i] || want == types.Any || values[i].IsNull() {
			continue
		}
		if values[i], err = r.FindCast(c.types[i], want).Fn(env, values[i], types.NoTypmod, false); err != nil {
			return nil, types.Null, err
		}
	}
	if !resolved.Overload.NullCall {
		for _, v := range values {
			if v.IsNull() {
				return resolved.Result, types.Null, nil
			}
		}
	}
	if n := resolved.Collect; n >= 0 {
		values = append(values[:n:n], types.NewArray(newList(values[n:])))
	}
	v, err := resolved.Overload.Fn(env, values)
	return resolved.Result, v, err
}

func (c call) resolve(r *Registry) (Resolved, error) {
	switch {
	case c.operator && len(c.types) == 1:
		return r.ResolveOperator(c.name, nil, c.types[0])
	case c.operator:
		return r.ResolveOperator(c.name, c.types[0], c.types[1])
	}
	return r.ResolveFunction(c.name, c.types, false)
}

func (c call) runCast(r *Registry, env *Env, v types.Value) (*types.Type, types.Value, error) {
	name, mods, found := strings.Cut(strings.TrimSuffix(c.cast, ")"), "(")
	to, typmod := types.ByName(name), types.NoTypmod
	if found {
		var list []int32
		for _, m := range strings.Split(mods, ",") {
			var n int32
			if _, err := fmt.Sscan(m, &n); err != nil {
				return nil, v, err
			}
			list = append(list, n)
		}
		var err error
		if typmod, err = types.EncodeTypmod(to, list); err != nil {
			return nil, v, err
		}
	}
	cast := r.FindCast(c.types[0], to)
	if cast == nil {
		return nil, v, pgerr.Newf(pgerr.CannotCoerce, "cannot cast type %s to %s", c.types[0], to)
	}
	if v.IsNull() {
		return to, v, nil
	}
	v, err := cast.Fn(env, v, typmod, true)
	return to, v, err
}
