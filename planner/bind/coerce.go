package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

const (
	implicit   = functions.ImplicitCast
	assignment = functions.AssignmentCast
	explicit   = functions.ExplicitCast
)

// coerce makes e of type t with a type modifier, if the context allows it.
// Where it does not the error is 42846, with the position of node.
func (b *binder) coerce(e expr.Expr, t *types.Type, typmod int32, context functions.CastContext, node parser.Node) (expr.Expr, error) {
	switch n := e.(type) {
	case *expr.Const:
		if n.Of == types.Unknown {
			return b.settleLiteral(n, t, typmod, context, node)
		}
	case *expr.Param:
		if n.Of == types.Unknown {
			settled, err := b.settleParam(n, t)
			if err != nil {
				return nil, b.at(err, node)
			}
			return b.modify(settled, typmod, context), nil
		}
	}
	from := e.Type()
	if from == t || accepts(t, from) {
		return b.modify(e, typmod, context), nil
	}
	cast := b.Functions.FindCast(from, t)
	if cast == nil || !allows(context, cast.Context) {
		return nil, b.errorf(node, pgerr.CannotCoerce, "cannot cast type %s to %s", from.SQLName, t.SQLName)
	}
	return &expr.Cast{Result: expr.Result{Of: t, Mod: typmod}, Cast: cast, Arg: e,
		Explicit: context == explicit, Pos: b.position(node)}, nil
}

// accepts reports whether a pseudo-type takes any argument as it is.
func accepts(t, from *types.Type) bool {
	switch t {
	case types.Any, types.AnyElement, types.AnyNonArray, types.AnyCompatible, types.AnyCompatibleNonArray:
		return true
	case types.AnyArray, types.AnyCompatibleArray:
		return from.IsArray()
	case types.RecordType:
		return from.Kind == types.KindRecord
	}
	return false
}

// allows reports whether a cast for use in have may be applied in want.
func allows(want, have functions.CastContext) bool {
	switch want {
	case explicit:
		return true
	case assignment:
		return have != explicit
	}
	return have == implicit
}

// modify applies a type modifier to a value that has the type already.
func (b *binder) modify(e expr.Expr, typmod int32, context functions.CastContext) expr.Expr {
	if typmod == types.NoTypmod || typmod == e.Typmod() || e.Type() == types.RecordType {
		return e
	}
	return &expr.Cast{Result: expr.Result{Of: e.Type(), Mod: typmod}, Arg: e, Explicit: context == explicit}
}

// settleLiteral reads a literal as a value of t.
func (b *binder) settleLiteral(c *expr.Const, t *types.Type, typmod int32, context functions.CastContext, node parser.Node) (expr.Expr, error) {
	if c.Value.IsNull() || t == types.Unknown || accepts(t, types.Unknown) {
		if accepts(t, types.Unknown) && !c.Value.IsNull() {
			t = types.Text
		}
		return &expr.Const{Result: expr.Result{Of: t, Mod: typmod}, Value: c.Value}, nil
	}
	reading := int32(types.NoTypmod)
	if t == types.IntervalType {
		reading = typmod // it says what a number without a unit counts
	}
	v, err := types.ParseText(t, reading, c.Value.Text(), b.Values.Parse)
	if err == nil && typmod != types.NoTypmod {
		v, err = types.Coerce(t, typmod, v, context == explicit)
	}
	if err != nil {
		return nil, b.at(placed(err, c.Pos), node)
	}
	return &expr.Const{Result: expr.Result{Of: t, Mod: typmod}, Value: v}, nil
}

// common makes expressions of one type, by the rules of UNION, CASE and their
// kin (PostgreSQL manual, 10.5). context names the construct in errors.
func (b *binder) common(es []expr.Expr, nodes []parser.Expr, context string) ([]expr.Expr, *types.Type, error) {
	t, err := b.Functions.CommonType(context, typesOf(es)...)
	if err != nil {
		return nil, nil, b.at(err, nodes[0])
	}
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		if out[i], err = b.coerce(e, t, types.NoTypmod, implicit, nodes[i]); err != nil {
			return nil, nil, err
		}
	}
	return out, t, nil
}

// settleUnknown gives output columns of unknown type the type text.
func (b *binder) settleUnknown(n plan.Node) plan.Node {
	schema := n.Schema()
	exprs, cols := make([]expr.Expr, len(schema)), make(plan.Schema, len(schema))
	changed := false
	for i, c := range schema {
		exprs[i], cols[i] = schema.Ref(i), c
		if c.Type == types.Unknown {
			b.settleOutput(n, i)
			exprs[i] = &expr.Cast{Result: expr.ResultOf(types.Text), Cast: b.Functions.FindCast(types.Unknown, types.Text), Arg: exprs[i]}
			cols[i].Type = types.Text
			changed = true
		}
	}
	if !changed {
		return n
	}
	return &plan.Project{Input: n, Exprs: exprs, Cols: cols}
}

// settleOutput makes a parameter whose type is open text where it is an output
// column.
func (b *binder) settleOutput(n plan.Node, column int) {
	p, ok := n.(*plan.Project)
	if !ok {
		return
	}
	param, ok := p.Exprs[column].(*expr.Param)
	if ok && (b.Params[param.Number-1] == nil || b.Params[param.Number-1] == types.Unknown) {
		b.Params[param.Number-1] = types.Text
	}
}

// convert makes the columns of a query's result of the given types. Literals
// at its top are read as the type they are for.
func (b *binder) convert(n plan.Node, ts []*types.Type, mods []int32, context functions.CastContext, node parser.Node) (plan.Node, error) {
	schema := n.Schema()
	over := func(i int) expr.Expr { return schema.Ref(i) }
	project, top := n.(*plan.Project)
	if top {
		n, over = project.Input, func(i int) expr.Expr { return project.Exprs[i] }
	}
	exprs, cols, changed := make([]expr.Expr, len(ts)), make(plan.Schema, len(ts)), top
	for i, t := range ts {
		e, err := b.coerce(over(i), t, mods[i], context, node)
		if err != nil {
			return nil, err
		}
		changed = changed || e.Type() != schema[i].Type || e.Typmod() != schema[i].Typmod
		exprs[i], cols[i] = e, schema[i]
		cols[i].Type, cols[i].Typmod = t, e.Typmod()
	}
	if !changed {
		return n, nil
	}
	return &plan.Project{Input: n, Exprs: exprs, Cols: cols}, nil
}
