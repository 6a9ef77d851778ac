package functions

import "github.com/s3dbsql/s3dbsql/types"

// aggregates are the families of aggregate functions (manual, section 9.21).
func aggregates() []Aggregate {
	var all []Aggregate
	for _, family := range [][]Aggregate{
		countAggregates(),
		sumAggregates(),
		avgAggregates(),
		extremeAggregates(),
		logicAggregates(),
		varianceAggregates(),
		regressionAggregates(),
		stringAggregates(),
		arrayAggregates(),
		jsonAggregates(),
		orderedSetAggregates(),
		hypotheticalAggregates(),
	} {
		all = append(all, family...)
	}
	return all
}

// rowAt is the row of the k-th fed row.
func rowAt(sel []int32, k int) int {
	if sel == nil {
		return k
	}
	return int(sel[k])
}

// grow lengthens s to n zero-filled entries.
func grow[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

// keep returns row i of v as a Value that outlives the batch.
func keep(v *types.Vector, i int) types.Value {
	x := v.Value(i)
	if x.Kind() == types.KindNumeric {
		return types.NewNumeric(cloneNumeric(x.Numeric()))
	}
	return x
}

// fold is the accumulator of an aggregate whose state is one value: the first
// that is not NULL, then step of the state and each further one. Without any
// the result is NULL.
type fold[T any] struct {
	column func(*types.Vector) []T
	step   func(state, next T) (T, error)
	states []T
	seen   types.Bitmap
}

func (f *fold[T]) Grow(n int) { f.states = grow(f.states, n) }

func (f *fold[T]) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	values := f.column(args[0])
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		if !f.seen.Get(int(g)) {
			f.seen.Set(int(g))
			f.states[g] = values[row]
			continue
		}
		next, err := f.step(f.states[g], values[row])
		if err != nil {
			return err
		}
		f.states[g] = next
	}
	return nil
}

func (f *fold[T]) Merge(into, from int) error {
	if !f.seen.Get(from) {
		return nil
	}
	if !f.seen.Get(into) {
		f.seen.Set(into)
		f.states[into] = f.states[from]
		return nil
	}
	next, err := f.step(f.states[into], f.states[from])
	f.states[into] = next
	return err
}

func (f *fold[T]) Result(_ *Env, g int, out *types.Vector, i int) error {
	if !f.seen.Get(g) {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	f.column(out)[i] = f.states[g]
	return nil
}

// newFold makes New of an Aggregate that folds.
func newFold[T any](column func(*types.Vector) []T, step func(state, next T) (T, error)) func([]*types.Type) Accumulator {
	return func([]*types.Type) Accumulator { return &fold[T]{column: column, step: step} }
}

// total makes a step of an operation that cannot fail.
func total[T any](op func(a, b T) T) func(a, b T) (T, error) {
	return func(a, b T) (T, error) { return op(a, b), nil }
}

// The columns of a vector that folds work on.
func boolColumn(v *types.Vector) []bool               { return v.Bools }
func intColumn(v *types.Vector) []int64               { return v.Ints }
func floatColumn(v *types.Vector) []float64           { return v.Floats }
func textColumn(v *types.Vector) []string             { return v.Texts }
func intervalColumn(v *types.Vector) []types.Interval { return v.Intervals }
func arrayColumn(v *types.Vector) []*types.Array      { return v.Arrays }

// takes is short for a list of argument types.
func takes(ts ...*types.Type) []*types.Type { return ts }
