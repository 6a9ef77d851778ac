package functions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// PostgreSQL's limits of arrays.
const (
	maxDimensions = 6
	maxArraySize  = 134217727
)

func tooManyDimensions(n int) error {
	return pgerr.Newf(pgerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (%d)", n, maxDimensions)
}

// arrayFunctions is what can be called on arrays (manual, section 9.19).
func arrayFunctions() []Overload {
	return slices.Concat(arrayShapeFunctions(), arrayEditFunctions(), arraySearchFunctions())
}

// arrayOperators is the operators of arrays.
func arrayOperators() []Overload {
	return slices.Concat(arrayCompareOperators(), arrayEditOperators())
}

// arrayShapeFunctions tell the dimensions of an array.
func arrayShapeFunctions() []Overload {
	return []Overload{
		pure(747, "array_dims", takes(types.AnyArray), types.Text, scalar(arrayDims)),
		pure(748, "array_ndims", takes(types.AnyArray), types.Int4, scalar(arrayNdims)),
		pure(2176, "array_length", takes(types.AnyArray, types.Int4), types.Int4, scalar(ofDimension(func(d types.Dim) int { return d.Len }))),
		pure(2091, "array_lower", takes(types.AnyArray, types.Int4), types.Int4, scalar(ofDimension(func(d types.Dim) int { return d.Lower }))),
		pure(2092, "array_upper", takes(types.AnyArray, types.Int4), types.Int4, scalar(ofDimension(func(d types.Dim) int { return d.Lower + d.Len - 1 }))),
		{OID: 3179, Name: "cardinality", Args: takes(types.AnyArray), Result: types.Int4, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				return types.NewInt(int64(len(args[0].Array().Values))), nil
			}},
		pure(1193, "array_fill", takes(types.AnyElement, types.Int4.Array), types.AnyArray, scalar(arrayFill)).nullCall(),
		pure(1286, "array_fill", takes(types.AnyElement, types.Int4.Array, types.Int4.Array), types.AnyArray, scalar(arrayFill)).nullCall(),
	}
}

func arrayDims(_ *Env, args []types.Value) (types.Value, error) {
	dims := args[0].Array().Dims
	if len(dims) == 0 {
		return types.Null, nil
	}
	var b strings.Builder
	for _, d := range dims {
		fmt.Fprintf(&b, "[%d:%d]", d.Lower, d.Lower+d.Len-1)
	}
	return types.NewText(b.String()), nil
}

func arrayNdims(_ *Env, args []types.Value) (types.Value, error) {
	if n := len(args[0].Array().Dims); n > 0 {
		return types.NewInt(int64(n)), nil
	}
	return types.Null, nil
}

// ofDimension makes a function of (array, dimension), NULL where the array has
// no such dimension.
func ofDimension(f func(types.Dim) int) Scalar {
	return func(_ *Env, args []types.Value) (types.Value, error) {
		dims, n := args[0].Array().Dims, args[1].Int()
		if n < 1 || n > int64(len(dims)) {
			return types.Null, nil
		}
		return types.NewInt(int64(f(dims[n-1]))), nil
	}
}

// arrayFill makes an array of the first argument; the second has the lengths
// of its dimensions, the third, if any, their lower bounds.
func arrayFill(_ *Env, args []types.Value) (types.Value, error) {
	lengths, err := subscripts(args[1])
	if err != nil {
		return types.Null, err
	}
	if len(lengths) > maxDimensions {
		return types.Null, tooManyDimensions(len(lengths))
	}
	dims := make([]types.Dim, len(lengths))
	for i, n := range lengths {
		dims[i] = types.Dim{Len: int(n), Lower: 1}
	}
	if len(args) > 2 {
		if err := setLowerBounds(dims, args[2]); err != nil {
			return types.Null, err
		}
	}
	size, err := arraySize(dims)
	if err != nil || size == 0 {
		return types.NewArray(&types.Array{}), err
	}
	values := make([]types.Value, size)
	for i := range values {
		values[i] = args[0]
	}
	return types.NewArray(&types.Array{Dims: dims, Values: values}), nil
}

func setLowerBounds(dims []types.Dim, arg types.Value) error {
	bounds, err := subscripts(arg)
	if err != nil {
		return err
	}
	if len(bounds) != len(dims) {
		return wrongSubscripts("Low bound array has different size than dimensions array.")
	}
	for i, b := range bounds {
		dims[i].Lower = int(b)
	}
	return nil
}

// subscripts reads an int4[] of one dimension without NULLs.
func subscripts(v types.Value) ([]int64, error) {
	if v.IsNull() {
		return nil, pgerr.New(pgerr.NullValueNotAllowed, "dimension array or low bound array cannot be null")
	}
	if len(v.Array().Dims) > 1 {
		return nil, wrongSubscripts("Dimension array must be one dimensional.")
	}
	list := make([]int64, len(v.Array().Values))
	for i, x := range v.Array().Values {
		if x.IsNull() {
			return nil, pgerr.New(pgerr.NullValueNotAllowed, "dimension values cannot be null")
		}
		list[i] = x.Int()
	}
	return list, nil
}

func wrongSubscripts(detail string) error {
	return pgerr.New(pgerr.ArraySubscriptError, "wrong number of array subscripts").WithDetail("%s", detail)
}

// arraySize is the number of elements, within PostgreSQL's limit.
func arraySize(dims []types.Dim) (int, error) {
	if len(dims) == 0 {
		return 0, nil
	}
	size := 1
	for _, d := range dims {
		if d.Len < 0 || d.Len > maxArraySize {
			return 0, arrayTooLarge()
		}
		if size *= d.Len; size > maxArraySize {
			return 0, arrayTooLarge()
		}
	}
	return size, nil
}

func arrayTooLarge() error {
	return pgerr.Newf(pgerr.ProgramLimitExceeded, "array size exceeds the maximum allowed (%d)", maxArraySize)
}
