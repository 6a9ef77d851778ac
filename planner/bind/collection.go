package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// in binds x IN (a, b): a hash probe where all items have the type of x, else
// the OR of the comparisons.
func (b *binder) in(l *level, e *parser.In) (expr.Expr, error) {
	if row, ok := e.Arg.(*parser.Row); ok {
		return b.rowIn(l, e, row)
	}
	arg, err := b.expr(l, e.Arg)
	if err != nil {
		return nil, err
	}
	items, err := b.exprs(l, e.List)
	if err != nil {
		return nil, err
	}
	if probe, ok, err := b.probe(arg, items, e); ok || err != nil {
		return probe, err
	}
	any := make([]expr.Expr, len(items))
	for i, item := range items {
		if any[i], err = b.apply("=", arg, item, e); err != nil {
			return nil, err
		}
	}
	return negate(disjunction(any), e.Not), nil
}

// probe makes an In of items that get one type with arg.
func (b *binder) probe(arg expr.Expr, items []expr.Expr, e *parser.In) (expr.Expr, bool, error) {
	all := append([]expr.Expr{arg}, items...)
	t, err := b.Functions.CommonType("IN", typesOf(all)...)
	if err != nil || t.Category == types.CategoryPseudo || t.Category == types.CategoryUnknown || t == types.JSON {
		return nil, false, nil
	}
	for i, x := range all {
		node := parser.Expr(e.Arg)
		if i > 0 {
			node = e.List[i-1]
		}
		if all[i], err = b.coerce(x, t, types.NoTypmod, implicit, node); err != nil {
			return nil, true, err
		}
	}
	return &expr.In{Operand: all[0], Items: all[1:], Negated: e.Not}, true, nil
}

func (b *binder) rowIn(l *level, e *parser.In, row *parser.Row) (expr.Expr, error) {
	any := make([]expr.Expr, len(e.List))
	for i, item := range e.List {
		other, ok := item.(*parser.Row)
		if !ok {
			return nil, b.errorf(item, pgerr.DatatypeMismatch, "argument of IN must be a row")
		}
		op := &parser.Op{Loc: e.Loc, Name: parser.QualifiedName{Name: "="}}
		var err error
		if any[i], err = b.rowOperator(l, op, row.Args, other.Args); err != nil {
			return nil, err
		}
	}
	return negate(disjunction(any), e.Not), nil
}

func disjunction(any []expr.Expr) expr.Expr {
	if len(any) == 1 {
		return any[0]
	}
	return &expr.Or{Operands: any}
}

func negate(e expr.Expr, not bool) expr.Expr {
	if not {
		return &expr.Not{Operand: e}
	}
	return e
}

// quantified binds x op ANY (array) and x op ALL (array).
func (b *binder) quantified(l *level, e *parser.Quantified) (expr.Expr, error) {
	left, err := b.expr(l, e.Left)
	if err != nil {
		return nil, err
	}
	array, err := b.expr(l, e.Array)
	if err != nil {
		return nil, err
	}
	elem := types.Unknown
	switch t := array.Type(); {
	case t.IsArray():
		elem = t.Elem
	case t != types.Unknown:
		return nil, b.errorf(e, pgerr.WrongObjectType, "op ANY/ALL (array) requires array on right side")
	}
	r, err := b.Functions.ResolveOperator(e.Op.Name, left.Type(), elem)
	if err != nil {
		return nil, b.at(err, e)
	}
	if r.Result != types.Bool {
		return nil, b.errorf(e, pgerr.WrongObjectType, "op ANY/ALL (array) requires operator to yield boolean")
	}
	if left, err = b.coerce(left, r.Args[0], types.NoTypmod, implicit, e.Left); err != nil {
		return nil, err
	}
	arrayType := r.Args[1].Array
	if accepts(r.Args[1], elem) {
		arrayType = array.Type()
	}
	if array, err = b.coerce(array, arrayType, types.NoTypmod, implicit, e.Array); err != nil {
		return nil, err
	}
	return &expr.AnyAll{Op: r.Overload, All: e.All, Left: left, Array: array, Pos: b.position(e)}, nil
}

// array binds ARRAY[...] by the common type of its elements.
func (b *binder) array(l *level, a *parser.Array) (expr.Expr, error) {
	if len(a.Elems) == 0 {
		return nil, b.at(pgerr.New(pgerr.IndeterminateDatatype, "cannot determine type of empty array").
			WithHint("Explicitly cast to the desired type, for example ARRAY[]::integer[]."), a)
	}
	elems, err := b.exprs(l, a.Elems)
	if err != nil {
		return nil, err
	}
	elems, t, err := b.common(elems, a.Elems, "ARRAY")
	if err != nil {
		return nil, err
	}
	if t == types.Unknown {
		t = types.Text
	}
	nested := t.IsArray()
	if !nested {
		if t.Array == nil {
			return nil, b.errorf(a, pgerr.UndefinedObject, "could not find array type for data type %s", t.SQLName)
		}
		t = t.Array
	}
	return &expr.MakeArray{Result: expr.ResultOf(t), Elements: elems, Nested: nested}, nil
}

// arrayOf binds ARRAY[...]::t, whose elements are cast one by one so that an
// empty array and literals get the type asked for.
func (b *binder) arrayOf(l *level, a *parser.Array, t *types.Type, typmod int32) (expr.Expr, error) {
	out := &expr.MakeArray{Result: expr.Result{Of: t, Mod: typmod}, Elements: make([]expr.Expr, len(a.Elems))}
	for i, e := range a.Elems {
		var err error
		if inner, ok := e.(*parser.Array); ok {
			out.Nested = true
			out.Elements[i], err = b.arrayOf(l, inner, t, typmod)
		} else if out.Elements[i], err = b.expr(l, e); err == nil {
			target := t.Elem
			if out.Elements[i].Type().IsArray() {
				out.Nested, target = true, t
			}
			out.Elements[i], err = b.coerce(out.Elements[i], target, typmod, explicit, e)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
