package functions

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestKernelsAgree runs every case whose overload or cast has a kernel through
// both: three rows, the second NULL, all of them and a selection.
func TestKernelsAgree(t *testing.T) {
	r, env := Builtins(), testEnv()
	runs := 0
	for _, c := range allCases(t) {
		if values, err := c.values(env); err == nil {
			runs += kernelCase(t, r, env, c, values)
		}
	}
	if runs < 500 {
		t.Errorf("only %d kernels were run", runs)
	}
}

func (c call) values(env *Env) ([]types.Value, error) {
	values := make([]types.Value, len(c.args))
	for i, a := range c.args {
		var err error
		if a == null {
			continue
		}
		if values[i], err = types.ParseText(c.types[i], types.NoTypmod, a, env.Parse); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// kernelCase compares one case and reports how many kernels it ran.
func kernelCase(t *testing.T, r *Registry, env *Env, c call, values []types.Value) int {
	fn, kernel, result := c.bodies(r)
	if kernel == nil {
		return 0
	}
	for _, v := range values {
		if v.IsNull() {
			return 0
		}
	}
	want, wantErr := fn(env, values)
	for _, sel := range [][]int32{nil, {0, 2}} {
		out, err := runKernel(kernel, env, c.types, values, result, sel)
		if show("", err) != show("", wantErr) {
			t.Errorf("%s: kernel gives %v, function %v", c.sql(), err, wantErr)
		}
		if err != nil || wantErr != nil {
			continue
		}
		for _, row := range []int{0, 2} {
			if got := textOf(result, out.Value(row)); got != textOf(result, want) {
				t.Errorf("%s: kernel gives %s in row %d, function %s", c.sql(), got, row, textOf(result, want))
			}
		}
		if !out.IsNull(1) {
			t.Errorf("%s: kernel takes NULL away", c.sql())
		}
	}
	return 1
}

func textOf(t *types.Type, v types.Value) string {
	if v.IsNull() {
		return "NULL"
	}
	return string(types.AppendText(nil, t, v, types.DefaultStyle))
}

// bodies finds both forms of a case whose arguments need no casts.
func (c call) bodies(r *Registry) (Scalar, Kernel, *types.Type) {
	if c.cast != "" {
		to := types.ByName(c.cast)
		if to == nil {
			return nil, nil, nil
		}
		cast := r.FindCast(c.types[0], to)
		if cast == nil {
			return nil, nil, nil
		}
		return func(env *Env, args []types.Value) (types.Value, error) {
			return cast.Fn(env, args[0], types.NoTypmod, true)
		}, cast.Kernel, to
	}
	resolved, err := c.resolve(r)
	if err != nil {
		return nil, nil, nil
	}
	for i, want := range resolved.Args {
		if want != c.types[i] {
			return nil, nil, nil
		}
	}
	return resolved.Overload.Fn, resolved.Overload.Kernel, resolved.Result
}

func runKernel(kernel Kernel, env *Env, ts []*types.Type, values []types.Value, result *types.Type, sel []int32) (*types.Vector, error) {
	args := make([]*types.Vector, len(values))
	for i, v := range values {
		args[i] = types.NewVector(ts[i], 3)
		for _, row := range []types.Value{v, types.Null, v} {
			args[i].AppendValue(row)
		}
	}
	out := types.NewVector(result, 3)
	out.Resize(3)
	out.Nulls.Set(1)
	return out, kernel(env, args, sel, 3, out)
}

// TestKernelsAllocateNothing holds the hot kernels to that.
func TestKernelsAllocateNothing(t *testing.T) {
	const rows = 1024
	for _, c := range []struct {
		symbol string
		t      *types.Type
		a, b   string
	}{
		{"=", types.Int8, "1", "2"}, {"<", types.Float8, "1", "2"}, {"=", types.Text, "abc", "abd"}, {"<", types.Timestamp, "2024-01-01", "2025-01-01"},
		{"+", types.Int4, "1", "2"}, {"*", types.Int8, "3", "4"}, {"/", types.Float8, "3", "4"}, {"<", types.Numeric, "1.5", "2.25"},
		{"~~", types.Text, "hello world", "%o w%"}, {"~", types.Text, "hello", "l+o$"},
	} {
		r, err := Builtins().ResolveOperator(c.symbol, c.t, c.t)
		if err != nil {
			t.Fatal(err)
		}
		args := []*types.Vector{fill(t, c.t, c.a, rows), fill(t, c.t, c.b, rows)}
		out := types.NewVector(r.Result, rows)
		out.Resize(rows)
		n := testing.AllocsPerRun(10, func() {
			if err := r.Overload.Kernel(testingEnv, args, nil, rows, out); err != nil {
				t.Fatal(err)
			}
		})
		if n > 8 {
			t.Errorf("%s %s: %v allocations for %d rows", c.t, c.symbol, n, rows)
		}
	}
}

var testingEnv = testEnv()

func fill(tb testing.TB, t *types.Type, text string, rows int) *types.Vector {
	v := types.NewVector(t, rows)
	x, err := types.ParseText(t, types.NoTypmod, text, testingEnv.Parse)
	if err != nil {
		tb.Fatal(err)
	}
	for range rows {
		v.AppendValue(x)
	}
	return v
}

func BenchmarkKernel(b *testing.B) {
	const rows = types.BatchSize
	for _, c := range []struct {
		symbol string
		t      *types.Type
		a, b   string
	}{
		{"=", types.Int8, "1", "2"}, {"<", types.Float8, "1", "2"}, {"=", types.Text, "abcdef", "abcdeg"}, {"+", types.Int8, "1", "2"},
		{"*", types.Float8, "3", "4"}, {"<", types.Numeric, "1.5", "2.25"}, {"+", types.Numeric, "1.5", "2.25"},
		{"~~", types.Text, "hello world", "%o w%"}, {"~", types.Text, "hello world", "o w"},
	} {
		r, err := Builtins().ResolveOperator(c.symbol, c.t, c.t)
		if err != nil {
			b.Fatal(err)
		}
		args := []*types.Vector{fill(b, c.t, c.a, rows), fill(b, c.t, c.b, rows)}
		out := types.NewVector(r.Result, rows)
		out.Resize(rows)
		b.Run(c.t.Name+c.symbol, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := r.Overload.Kernel(testingEnv, args, nil, rows, out); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
		})
	}
}
