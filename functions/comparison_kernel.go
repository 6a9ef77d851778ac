package functions

import (
	"cmp"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

func intComparison(op comparison) Scalar {
	return func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewBool(op.holds(cmp.Compare(args[0].Int(), args[1].Int()))), nil
	}
}

// intComparisonKernel compares every row, selected or not: that costs less
// than following a selection, and no comparison can fail.
func intComparisonKernel(op comparison) Kernel {
	return func(_ *Env, args []*types.Vector, _ []int32, n int, out *types.Vector) error {
		compareInts(op, args[0].Ints[:n], args[1].Ints[:n], out.Bools[:n])
		return nil
	}
}

func compareInts(op comparison, a, b []int64, out []bool) {
	b, out = b[:len(a)], out[:len(a)]
	switch op {
	case equal:
		for i, x := range a {
			out[i] = x == b[i]
		}
	case unequal:
		for i, x := range a {
			out[i] = x != b[i]
		}
	case less:
		for i, x := range a {
			out[i] = x < b[i]
		}
	case lessOrEqual:
		for i, x := range a {
			out[i] = x <= b[i]
		}
	case greater:
		compareInts(less, b, a, out)
	case greaterOrEqual:
		compareInts(lessOrEqual, b, a, out)
	}
}

func floatComparison(op comparison) Scalar {
	return func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewBool(op.holds(types.CompareFloat(args[0].Float(), args[1].Float()))), nil
	}
}

func floatComparisonKernel(op comparison) Kernel {
	return func(_ *Env, args []*types.Vector, _ []int32, n int, out *types.Vector) error {
		compareFloats(op, args[0].Floats[:n], args[1].Floats[:n], out.Bools[:n])
		return nil
	}
}

// compareFloats has NaN equal to itself and above all other numbers; x != x
// says that x is NaN.
func compareFloats(op comparison, a, b []float64, out []bool) {
	b, out = b[:len(a)], out[:len(a)]
	switch op {
	case equal:
		for i, x := range a {
			y := b[i]
			out[i] = x == y || x != x && y != y
		}
	case unequal:
		for i, x := range a {
			y := b[i]
			out[i] = x != y && (x == x || y == y)
		}
	case less:
		for i, x := range a {
			y := b[i]
			out[i] = x < y || x == x && y != y
		}
	case lessOrEqual:
		for i, x := range a {
			y := b[i]
			out[i] = x <= y || y != y
		}
	case greater:
		compareFloats(less, b, a, out)
	case greaterOrEqual:
		compareFloats(lessOrEqual, b, a, out)
	}
}

// textComparison compares bytes; a test for equality looks at lengths first.
func textComparison(op comparison) body {
	switch op {
	case equal, unequal:
		b := binary(texts, texts, bools, func(a, b string) (bool, error) { return (a == b) == (op == equal), nil })
		b.kernel = textEqualityKernel(op == equal)
		return b
	}
	return binary(texts, texts, bools, func(a, b string) (bool, error) { return op.holds(strings.Compare(a, b)), nil })
}

func textEqualityKernel(want bool) Kernel {
	return func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		a, b, results := args[0].Texts, args[1].Texts, out.Bools
		if sel == nil {
			for i := range n {
				results[i] = (a[i] == b[i]) == want
			}
			return nil
		}
		for _, i := range sel {
			results[i] = (a[i] == b[i]) == want
		}
		return nil
	}
}

func numericComparison(op comparison) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewBool(op.holds(types.CompareNumeric(args[0].Numeric(), args[1].Numeric()))), nil
	}
	return body{fn, func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		a, b := args[0].Numerics, args[1].Numerics
		return eachRow(sel, n, out, func(i int) error {
			out.Bools[i] = op.holds(compareNumeric(&a[i], &b[i]))
			return nil
		})
	}}
}
