package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// arrayAggregates is array_agg.
func arrayAggregates() []Aggregate {
	return []Aggregate{
		{OID: 2335, Name: "array_agg", Args: takes(types.AnyNonArray), Result: types.AnyArray, Collects: true, New: func([]*types.Type) Accumulator { return &arrayAgg{} }},
		{OID: 4053, Name: "array_agg", Args: takes(types.AnyArray), Result: types.AnyArray, Collects: true, New: func([]*types.Type) Accumulator { return &arrayStack{} }},
	}
}

// arrayAgg collects values, NULL too.
type arrayAgg struct{ lists [][]types.Value }

func (a *arrayAgg) Grow(n int) { a.lists = grow(a.lists, n) }

func (a *arrayAgg) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		a.lists[g] = append(a.lists[g], keep(args[0], rowAt(sel, k)))
	}
	return nil
}

func (a *arrayAgg) Result(_ *Env, g int, out *types.Vector, i int) error {
	list := a.lists[g]
	if list == nil {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	out.Arrays[i] = newList(slices.Clip(list))
	return nil
}

// newList makes an array of one dimension, or the empty one.
func newList(values []types.Value) *types.Array {
	if len(values) == 0 {
		return &types.Array{}
	}
	return &types.Array{Dims: []types.Dim{{Len: len(values), Lower: 1}}, Values: values}
}

// arrayStack collects arrays of equal dimensions into one of a dimension more.
type arrayStack struct {
	lists [][]types.Value
	dims  [][]types.Dim // those of the group's first array
	count []int
}

func (a *arrayStack) Grow(n int) {
	a.lists, a.dims, a.count = grow(a.lists, n), grow(a.dims, n), grow(a.count, n)
}

func (a *arrayStack) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			return pgerr.New(pgerr.NullValueNotAllowed, "cannot accumulate null arrays")
		}
		if err := a.push(int(g), args[0].Arrays[row]); err != nil {
			return err
		}
	}
	return nil
}

func (a *arrayStack) push(g int, array *types.Array) error {
	switch {
	case len(array.Dims) == 0:
		return pgerr.New(pgerr.ArraySubscriptError, "cannot accumulate empty arrays")
	case a.count[g] == 0:
		if len(array.Dims) == maxDimensions {
			return tooManyDimensions(len(array.Dims) + 1)
		}
		a.dims[g] = array.Dims
	case !slices.Equal(a.dims[g], array.Dims):
		return pgerr.New(pgerr.ArraySubscriptError, "cannot accumulate arrays of different dimensionality")
	}
	a.count[g]++
	a.lists[g] = append(a.lists[g], array.Values...)
	return nil
}

func (a *arrayStack) Result(_ *Env, g int, out *types.Vector, i int) error {
	if a.count[g] == 0 {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	dims := append([]types.Dim{{Len: a.count[g], Lower: 1}}, a.dims[g]...)
	out.Arrays[i] = &types.Array{Dims: dims, Values: slices.Clip(a.lists[g])}
	return nil
}
