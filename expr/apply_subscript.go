package expr

import "github.com/s3dbsql/s3dbsql/types"

// applySubscript gets the array and then the bounds that were written. A NULL
// among them makes NULL.
func applySubscript(s *Subscript) apply {
	return func(_ *Context, args []types.Value) (types.Value, error) {
		if anyNull(args) {
			return types.Null, nil
		}
		a := args[0].Array()
		if s.Slice {
			return slice(a, s.ranges(args[1:])), nil
		}
		return element(a, args[1:]), nil
	}
}

// element is the element at the subscripts, NULL outside of the array or with
// another number of subscripts than the array has dimensions.
func element(a *types.Array, subscripts []types.Value) types.Value {
	if len(subscripts) != len(a.Dims) {
		return types.Null
	}
	offset := 0
	for i, d := range a.Dims {
		at := int(subscripts[i].Int()) - d.Lower
		if at < 0 || at >= d.Len {
			return types.Null
		}
		offset = offset*d.Len + at
	}
	return a.Values[offset]
}

// extent is the part of one dimension that a slice asks for; a nil bound is
// the array's own.
type extent struct{ low, high *int }

// ranges pairs the bounds of a slice with their values.
func (s *Subscript) ranges(values []types.Value) []extent {
	out := make([]extent, len(s.Bounds)/2)
	next := 0
	take := func(b Expr) *int {
		if b == nil {
			return nil
		}
		n := int(values[next].Int())
		next++
		return &n
	}
	for i := range out {
		out[i].low = take(s.Bounds[2*i])
		out[i].high = take(s.Bounds[2*i+1])
	}
	return out
}

// slice is the part of an array within the ranges, with subscripts from 1. It
// is empty where a range is, or where there are more ranges than dimensions;
// dimensions without a range are whole.
func slice(a *types.Array, ranges []extent) types.Value {
	if len(ranges) > len(a.Dims) {
		return types.NewArray(&types.Array{})
	}
	from, dims := make([]int, len(a.Dims)), make([]types.Dim, len(a.Dims))
	for i, d := range a.Dims {
		low, high := d.Lower, d.Lower+d.Len-1
		if i < len(ranges) {
			low, high = ranges[i].within(low, high)
		}
		if low > high {
			return types.NewArray(&types.Array{})
		}
		from[i], dims[i] = low-d.Lower, types.Dim{Len: high - low + 1, Lower: 1}
	}
	return types.NewArray(&types.Array{Dims: dims, Values: cut(nil, a, from, dims, 0, 0)})
}

func (e extent) within(low, high int) (int, int) {
	if e.low != nil {
		low = max(low, *e.low)
	}
	if e.high != nil {
		high = min(high, *e.high)
	}
	return low, high
}

// cut appends the elements of a within dims, which begin at from, dimension by
// dimension; base is the offset of the dimensions before dim.
func cut(dst []types.Value, a *types.Array, from []int, dims []types.Dim, dim, base int) []types.Value {
	first := base*a.Dims[dim].Len + from[dim]
	if dim == len(dims)-1 {
		return append(dst, a.Values[first:first+dims[dim].Len]...)
	}
	for i := range dims[dim].Len {
		dst = cut(dst, a, from, dims, dim+1, first+i)
	}
	return dst
}
