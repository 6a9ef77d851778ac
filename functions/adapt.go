package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// form says how a Go type is held by a Value and by a Vector.
type form[T any] struct {
	get    func(types.Value) T
	put    func(T) types.Value
	column func(*types.Vector) []T
}

// The forms of the kinds, but numeric, whose column holds no pointers.
var (
	bools     = form[bool]{types.Value.Bool, types.NewBool, boolColumn}
	ints      = form[int64]{types.Value.Int, types.NewInt, intColumn}
	floats    = form[float64]{types.Value.Float, types.NewFloat, floatColumn}
	texts     = form[string]{types.Value.Text, types.NewText, textColumn}
	intervals = form[types.Interval]{types.Value.Interval, types.NewInterval, intervalColumn}
	arrays    = form[*types.Array]{types.Value.Array, types.NewArray, arrayColumn}
)

// body is both ways to run one overload.
type body struct {
	fn     Scalar
	kernel Kernel
}

// unary makes a body of a Go function of one argument.
func unary[A, R any](a form[A], r form[R], f func(A) (R, error)) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		x, err := f(a.get(args[0]))
		if err != nil {
			return types.Null, err
		}
		return r.put(x), nil
	}
	kernel := func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		in, results := a.column(args[0]), r.column(out)
		return eachRow(sel, n, out, func(i int) (err error) {
			results[i], err = f(in[i])
			return err
		})
	}
	return body{fn, kernel}
}

// binary makes a body of a Go function of two arguments.
func binary[A, B, R any](a form[A], b form[B], r form[R], f func(A, B) (R, error)) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		x, err := f(a.get(args[0]), b.get(args[1]))
		if err != nil {
			return types.Null, err
		}
		return r.put(x), nil
	}
	kernel := func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		left, right, results := a.column(args[0]), b.column(args[1]), r.column(out)
		if sel == nil && !out.Nulls.Any() {
			return mapPairs(left[:n], right[:n], results[:n], f)
		}
		return eachRow(sel, n, out, func(i int) (err error) {
			results[i], err = f(left[i], right[i])
			return err
		})
	}
	return body{fn, kernel}
}

// mapPairs is the loop of most kernels' most common case: all rows, no NULL.
func mapPairs[A, B, R any](left []A, right []B, results []R, f func(A, B) (R, error)) (err error) {
	right, results = right[:len(left)], results[:len(left)]
	for i, x := range left {
		if results[i], err = f(x, right[i]); err != nil {
			return err
		}
	}
	return nil
}

// binaryIn is binary for a function that asks the environment.
func binaryIn[A, B, R any](a form[A], b form[B], r form[R], f func(*Env, A, B) (R, error)) body {
	fn := func(env *Env, args []types.Value) (types.Value, error) {
		x, err := f(env, a.get(args[0]), b.get(args[1]))
		if err != nil {
			return types.Null, err
		}
		return r.put(x), nil
	}
	kernel := func(env *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		left, right, results := a.column(args[0]), b.column(args[1]), r.column(out)
		return eachRow(sel, n, out, func(i int) (err error) {
			results[i], err = f(env, left[i], right[i])
			return err
		})
	}
	return body{fn, kernel}
}

// unaryIn is unary for a function that asks the environment.
func unaryIn[A, R any](a form[A], r form[R], f func(*Env, A) (R, error)) body {
	fn := func(env *Env, args []types.Value) (types.Value, error) {
		x, err := f(env, a.get(args[0]))
		if err != nil {
			return types.Null, err
		}
		return r.put(x), nil
	}
	kernel := func(env *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		in, results := a.column(args[0]), r.column(out)
		return eachRow(sel, n, out, func(i int) (err error) {
			results[i], err = f(env, in[i])
			return err
		})
	}
	return body{fn, kernel}
}

// swapped exchanges the arguments of a function.
func swapped[A, B, R any](f func(A, B) (R, error)) func(B, A) (R, error) {
	return func(b B, a A) (R, error) { return f(a, b) }
}

// eachRow calls f with the selected rows whose result is not NULL already.
func eachRow(sel []int32, n int, out *types.Vector, f func(row int) error) error {
	nulls := out.Nulls.Any()
	if sel != nil {
		n = len(sel)
	}
	for k := range n {
		row := rowAt(sel, k)
		if nulls && out.Nulls.Get(row) {
			continue
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}

// sure makes a function that cannot fail one that may.
func sure[A, R any](f func(A) R) func(A) (R, error) {
	return func(a A) (R, error) { return f(a), nil }
}

// pure makes an immutable, strict overload.
func pure(oid types.OID, name string, args []*types.Type, result *types.Type, b body) Overload {
	return Overload{OID: oid, Name: name, Args: args, Result: result, Volatility: Immutable, Fn: b.fn, Kernel: b.kernel}
}

// polymorphic makes an immutable, strict overload whose function depends on the
// types of the call.
func polymorphic(oid types.OID, name string, args []*types.Type, result *types.Type, bind func(args []*types.Type, result *types.Type) Scalar) Overload {
	return pure(oid, name, args, result, body{}).withBind(bind)
}

// scalar is a body without a kernel.
func scalar(fn Scalar) body { return body{fn: fn} }

// stable marks an overload that depends on settings or the transaction.
func (o Overload) stable() Overload {
	o.Volatility = Stable
	return o
}

// volatile marks an overload whose every call may differ.
func (o Overload) volatile() Overload {
	o.Volatility = Volatile
	return o
}

// nullCall marks an overload that is called with NULL arguments.
func (o Overload) nullCall() Overload {
	o.NullCall = true
	return o
}

// variadic marks an overload whose last argument collects the rest.
func (o Overload) variadic() Overload {
	o.Variadic = true
	return o
}

// optional marks the last n arguments as ones that may be left out.
func (o Overload) optional(n int) Overload {
	o.Defaults = n
	return o
}

// defaults gives the last arguments default values, first and then last.
func (o Overload) defaults(first []types.Value, last types.Value) Overload {
	o.DefaultValues = append(slices.Clone(first), last)
	return o.optional(len(o.DefaultValues))
}

// named gives the arguments names.
func (o Overload) named(names ...string) Overload {
	o.ArgNames = names
	return o
}

// withBind sets Bind.
func (o Overload) withBind(bind func(args []*types.Type, result *types.Type) Scalar) Overload {
	o.Bind = bind
	return o
}
