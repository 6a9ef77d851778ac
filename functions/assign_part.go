package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// AssignElement is what UPDATE t SET a[i] = v computes: the array with one
// element replaced. Arguments are the array, a number for each dimension, and
// the value.
func AssignElement(array *types.Type, dimensions int) *Overload {
	return &Overload{
		Name: "array_assign", Args: slices.Concat(takes(array), slices.Repeat(takes(types.Int4), dimensions), takes(array.Elem)),
		Result: array, NullCall: true, Volatility: Immutable, Fn: assignElement,
	}
}

func assignElement(_ *Env, args []types.Value) (types.Value, error) {
	at, err := assignedAt(args[1 : len(args)-1])
	if err != nil {
		return types.Null, err
	}
	value := args[len(args)-1]
	if args[0].IsNull() || len(args[0].Array().Dims) == 0 {
		dims := make([]types.Dim, len(at))
		for i, n := range at {
			dims[i] = types.Dim{Len: 1, Lower: int(n)}
		}
		return types.NewArray(&types.Array{Dims: dims, Values: []types.Value{value}}), nil
	}
	a := args[0].Array()
	if len(a.Dims) != len(at) {
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "wrong number of array subscripts")
	}
	out := &types.Array{Dims: slices.Clone(a.Dims), Values: slices.Clone(a.Values)}
	if len(at) == 1 {
		if err := stretch(out, at[0], at[0]); err != nil {
			return types.Null, err
		}
	}
	i := 0
	for d, n := range at {
		dim := out.Dims[d]
		if n < int64(dim.Lower) || n >= int64(dim.Lower+dim.Len) {
			return types.Null, pgerr.New(pgerr.ArraySubscriptError, "array subscript out of range")
		}
		i = i*dim.Len + int(n) - dim.Lower
	}
	out.Values[i] = value
	return types.NewArray(out), nil
}

// assignedAt is the numbers of an assignment, none of which may be NULL.
func assignedAt(args []types.Value) ([]int64, error) {
	at := make([]int64, len(args))
	for i, v := range args {
		if v.IsNull() {
			return nil, pgerr.New(pgerr.NullValueNotAllowed, "array subscript in assignment must not be null")
		}
		at[i] = v.Int()
	}
	return at, nil
}

// maxArrayLength is the number of elements that PostgreSQL allows.
const maxArrayLength = 134217727

// stretch makes an array of one dimension reach from low to high, with NULLs
// for what was not there.
func stretch(a *types.Array, low, high int64) error {
	first, last := int64(a.Dims[0].Lower), int64(a.Dims[0].Lower+a.Dims[0].Len-1)
	from, to := min(first, low), max(last, high)
	if to-from >= maxArrayLength {
		return pgerr.Newf(pgerr.ProgramLimitExceeded, "array size exceeds the maximum allowed (%d)", maxArrayLength)
	}
	values := make([]types.Value, to-from+1)
	for i := range values {
		values[i] = types.Null
	}
	copy(values[first-from:], a.Values)
	a.Values, a.Dims[0] = values, types.Dim{Len: len(values), Lower: int(from)}
	return nil
}

// AssignSlice is what UPDATE t SET a[i:j] = v computes, for arrays of one
// dimension. Arguments are the array, both bounds, of which one that was not
// written is NULL, and the array whose elements are taken.
func AssignSlice(array *types.Type, written [2]bool) *Overload {
	return &Overload{
		Name: "array_assign_slice", Args: takes(array, types.Int4, types.Int4, array), Result: array,
		NullCall: true, Volatility: Immutable,
		Fn: func(_ *Env, args []types.Value) (types.Value, error) { return assignSlice(args, written) },
	}
}

func assignSlice(args []types.Value, written [2]bool) (types.Value, error) {
	if args[3].IsNull() {
		return args[0], nil // as PostgreSQL has it
	}
	out := &types.Array{Dims: []types.Dim{{Len: 0, Lower: 1}}}
	empty := args[0].IsNull() || len(args[0].Array().Dims) == 0
	if !empty {
		a := args[0].Array()
		out.Dims, out.Values = slices.Clone(a.Dims), slices.Clone(a.Values)
	}
	if len(out.Dims) != 1 {
		return types.Null, pgerr.Unsupported("assignment to a slice of an array of several dimensions")
	}
	if empty && written != [2]bool{true, true} {
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "array slice subscript must provide both boundaries").
			WithDetail("When assigning to a slice of an empty array value, slice boundaries must be fully specified.")
	}
	bounds := []int64{int64(out.Dims[0].Lower), int64(out.Dims[0].Lower + out.Dims[0].Len - 1)}
	for i := range bounds {
		if !written[i] {
			continue
		}
		at, err := assignedAt(args[1+i : 2+i])
		if err != nil {
			return types.Null, err
		}
		bounds[i] = at[0]
	}
	low, high := bounds[0], bounds[1]
	source := args[3].Array().Values
	switch {
	case low > high && empty:
		return args[0], nil
	case low > high:
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "upper bound cannot be less than lower bound")
	case int64(len(source)) < high-low+1:
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "source array too small")
	}
	if empty {
		out.Dims[0].Lower = int(low)
	}
	if err := stretch(out, low, high); err != nil {
		return types.Null, err
	}
	copy(out.Values[low-int64(out.Dims[0].Lower):], source[:high-low+1])
	return types.NewArray(out), nil
}

// AssignJSON is what UPDATE t SET j['a'] = v computes. Arguments are the
// jsonb, the path and the value; NULL as the jsonb is an empty array if the
// first step is a number, else an empty object.
func AssignJSON(number bool) *Overload {
	return &Overload{
		Name: "jsonb_assign", Args: takes(types.JSONB, types.Text.Array, types.JSONB), Result: types.JSONB,
		NullCall: true, Volatility: Immutable,
		Fn: func(_ *Env, args []types.Value) (types.Value, error) { return assignJSON(args, number) },
	}
}

func assignJSON(args []types.Value, number bool) (types.Value, error) {
	doc, value := "{}", "null"
	if number {
		doc = "[]"
	}
	if !args[0].IsNull() {
		doc = args[0].Text()
	}
	if !args[2].IsNull() {
		value = args[2].Text()
	}
	path := args[1].Array().Values
	if slices.ContainsFunc(path, types.Value.IsNull) {
		return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "jsonb subscript in assignment must not be null")
	}
	e := pathEdit{path: path, value: value, create: true, fill: true}
	text, err := e.apply(doc, 0)
	return types.NewText(text), err
}
