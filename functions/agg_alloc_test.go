package functions_test

import (
	"testing"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

const (
	benchRows   = 10000
	benchGroups = 7
)

// numbers makes a column of n values that fit every numeric type.
func numbers(t *types.Type, n int) *types.Vector {
	v := types.NewVector(t, n)
	v.Resize(n)
	for i := range n {
		switch t.Kind {
		case types.KindInt:
			v.Ints[i] = int64(i % 1000)
		case types.KindFloat:
			v.Floats[i] = float64(i%1000) / 4
		case types.KindNumeric:
			v.Numerics[i] = *apd.New(int64(i%100000), -2)
		case types.KindText:
			v.Texts[i] = "same text"
		}
	}
	return v
}

func groupsOf(n int) []int32 {
	groups := make([]int32, n)
	for i := range groups {
		groups[i] = int32(i % benchGroups)
	}
	return groups
}

// perRow is what the accumulators of the hot aggregates run over.
var perRow = []struct {
	name string
	t    *types.Type
}{
	{"count", types.Int4},
	{"sum", types.Int4}, {"sum", types.Int8}, {"sum", types.Float4}, {"sum", types.Float8}, {"sum", types.Numeric},
	{"avg", types.Int4}, {"avg", types.Int8}, {"avg", types.Float8}, {"avg", types.Numeric},
	{"min", types.Int4}, {"max", types.Int8}, {"min", types.Float8}, {"max", types.Numeric}, {"min", types.Text},
	{"stddev", types.Int4}, {"variance", types.Float8}, {"variance", types.Numeric},
	{"bit_or", types.Int4},
}

// feed returns a function that adds all rows once.
func feed(tb testing.TB, name string, t *types.Type) func() {
	agg, call, err := functions.Builtins().ResolveAggregate(name, []*types.Type{t})
	if err != nil {
		tb.Fatal(err)
	}
	acc := agg.New(call.Args)
	acc.Grow(benchGroups)
	env, groups, args := testEnv(), groupsOf(benchRows), []*types.Vector{numbers(t, benchRows)}
	return func() {
		if err := acc.Add(env, groups, args, nil, benchRows); err != nil {
			tb.Fatal(err)
		}
	}
}

func TestAccumulatorsAllocateNothingPerRow(t *testing.T) {
	for _, c := range perRow {
		t.Run(c.name+"/"+c.t.Name, func(t *testing.T) {
			add := feed(t, c.name, c.t)
			add() // the first rows of a group may make its state
			if allocs := testing.AllocsPerRun(3, add); allocs > 0 {
				t.Errorf("%v allocations for %d rows", allocs, benchRows)
			}
		})
	}
}

func BenchmarkAccumulators(b *testing.B) {
	for _, c := range perRow {
		b.Run(c.name+"/"+c.t.Name, func(b *testing.B) {
			add := feed(b, c.name, c.t)
			for b.Loop() {
				add()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
		})
	}
}
