package expr

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// apply computes a node from the values of its operands, in the order of
// Children.
type apply func(x *Context, args []types.Value) (types.Value, error)

// applyTo is the meaning of a node all of whose operands are evaluated first:
// every node but And, Or, Case, Coalesce and the leaves.
func applyTo(e Expr) apply {
	switch e := e.(type) {
	case *Call:
		return applyOverload(e.Overload)
	case *Cast:
		return applyCast(e)
	case *Not:
		return applyNot
	case *TestIs:
		return func(_ *Context, args []types.Value) (types.Value, error) {
			return types.NewBool(e.Test.holds(args[0])), nil
		}
	case *Distinct:
		return applyDistinct(e)
	case *NullIf:
		return applyNullIf
	case *MinMax:
		return applyMinMax(e)
	case *In:
		return applyIn(e)
	case *AnyAll:
		return applyAnyAll(e)
	case *MakeArray:
		return applyMakeArray(e)
	case *MakeRow:
		return applyMakeRow(e)
	case *Subscript:
		return applySubscript(e)
	case *Field:
		return func(_ *Context, args []types.Value) (types.Value, error) { return field(args[0], e.Index), nil }
	case *Subquery:
		return applySubquery(e)
	}
	return func(*Context, []types.Value) (types.Value, error) {
		return types.Null, fmt.Errorf("expression %T cannot be evaluated", e)
	}
}

func anyNull(args []types.Value) bool {
	for _, a := range args {
		if a.IsNull() {
			return true
		}
	}
	return false
}

func applyOverload(o *functions.Overload) apply {
	return func(x *Context, args []types.Value) (types.Value, error) {
		if !o.NullCall && anyNull(args) {
			return types.Null, nil
		}
		return o.Fn(x.Env, args)
	}
}

func applyCast(c *Cast) apply {
	return func(x *Context, args []types.Value) (types.Value, error) {
		v := args[0]
		if v.IsNull() || c.relabels() {
			return v, nil
		}
		if c.Cast == nil {
			return types.Coerce(c.Of, c.Mod, v, c.Explicit)
		}
		return c.Cast.Fn(x.Env, v, c.Mod, c.Explicit)
	}
}

// relabels reports whether the cast leaves every value as it is.
func (c *Cast) relabels() bool {
	return c.Mod == types.NoTypmod && (c.Cast == nil || c.Cast.Relabel)
}

func applyNot(_ *Context, args []types.Value) (types.Value, error) {
	if args[0].IsNull() {
		return types.Null, nil
	}
	return types.NewBool(!args[0].Bool()), nil
}

// holds tests one value. A row is NULL if all of its fields are, and NOT NULL
// if none of them is, so that it can be neither.
func (t Test) holds(v types.Value) bool {
	switch t {
	case IsNull:
		return v.IsNull() || v.Kind() == types.KindRecord && allFields(v.Record(), true)
	case IsNotNull:
		return !v.IsNull() && (v.Kind() != types.KindRecord || allFields(v.Record(), false))
	case IsUnknown:
		return v.IsNull()
	case IsNotUnknown:
		return !v.IsNull()
	case IsTrue:
		return !v.IsNull() && v.Bool()
	case IsNotTrue:
		return v.IsNull() || !v.Bool()
	case IsFalse:
		return !v.IsNull() && !v.Bool()
	}
	return v.IsNull() || v.Bool()
}

func allFields(r *types.Record, null bool) bool {
	for _, v := range r.Values {
		if v.IsNull() != null {
			return false
		}
	}
	return true
}

func applyDistinct(d *Distinct) apply {
	equal := applyOverload(d.Equal.Overload)
	return func(x *Context, args []types.Value) (types.Value, error) {
		if args[0].IsNull() || args[1].IsNull() {
			distinct := args[0].IsNull() != args[1].IsNull()
			return types.NewBool(distinct != d.Negated), nil
		}
		same, err := equal(x, args)
		if err != nil {
			return types.Null, err
		}
		return types.NewBool(same.Bool() == d.Negated), nil
	}
}

// applyNullIf gets the value and whether it equals the other one.
func applyNullIf(_ *Context, args []types.Value) (types.Value, error) {
	if !args[1].IsNull() && args[1].Bool() {
		return types.Null, nil
	}
	return args[0], nil
}

func applyMinMax(m *MinMax) apply {
	return func(_ *Context, args []types.Value) (types.Value, error) {
		best := types.Null
		for _, a := range args {
			if a.IsNull() {
				continue
			}
			if best.IsNull() || (types.Compare(m.Of, a, best) > 0) == m.Greatest {
				best = a
			}
		}
		return best, nil
	}
}

func applySubquery(s *Subquery) apply {
	n := len(s.Correlated)
	return func(x *Context, args []types.Value) (types.Value, error) {
		return x.Subqueries.Eval(s, args[:n:n], args[n:])
	}
}
