package expr

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// numbers is a batch of n rows (i, i % 10) of int8.
func numbers(n int) *types.Batch {
	b := types.NewBatch([]*types.Type{types.Int8, types.Int8}, n)
	for i := range n {
		b.Cols[0].AppendValue(types.NewInt(int64(i)))
		b.Cols[1].AppendValue(types.NewInt(int64(i % 10)))
	}
	b.SetRows(n)
	return b
}

var (
	colA = &Column{Result: ResultOf(types.Int8), Index: 0, Name: "a"}
	colB = &Column{Result: ResultOf(types.Int8), Index: 1, Name: "b"}
)

func number(n int64) Expr { return NewConst(types.Int8, types.NewInt(n)) }

// TestGuards shows that CASE, AND, OR and COALESCE keep rows away from a
// division by zero.
func TestGuards(t *testing.T) {
	g := newGenerator(1)
	nonZero, zero := g.operator("<>", colB, number(0)), g.operator("=", colB, number(0))
	quotient := g.operator("/", colA, colB)
	positive := g.operator(">", quotient, number(0))
	for _, e := range []Expr{
		&Case{ResultOf(types.Int8), []When{{nonZero, quotient}}, nil},
		&And{[]Expr{nonZero, positive}},
		&Or{[]Expr{zero, positive}},
		&Coalesce{ResultOf(types.Int8), []Expr{&Case{ResultOf(types.Int8), []When{{zero, number(1)}}, nil}, quotient}},
	} {
		if _, err := Compile(e).Eval(testContext(), numbers(100)); err != nil {
			t.Errorf("%s: %v", e, err)
		}
	}
	b := numbers(100)
	if err := Compile(&And{[]Expr{nonZero, positive}}).Filter(testContext(), b); err != nil {
		t.Errorf("filter: %v", err)
	}
	if _, err := Compile(quotient).Eval(testContext(), numbers(100)); err == nil {
		t.Error("no division by zero without a guard")
	}
}

// TestNoRowNoError shows that an expression without columns is not evaluated
// for no row.
func TestNoRowNoError(t *testing.T) {
	g := newGenerator(1)
	fails := g.operator("/", &Param{ResultOf(types.Int8), leaf{}, 1}, number(0))
	x := testContext()
	x.Params = []types.Value{types.NewInt(1)}
	if _, err := Compile(fails).Eval(x, numbers(0)); err != nil {
		t.Error(err)
	}
	if _, err := Compile(fails).Eval(x, numbers(1)); err == nil {
		t.Error("no division by zero for one row")
	}
}

func filterProgram(g *generator) *Program {
	return Compile(&And{[]Expr{g.operator(">", colA, number(10)), g.operator("<", colB, number(5))}})
}

// TestNoAllocations runs a filter and a projection over 10,000 rows.
func TestNoAllocations(t *testing.T) {
	g := newGenerator(1)
	x, b := testContext(), numbers(10_000)
	filter, project := filterProgram(g), Compile(g.operator("+", colA, colB))
	run := func() {
		b.Sel = nil
		if err := filter.Filter(x, b); err != nil {
			t.Fatal(err)
		}
		if _, err := project.Eval(x, b); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if allocs := testing.AllocsPerRun(10, run); allocs > 0 {
		t.Errorf("%v allocations for 10,000 rows", allocs)
	}
}

func BenchmarkFilter(b *testing.B) {
	p, x, rows := filterProgram(newGenerator(1)), testContext(), numbers(types.BatchSize)
	b.ReportAllocs()
	for b.Loop() {
		rows.Sel = nil
		if err := p.Filter(x, rows); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*types.BatchSize), "ns/row")
}

func BenchmarkProject(b *testing.B) {
	g := newGenerator(1)
	p, x, rows := Compile(g.operator("+", colA, colB)), testContext(), numbers(types.BatchSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Eval(x, rows); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*types.BatchSize), "ns/row")
}

func BenchmarkCase(b *testing.B) {
	g := newGenerator(1)
	p := Compile(&Case{ResultOf(types.Int8), []When{{g.operator("<", colB, number(5)), colA}}, number(0)})
	x, rows := testContext(), numbers(types.BatchSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Eval(x, rows); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*types.BatchSize), "ns/row")
}

func BenchmarkIn(b *testing.B) {
	p := Compile(&In{colB, []Expr{number(1), number(3), number(5), number(7)}, false})
	x, rows := testContext(), numbers(types.BatchSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Eval(x, rows); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*types.BatchSize), "ns/row")
}
