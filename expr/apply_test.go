package expr

import (
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// parsed is a constant read from text; NULL is NULL.
func parsed(t *testing.T, typ *types.Type, text string) Expr {
	t.Helper()
	if text == "NULL" {
		return NewConst(typ, types.Null)
	}
	v, err := types.ParseText(typ, types.NoTypmod, text, testContext().Env.Parse)
	if err != nil {
		t.Fatal(err)
	}
	return NewConst(typ, v)
}

func evaluated(e Expr) string {
	v, err := EvalRow(testContext(), e, nil)
	if err != nil {
		return err.Error()
	}
	return show(e.Type(), v)
}

// TestSubscripts has the answers of PostgreSQL 15.
func TestSubscripts(t *testing.T) {
	for _, c := range []struct{ array, bounds, want string }{
		{"{1,2,3}", "2:3", "{2,3}"},
		{"{1,2,3}", ":2", "{1,2}"},
		{"{1,2,3}", "5:6", "{}"},
		{"{1,2,3}", "2:1", "{}"},
		{"{1,2,3}", "NULL:2", "NULL"},
		{"{}", "1:2", "{}"},
		{"{{1,2},{3,4}}", "1:1", "{{1,2}}"},
		{"{{1,2},{3,4}}", "2:2 2:2", "{{4}}"},
		{"{{1,2},{3,4}}", ": 2:", "{{2},{4}}"},
		{"{{1,2},{3,4}}", "1 2", "2"},
		{"{{1,2},{3,4}}", "1", "NULL"},
		{"{1,2}", "NULL", "NULL"},
		{"NULL", "1", "NULL"},
		{"[0:2]={7,8,9}", "0", "7"},
		{"[0:2]={7,8,9}", "0:1", "{7,8}"},
		{"[0:2]={7,8,9}", "3", "NULL"},
	} {
		e := &Subscript{Result: ResultOf(types.Int4), Array: parsed(t, types.Int4.Array, c.array)}
		for _, b := range strings.Fields(c.bounds) {
			low, high, slice := strings.Cut(b, ":")
			if !slice {
				e.Bounds = append(e.Bounds, parsed(t, types.Int4, b))
				continue
			}
			e.Slice, e.Of = true, types.Int4.Array
			e.Bounds = append(e.Bounds, optionalBound(t, low), optionalBound(t, high))
		}
		if got := evaluated(e); got != c.want {
			t.Errorf("%s [%s] is %s, want %s", c.array, c.bounds, got, c.want)
		}
	}
}

func optionalBound(t *testing.T, text string) Expr {
	if text == "" {
		return nil
	}
	return parsed(t, types.Int4, text)
}

func TestNestedArrays(t *testing.T) {
	const unequal = "multidimensional arrays must have array expressions with matching dimensions"
	for _, c := range []struct {
		rows []string
		want string
	}{
		{[]string{"{1,2}", "{3,4}"}, "{{1,2},{3,4}}"},
		{[]string{"{}", "{}"}, "{}"},
		{[]string{"NULL", "NULL"}, "{}"},
		{[]string{"{1,2}", "{3}"}, unequal},
		{[]string{"{1,2}", "NULL"}, unequal},
	} {
		e := &MakeArray{Result: ResultOf(types.Int4.Array), Nested: true}
		for _, r := range c.rows {
			e.Elements = append(e.Elements, parsed(t, types.Int4.Array, r))
		}
		if got := evaluated(e); got != c.want {
			t.Errorf("%v: got %s, want %s", c.rows, got, c.want)
		}
	}
}

func TestRowIsNull(t *testing.T) {
	for _, c := range []struct {
		fields        []string
		null, notNull string
	}{
		{[]string{"NULL", "NULL"}, "t", "f"},
		{[]string{"NULL", "1"}, "f", "f"},
		{[]string{"1", "2"}, "f", "t"},
	} {
		row := &MakeRow{Result: ResultOf(types.RecordType)}
		for _, f := range c.fields {
			row.Fields = append(row.Fields, parsed(t, types.Int4, f))
		}
		null, notNull := evaluated(&TestIs{row, IsNull}), evaluated(&TestIs{row, IsNotNull})
		if null != c.null || notNull != c.notNull {
			t.Errorf("ROW(%v): IS NULL %s, IS NOT NULL %s", c.fields, null, notNull)
		}
	}
}

func TestAnyAll(t *testing.T) {
	for _, c := range []struct {
		left, op string
		all      bool
		array    string
		want     string
	}{
		{"1", "=", false, "{}", "f"},
		{"NULL", "=", false, "{}", "f"},
		{"1", "=", true, "{}", "t"},
		{"1", "=", false, "NULL", "NULL"},
		{"1", "=", false, "{2,NULL}", "NULL"},
		{"1", "=", false, "{NULL,1}", "t"},
		{"1", "<>", true, "{2,NULL}", "NULL"},
		{"1", "<>", true, "{1,NULL}", "f"},
		{"NULL", "=", false, "{1}", "NULL"},
	} {
		r, err := functions.Builtins().ResolveOperator(c.op, types.Int4, types.Int4)
		if err != nil {
			t.Fatal(err)
		}
		e := &AnyAll{Op: r.Overload, All: c.all, Left: parsed(t, types.Int4, c.left), Array: parsed(t, types.Int4.Array, c.array)}
		if got := evaluated(e); got != c.want {
			t.Errorf("%s: got %s, want %s", e, got, c.want)
		}
	}
}
