package functions_test

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// row is the record (1, 'x') of columns a and b; without names they are f1
// and f2.
func row(names ...string) types.Value {
	return types.NewRecord(&types.Record{
		Types:  []*types.Type{types.Int4, types.Text},
		Names:  names,
		Values: []types.Value{types.NewInt(1), types.NewText("x")},
	})
}

func TestRecordsToJSON(t *testing.T) {
	nested := types.NewRecord(&types.Record{
		Types:  []*types.Type{types.Int4, types.RecordType},
		Values: []types.Value{types.NewInt(1), row()},
	})
	for _, c := range []struct {
		function string
		args     []types.Value
		want     string
	}{
		{"to_json", []types.Value{row()}, `{"f1":1,"f2":"x"}`},
		{"row_to_json", []types.Value{row("a", "b")}, `{"a":1,"b":"x"}`},
		{"row_to_json", []types.Value{row(), types.NewBool(true)}, "{\"f1\":1,\n \"f2\":\"x\"}"},
		{"row_to_json", []types.Value{nested, types.NewBool(true)}, "{\"f1\":1,\n \"f2\":{\"f1\":1,\"f2\":\"x\"}}"},
		{"to_jsonb", []types.Value{row("bb", "a")}, `{"a": "x", "bb": 1}`},
		{"json_build_array", []types.Value{row("a", "b")}, `[{"a":1,"b":"x"}]`},
	} {
		ts := []*types.Type{types.RecordType, types.Bool}[:len(c.args)]
		r, err := functions.Builtins().ResolveFunction(c.function, ts, false)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Overload.Fn(testEnv(), c.args)
		if err != nil || got.Text() != c.want {
			t.Errorf("%s: got %q, %v; want %q", c.function, got.Text(), err, c.want)
		}
	}
}

func TestRecordsAggregatedAsJSON(t *testing.T) {
	column := types.NewVector(types.RecordType, 2)
	column.AppendValue(row("a", "b"))
	column.AppendValue(row("a", "b"))
	for name, want := range map[string]string{
		"json_agg":  "[{\"a\":1,\"b\":\"x\"}, \n {\"a\":1,\"b\":\"x\"}]",
		"jsonb_agg": `[{"a": 1, "b": "x"}, {"a": 1, "b": "x"}]`,
	} {
		agg, call, err := functions.Builtins().ResolveAggregate(name, []*types.Type{types.RecordType})
		if err != nil {
			t.Fatal(err)
		}
		acc := agg.New(call.Args)
		acc.Grow(1)
		if err := acc.Add(testEnv(), []int32{0, 0}, []*types.Vector{column}, nil, 2); err != nil {
			t.Fatal(err)
		}
		out := types.NewVector(call.Result, 1)
		out.Resize(1)
		if err := acc.Result(testEnv(), 0, out, 0); err != nil || out.Texts[0] != want {
			t.Errorf("%s: got %q, %v; want %q", name, out.Texts[0], err, want)
		}
	}
}

// TestPopulateRecord: columns that the document has no key for keep the value
// of the first argument.
func TestPopulateRecord(t *testing.T) {
	set, call, err := functions.Builtins().ResolveSet("jsonb_populate_record", []*types.Type{types.RecordType, types.JSONB})
	if err != nil {
		t.Fatal(err)
	}
	columns := []functions.SetColumn{{Name: "a", Type: types.Int4}, {Name: "b", Type: types.Text}}
	var got string
	err = set.Bind(call.Args, columns)(testEnv(), []types.Value{row("a", "b"), types.NewText(`{"a": 7}`)}, func(v types.Value) error {
		got = textOf(types.RecordType, v)
		return nil
	})
	if err != nil || got != "(7,x)" {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestAggregateResultRepeats holds accumulators to their promise that Result
// leaves the state alone, which growing window frames rely on.
func TestAggregateResultRepeats(t *testing.T) {
	for _, name := range []string{"sum", "avg", "min", "stddev", "array_agg", "json_agg", "jsonb_agg", "count"} {
		agg, call, err := functions.Builtins().ResolveAggregate(name, []*types.Type{types.Numeric})
		if err != nil {
			t.Fatal(err)
		}
		acc := agg.New(call.Args)
		acc.Grow(1)
		column := numbers(types.Numeric, 4)
		out := types.NewVector(call.Result, 2)
		out.Resize(2)
		for k := range int32(4) {
			if err := acc.Add(testEnv(), []int32{0}, []*types.Vector{column}, []int32{k}, 4); err != nil {
				t.Fatal(err)
			}
			for i := range 2 {
				if err := acc.Result(testEnv(), 0, out, i); err != nil {
					t.Fatal(err)
				}
			}
			if !out.EqualRows(0, out, 1) {
				t.Errorf("%s: %v, then %v", name, out.Value(0), out.Value(1))
			}
		}
	}
}
