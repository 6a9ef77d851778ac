package functions

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// TestResolve resolves calls by argument types alone and prints the type of
// the result or the error with its hint. PostgreSQL answers where
// S3DBSQL_ORACLE is set, see TestOverloads.
func TestResolve(t *testing.T) {
	ask := resultType
	if dsn := os.Getenv("S3DBSQL_ORACLE"); dsn != "" {
		answer := oracle(t, dsn)
		ask = func(c call) (string, error) {
			c.typeOnly = true
			return answer(c)
		}
	}
	datadriven.Walk(t, "testdata/resolve", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out strings.Builder
			for line := range strings.Lines(d.Input) {
				c, err := parseSignature(strings.TrimSuffix(line, "\n"))
				if err != nil {
					d.Fatalf(t, "%s: %v", line, err)
				}
				result, err := ask(c)
				out.WriteString(show(result, err))
				if e := (*pgerr.Error)(nil); errors.As(err, &e) && e.Hint != "" {
					out.WriteString("\n  hint: " + e.Hint)
				}
				out.WriteString("\n")
			}
			return out.String()
		})
	})
}

// parseSignature reads a call without arguments: all are NULL.
func parseSignature(line string) (call, error) {
	nulls := max(1, strings.Count(line, ",")+1)
	words := splitWords(line)
	switch {
	case strings.HasSuffix(words[0], "()"):
		nulls = 0
	case !strings.HasSuffix(words[0], ")") && len(words) == 3:
		nulls = 2
	}
	return parseCall(line + strings.Repeat(" NULL", nulls))
}

func resultType(c call) (string, error) {
	resolved, err := c.resolve(Builtins())
	if err != nil {
		return "", err
	}
	return resolved.Result.SQLName, nil
}

func TestCommonType(t *testing.T) {
	for _, c := range []struct {
		types string
		want  string
	}{
		{"unknown unknown", "text"},
		{"int4 unknown", "int4"},
		{"int4 int8 int2", "int8"},
		{"int4 numeric float8", "float8"},
		{"float4 int8", "float4"},
		{"text varchar", "text"},
		{"varchar unknown", "varchar"},
		{"varchar text", "varchar"},
		{"name text", "name"},
		{"bpchar varchar", "bpchar"},
		{"date timestamp", "timestamp"},
		{"timestamp timestamptz date", "timestamptz"},
		{"time timetz", "timetz"},
		{"int4 oid", "oid"},
		{"_int4 _int4", "_int4"},
		{"text int4", "CASE types text and integer cannot be matched"},
		{"_int4 _text", "_int4"}, // one category: the cast fails later
		{"json jsonb", "json"},
	} {
		var ts []*types.Type
		for _, name := range strings.Fields(c.types) {
			ts = append(ts, types.ByName(name))
		}
		got, err := Builtins().CommonType("CASE", ts...)
		text := ""
		if err != nil {
			text = err.Error()
		} else {
			text = got.Name
		}
		if text != c.want {
			t.Errorf("%s: got %s, want %s", c.types, text, c.want)
		}
	}
}

func TestRecordComparison(t *testing.T) {
	row := func(a, b int64) types.Value {
		return types.NewRecord(&types.Record{
			Types: takes(types.Int4, types.Int4), Values: []types.Value{types.NewInt(a), types.NewInt(b)},
		})
	}
	for symbol, want := range map[string]bool{"=": false, "<>": true, "<": true, "<=": true, ">": false, ">=": false} {
		r, err := Builtins().ResolveOperator(symbol, types.RecordType, types.RecordType)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Overload.Fn(testEnv(), []types.Value{row(1, 2), row(1, 3)})
		if err != nil || got.Bool() != want {
			t.Errorf("(1,2) %s (1,3) is %v, %v", symbol, got.Bool(), err)
		}
	}
}

func TestGetExprReturnsText(t *testing.T) {
	for _, args := range [][]*types.Type{{types.NodeTree, types.OIDType}, {types.NodeTree, types.OIDType, types.Bool}} {
		r, err := Builtins().ResolveFunction("pg_get_expr", args, false)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Overload.Fn(testEnv(), []types.Value{types.NewText("now()"), types.NewInt(1), types.NewBool(true)})
		if err != nil || got.Text() != "now()" {
			t.Errorf("got %q, %v", got.Text(), err)
		}
	}
}

func TestVariadicArrayIsSpread(t *testing.T) {
	r, err := Builtins().ResolveFunction("concat_ws", takes(types.Text, types.Int4.Array), true)
	if err != nil {
		t.Fatal(err)
	}
	array := types.NewArray(newList([]types.Value{types.NewInt(1), types.Null, types.NewInt(3)}))
	got, err := r.Overload.Fn(testEnv(), []types.Value{types.NewText("-"), array})
	if err != nil || got.Text() != "1-3" {
		t.Errorf("got %q, %v", got.Text(), err)
	}
	if _, err := Builtins().ResolveFunction("concat", takes(types.Int4), true); pgerr.CodeOf(err) != pgerr.DatatypeMismatch {
		t.Errorf("VARIADIC of an integer: %v", err)
	}
}

func TestPositional(t *testing.T) {
	passed, err := Builtins().Positional("make_interval", takes(types.Int4, types.Int4), []string{"", "days"})
	if err != nil || len(passed) != 4 || passed[0].Argument != 0 || passed[3].Argument != 1 || passed[1].Argument != -1 || passed[1].Default.Int() != 0 {
		t.Errorf("got %v, %v", passed, err)
	}
	for _, names := range [][]string{{"", "years"}, {"nosuch", "days"}} {
		if _, err := Builtins().Positional("make_interval", takes(types.Int4, types.Int4), names); pgerr.CodeOf(err) != pgerr.UndefinedFunction {
			t.Errorf("%v: %v", names, err)
		}
	}
	if _, err := Builtins().Positional("make_date", takes(types.Int4), []string{"year"}); pgerr.CodeOf(err) != pgerr.UndefinedFunction {
		t.Errorf("missing arguments: %v", err)
	}
}
