package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Call says how the arguments of a resolved call are passed.
type Call struct {
	Args   []*types.Type // the type each argument, as written, is cast to
	Result *types.Type
	// Collect is the number of arguments passed as they are; those after them
	// are passed as one array. It is -1 unless a variadic array is collected.
	Collect int
}

// Resolved is a call of a scalar function or operator whose overload is
// settled. Its Overload has Fn bound to the types of the call.
type Resolved struct {
	Overload *Overload
	Call
}

// ResolveOperator chooses the operator for the given operand types (manual,
// 10.2); left is nil for a prefix operator. Errors are 42883 where there is
// none and 42725 where several fit equally well.
func (r *Registry) ResolveOperator(symbol string, left, right *types.Type) (Resolved, error) {
	actual := []*types.Type{left, right}
	if left == nil {
		actual = actual[1:]
	}
	overloads := r.operators[symbol]
	candidates := make([]candidate, 0, len(overloads))
	for i, o := range overloads {
		if len(o.Args) == len(actual) {
			candidates = append(candidates, candidate{index: i, args: o.Args})
		}
	}
	chosen, ok := exactOperator(candidates, actual)
	if !ok {
		candidates = r.narrow(candidates, actual)
		if len(candidates) != 1 {
			return Resolved{}, operatorError(symbol, actual, len(candidates))
		}
		chosen = candidates[0]
	}
	return r.resolved(overloads[chosen.index], chosen, actual)
}

// exactOperator finds the operator of exactly the operand types; an untyped
// literal is taken for the type of the other operand.
func exactOperator(candidates []candidate, actual []*types.Type) (candidate, bool) {
	if len(actual) == 2 {
		actual = slices.Clone(actual)
		if actual[0] == types.Unknown {
			actual[0] = actual[1]
		} else if actual[1] == types.Unknown {
			actual[1] = actual[0]
		}
	}
	return exactMatch(candidates, actual)
}

func exactMatch(candidates []candidate, actual []*types.Type) (candidate, bool) {
	for _, c := range candidates {
		if slices.Equal(c.args, actual) {
			return c, true
		}
	}
	return candidate{}, false
}

// ResolveFunction chooses the overload of a scalar function for the given
// argument types (manual, 10.3); variadic says that the call marks its last
// argument VARIADIC. Errors are 42883 and 42725.
func (r *Registry) ResolveFunction(name string, args []*types.Type, variadic bool) (Resolved, error) {
	overloads := r.functions[name]
	chosen, err := r.choose(name, signatures(overloads, (*Overload).signature), args, variadic)
	if err != nil {
		if cast, ok := r.functionalCast(name, args); ok {
			return cast, nil
		}
		return Resolved{}, err
	}
	o := overloads[chosen.index]
	if variadic && o.Args[len(o.Args)-1] == types.Any {
		if o, err = spreadArray(o, args); err != nil {
			return Resolved{}, err
		}
	}
	return r.resolved(o, chosen, args)
}

func (o *Overload) signature() signature {
	return signature{o.Args, o.Defaults, o.Variadic, o.Result}
}

func signatures[T any](overloads []*T, of func(*T) signature) []signature {
	list := make([]signature, len(overloads))
	for i, o := range overloads {
		list[i] = of(o)
	}
	return list
}

// resolved settles the types of a chosen overload and binds it to them.
func (r *Registry) resolved(o *Overload, c candidate, actual []*types.Type) (Resolved, error) {
	call, err := r.settleCall(c, actual, o.Result)
	if err != nil {
		return Resolved{}, err
	}
	if o.Bind != nil {
		bound := *o
		bound.Fn = o.Bind(call.Args, call.Result)
		o = &bound
	}
	return Resolved{o, call}, nil
}

// spreadArray makes a function over any arguments take the elements of the
// array that the call marks VARIADIC.
func spreadArray(o *Overload, args []*types.Type) (*Overload, error) {
	last := len(args) - 1
	elem := args[last].Elem
	if elem == nil {
		return nil, pgerr.New(pgerr.DatatypeMismatch, "VARIADIC argument must be an array")
	}
	spread := *o
	spread.Bind = func(args []*types.Type, result *types.Type) Scalar {
		return func(env *Env, values []types.Value) (types.Value, error) {
			if values[last].IsNull() {
				if o.Name == "format" {
					return o.Bind(args[:last], result)(env, values[:last])
				}
				return types.Null, nil
			}
			elements := values[last].Array().Values
			kinds := slices.Concat(args[:last], slices.Repeat([]*types.Type{elem}, len(elements)))
			return o.Bind(kinds, result)(env, slices.Concat(values[:last], elements))
		}
	}
	return &spread, nil
}

// functionalCast is a call such as text(x) or float8('1') that names a type:
// a cast that needs no function of pg_proc (manual, 10.3 step 3).
func (r *Registry) functionalCast(name string, args []*types.Type) (Resolved, bool) {
	to := types.ByName(name)
	if len(args) != 1 || to == nil || to.Name != name || args[0] == types.RecordType && to.Category == types.CategoryString {
		return Resolved{}, false
	}
	cast := r.FindCast(args[0], to)
	if cast == nil || cast.FuncOID != 0 {
		return Resolved{}, false
	}
	fn := func(env *Env, args []types.Value) (types.Value, error) {
		return cast.Fn(env, args[0], types.NoTypmod, true)
	}
	o := &Overload{Name: name, Args: args, Result: to, Volatility: Stable, Fn: fn}
	return Resolved{o, Call{Args: args, Result: to, Collect: -1}}, true
}

// ResolveAggregate does for aggregates what ResolveFunction does for scalar
// functions. args are the direct ones, then those of WITHIN GROUP. The
// arguments of a hypothetical-set aggregate are the caller's to pair.
func (r *Registry) ResolveAggregate(name string, args []*types.Type) (*Aggregate, Call, error) {
	return resolveAs(r, name, r.aggregates[name], func(a *Aggregate) signature {
		if a.Hypothetical {
			return signature{args: []*types.Type{types.Any}, variadic: true, result: a.Result}
		}
		return signature{args: slices.Concat(a.Direct, a.Args), result: a.Result}
	}, args)
}

// ResolveWindow chooses the overload of a pure window function.
func (r *Registry) ResolveWindow(name string, args []*types.Type) (*Window, Call, error) {
	return resolveAs(r, name, r.windows[name], func(w *Window) signature {
		return signature{args: w.Args, result: w.Result}
	}, args)
}

// ResolveSet chooses the overload of a set-returning function.
func (r *Registry) ResolveSet(name string, args []*types.Type) (*Set, Call, error) {
	return resolveAs(r, name, r.sets[name], func(s *Set) signature {
		return signature{args: s.Args, defaults: s.Defaults, result: s.Result}
	}, args)
}

func resolveAs[T any](r *Registry, name string, overloads []*T, of func(*T) signature, args []*types.Type) (*T, Call, error) {
	list := signatures(overloads, of)
	chosen, err := r.choose(name, list, args, false)
	if err != nil {
		return nil, Call{}, err
	}
	call, err := r.settleCall(chosen, args, list[chosen.index].result)
	return overloads[chosen.index], call, err
}
