package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// subplan binds the query of a subquery expression and files its plan.
func (b *binder) subplan(l *level, q *parser.Query) (*expr.Subquery, plan.Schema, error) {
	defer b.refuse(inSubquery)()
	inner := l.inner()
	root, err := b.query(inner, q)
	if err != nil {
		return nil, nil, err
	}
	root = b.settleUnknown(root)
	b.subplans = append(b.subplans, root)
	return &expr.Subquery{Plan: len(b.subplans) - 1, Correlated: *inner.correlated}, root.Schema(), nil
}

// single is subplan for a query that must have one column, in place of node.
func (b *binder) single(l *level, q *parser.Query, node parser.Node) (*expr.Subquery, plan.Column, error) {
	s, schema, err := b.subplan(l, q)
	if err != nil {
		return nil, plan.Column{}, err
	}
	if len(schema) != 1 {
		return nil, plan.Column{}, b.errorf(node, pgerr.SyntaxError, "subquery must return only one column")
	}
	return s, schema[0], nil
}

func (b *binder) scalarSubquery(l *level, e *parser.ScalarSubquery) (expr.Expr, error) {
	s, col, err := b.single(l, e.Query, e)
	if err != nil {
		return nil, err
	}
	s.Kind, s.Result = expr.ScalarSubquery, expr.Result{Of: col.Type, Mod: col.Typmod}
	return s, nil
}

func (b *binder) arraySubquery(l *level, e *parser.ArraySubquery) (expr.Expr, error) {
	s, col, err := b.single(l, e.Query, e)
	if err != nil {
		return nil, err
	}
	t := col.Type
	if !t.IsArray() {
		t = t.Array
	}
	if t == nil {
		return nil, b.errorf(e, pgerr.UndefinedObject, "could not find array type for data type %s", col.Type.SQLName)
	}
	s.Kind, s.Result = expr.ArraySubquery, expr.ResultOf(t)
	return s, nil
}

func (b *binder) exists(l *level, e *parser.Exists) (expr.Expr, error) {
	s, _, err := b.subplan(l, e.Query)
	if err != nil {
		return nil, err
	}
	s.Kind, s.Result = expr.ExistsSubquery, expr.ResultOf(types.Bool)
	return s, nil
}

func (b *binder) inSubquery(l *level, e *parser.InSubquery) (expr.Expr, error) {
	return b.compared(l, e.Arg, e.Query, "=", expr.AnySubquery, e.Not, e)
}

func (b *binder) quantifiedSubquery(l *level, e *parser.QuantifiedSubquery) (expr.Expr, error) {
	kind := expr.AnySubquery
	if e.All {
		kind = expr.AllSubquery
	}
	return b.compared(l, e.Left, e.Query, e.Op.Name, kind, false, e)
}

// compared binds left op ANY/ALL (query). Compare reads a row of the left
// operands followed by the query's columns.
func (b *binder) compared(l *level, left parser.Expr, q *parser.Query, op string, kind expr.SubqueryKind, not bool, node parser.Node) (expr.Expr, error) {
	operands := []parser.Expr{left}
	if row, ok := left.(*parser.Row); ok {
		operands = row.Args
	}
	lefts, err := b.exprs(l, operands)
	if err != nil {
		return nil, err
	}
	s, schema, err := b.subplan(l, q)
	if err != nil {
		return nil, err
	}
	if len(schema) != len(lefts) {
		return nil, b.errorf(node, pgerr.SyntaxError, "subquery has too %s columns", map[bool]string{true: "many", false: "few"}[len(schema) > len(lefts)])
	}
	s.Kind, s.Result, s.Negated = kind, expr.ResultOf(types.Bool), not
	s.Left, s.Compare, err = b.compareLefts(op, lefts, schema, node)
	return s, err
}

// compareLefts makes the comparison. Left operands of unknown type take the
// type the comparison settled for them.
func (b *binder) compareLefts(op string, lefts []expr.Expr, schema plan.Schema, node parser.Node) ([]expr.Expr, expr.Expr, error) {
	n := len(lefts)
	columns, rights := make([]expr.Expr, n), make([]expr.Expr, n)
	for i, left := range lefts {
		if left.Type() == types.Unknown {
			var err error
			if left, err = b.coerce(left, schema[i].Type, types.NoTypmod, implicit, node); err != nil {
				return nil, nil, err
			}
			lefts[i] = left
		}
		columns[i] = &expr.Column{Result: expr.Result{Of: left.Type(), Mod: left.Typmod()}, Index: i}
		rights[i] = &expr.Column{Result: expr.ResultOf(schema[i].Type), Index: n + i, Name: schema[i].Name}
	}
	compare, err := b.compareRows(op, columns, rights, node)
	if err != nil && n == 1 {
		compare, err = b.apply(op, columns[0], rights[0], node)
	}
	return lefts, compare, err
}
