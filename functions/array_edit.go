package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// arrayEditFunctions make arrays out of arrays.
func arrayEditFunctions() []Overload {
	array, element := types.AnyCompatibleArray, types.AnyCompatible
	return []Overload{
		pure(378, "array_append", takes(array, element), array, scalar(arrayAppend)).nullCall(),
		pure(379, "array_prepend", takes(element, array), array, scalar(arrayPrepend)).nullCall(),
		pure(383, "array_cat", takes(array, array), array, scalar(arrayCat)).nullCall(),
		polymorphic(3167, "array_remove", takes(array, element), array, bindArrayRemove).nullCall(),
		polymorphic(3168, "array_replace", takes(array, element, element), array, bindArrayReplace).nullCall(),
		pure(6172, "trim_array", takes(types.AnyArray, types.Int4), types.AnyArray, scalar(trimArray)),
	}
}

// arrayEditOperators is the forms of ||.
func arrayEditOperators() []Overload {
	array, element := types.AnyCompatibleArray, types.AnyCompatible
	return []Overload{
		pure(349, "||", takes(array, element), array, scalar(arrayAppend)).nullCall(),
		pure(374, "||", takes(element, array), array, scalar(arrayPrepend)).nullCall(),
		pure(375, "||", takes(array, array), array, scalar(arrayCat)).nullCall(),
	}
}

func arrayAppend(_ *Env, args []types.Value) (types.Value, error) {
	list, lower, err := flat(args[0])
	if err != nil {
		return types.Null, err
	}
	return listFrom(lower, append(slices.Clip(list), args[1])), nil
}

func arrayPrepend(_ *Env, args []types.Value) (types.Value, error) {
	list, lower, err := flat(args[1])
	if err != nil {
		return types.Null, err
	}
	return listFrom(lower, slices.Concat(args[:1], list)), nil
}

// flat returns the elements of an array of at most one dimension and its lower
// bound; NULL is the empty array.
func flat(v types.Value) (list []types.Value, lower int, err error) {
	if v.IsNull() || len(v.Array().Dims) == 0 {
		return nil, 1, nil
	}
	if len(v.Array().Dims) > 1 {
		return nil, 0, pgerr.New(pgerr.DataException, "argument must be empty or one-dimensional array")
	}
	return v.Array().Values, v.Array().Dims[0].Lower, nil
}

// listFrom makes an array of one dimension, or the empty one.
func listFrom(lower int, values []types.Value) types.Value {
	a := newList(values)
	if len(values) > 0 {
		a.Dims[0].Lower = lower
	}
	return types.NewArray(a)
}

// arrayCat joins two arrays along their first dimension, or puts an array as
// an element at the end of one that has a dimension more.
func arrayCat(_ *Env, args []types.Value) (types.Value, error) {
	switch {
	case args[0].IsNull():
		return args[1], nil
	case args[1].IsNull():
		return args[0], nil
	}
	a, b := args[0].Array(), args[1].Array()
	if len(a.Dims) == 0 {
		return args[1], nil
	}
	if len(b.Dims) == 0 {
		return args[0], nil
	}
	dims, err := joinedDims(a.Dims, b.Dims)
	if err != nil {
		return types.Null, err
	}
	return types.NewArray(&types.Array{Dims: dims, Values: slices.Concat(a.Values, b.Values)}), nil
}

func joinedDims(a, b []types.Dim) ([]types.Dim, error) {
	var dims []types.Dim
	switch len(a) - len(b) {
	case 0:
		if !slices.Equal(a[1:], b[1:]) {
			return nil, incompatibleArrays("Arrays with differing element dimensions are not compatible for concatenation.")
		}
		dims = slices.Clone(a)
		dims[0].Len += b[0].Len
		return dims, nil
	case 1:
		dims = slices.Clone(a)
		a = a[1:]
	case -1:
		dims = slices.Clone(b)
		b = b[1:]
	default:
		return nil, pgerr.New(pgerr.ArraySubscriptError, "cannot concatenate incompatible arrays").
			WithDetail("Arrays of %d and %d dimensions are not compatible for concatenation.", len(a), len(b))
	}
	if !slices.Equal(a, b) {
		return nil, incompatibleArrays("Arrays with differing dimensions are not compatible for concatenation.")
	}
	dims[0].Len++
	return dims, nil
}

func incompatibleArrays(detail string) error {
	return pgerr.New(pgerr.ArraySubscriptError, "cannot concatenate incompatible arrays").WithDetail("%s", detail)
}

func bindArrayRemove(ts []*types.Type, _ *types.Type) Scalar {
	same := notDistinct(ts[0].Elem)
	return func(_ *Env, args []types.Value) (types.Value, error) {
		if args[0].IsNull() {
			return types.Null, nil
		}
		a := args[0].Array()
		if len(a.Dims) > 1 {
			return types.Null, pgerr.New(pgerr.FeatureNotSupported, "removing elements from multidimensional arrays is not supported")
		}
		kept := slices.DeleteFunc(slices.Clone(a.Values), func(x types.Value) bool { return same(x, args[1]) })
		if len(kept) == len(a.Values) {
			return args[0], nil
		}
		return listFrom(a.Dims[0].Lower, kept), nil
	}
}

func bindArrayReplace(ts []*types.Type, _ *types.Type) Scalar {
	same := notDistinct(ts[0].Elem)
	return func(_ *Env, args []types.Value) (types.Value, error) {
		if args[0].IsNull() {
			return types.Null, nil
		}
		a := args[0].Array()
		values := slices.Clone(a.Values)
		for i, x := range values {
			if same(x, args[1]) {
				values[i] = args[2]
			}
		}
		return types.NewArray(&types.Array{Dims: a.Dims, Values: values}), nil
	}
}

// notDistinct compares values of type t, with NULL equal to NULL.
func notDistinct(t *types.Type) func(a, b types.Value) bool {
	return func(a, b types.Value) bool {
		if a.IsNull() || b.IsNull() {
			return a.IsNull() && b.IsNull()
		}
		return types.Compare(t, a, b) == 0
	}
}

// trimArray removes elements of the first dimension from the end.
func trimArray(_ *Env, args []types.Value) (types.Value, error) {
	a, n := args[0].Array(), args[1].Int()
	length := 0
	if len(a.Dims) > 0 {
		length = a.Dims[0].Len
	}
	if n < 0 || n > int64(length) {
		return types.Null, pgerr.Newf(pgerr.ArraySubscriptError, "number of elements to trim must be between 0 and %d", length)
	}
	rest := length - int(n)
	if rest == 0 {
		return types.NewArray(&types.Array{}), nil
	}
	dims := slices.Clone(a.Dims)
	dims[0].Len = rest
	for i := range dims {
		dims[i].Lower = 1
	}
	size := len(a.Values) / length * rest
	return types.NewArray(&types.Array{Dims: dims, Values: a.Values[:size:size]}), nil
}
