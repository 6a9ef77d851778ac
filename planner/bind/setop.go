package bind

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// columnName is the name of column i of VALUES.
func columnName(i int) string { return "column" + strconv.Itoa(i+1) }

var setOpKinds = map[parser.SetOpKind]plan.SetOpKind{
	parser.Union: plan.Union, parser.Intersect: plan.Intersect, parser.Except: plan.Except,
}

var setOpNames = map[parser.SetOpKind]string{
	parser.Union: "UNION", parser.Intersect: "INTERSECT", parser.Except: "EXCEPT",
}

// setOp binds UNION, INTERSECT and EXCEPT.
func (b *binder) setOp(l *level, s *parser.SetOp) (plan.Node, error) {
	refused := ""
	if s.All {
		refused = map[parser.SetOpKind]string{parser.Intersect: inIntersect, parser.Except: inExcept}[s.Kind]
	}
	left, err := b.arm(l, s.Left, refused)
	if err != nil {
		return nil, err
	}
	if s.Kind == parser.Except {
		refused = inExcept
	}
	right, err := b.arm(l, s.Right, refused)
	if err != nil {
		return nil, err
	}
	left, right, err = b.unify(left, right, setOpNames[s.Kind], s.Right)
	if err != nil {
		return nil, err
	}
	return &plan.SetOp{Kind: setOpKinds[s.Kind], All: s.All, Left: left, Right: right, Cols: computed(left.Schema())}, nil
}

// arm binds one side of a set operation.
func (b *binder) arm(l *level, q *parser.Query, refused string) (plan.Node, error) {
	defer b.refuse(refused)()
	return b.query(l.beside(), q)
}

// outputNode is what the i-th column of a query is written as, as far as it
// can be told.
func outputNode(q *parser.Query, i int) parser.Node {
	switch body := q.Body.(type) {
	case *parser.Select:
		if len(body.Targets) > 0 {
			return body.Targets[min(i, len(body.Targets)-1)].Expr
		}
	case *parser.Values:
		return body.Rows[0][i]
	case *parser.SetOp:
		return outputNode(body.Left, i)
	}
	return q
}

// unify gives both sides the same column types. rightQuery is what the right
// one was written as.
func (b *binder) unify(left, right plan.Node, name string, rightQuery *parser.Query) (plan.Node, plan.Node, error) {
	ls, rs := left.Schema(), right.Schema()
	if len(ls) != len(rs) {
		return nil, nil, b.errorf(outputNode(rightQuery, 0), pgerr.SyntaxError, "each %s query must have the same number of columns", name)
	}
	ts, mods := make([]*types.Type, len(ls)), make([]int32, len(ls))
	for i := range ls {
		t, err := b.Functions.CommonType(name, ls[i].Type, rs[i].Type)
		if err != nil {
			return nil, nil, b.at(err, outputNode(rightQuery, i))
		}
		ts[i], mods[i] = t, types.NoTypmod
		if ls[i].Type == rs[i].Type && ls[i].Typmod == rs[i].Typmod {
			mods[i] = ls[i].Typmod
		}
	}
	left, err := b.convert(left, ts, mods, implicit, rightQuery)
	if err != nil {
		return nil, nil, err
	}
	right, err = b.convert(right, ts, mods, implicit, rightQuery)
	return left, right, err
}

// computed is a schema whose columns no longer stand for a table's.
func computed(s plan.Schema) plan.Schema {
	out := make(plan.Schema, len(s))
	for i, c := range s {
		out[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod}
	}
	return out
}

// orderOutput sorts by output columns, given by name or position.
func (b *binder) orderOutput(node plan.Node, items []*parser.SortItem) (plan.Node, error) {
	sort := &plan.Sort{Input: node}
	for _, item := range items {
		i, ok, err := b.outputColumn(node.Schema(), item.Expr)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, b.at(pgerr.New(pgerr.FeatureNotSupported, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause").
				WithDetail("Only result column names can be used, not expressions or functions.").
				WithHint("Add the expression/function to every SELECT, or move the UNION into a FROM clause."), item.Expr)
		}
		key, err := b.sortKey(node.Schema().Ref(i), item)
		if err != nil {
			return nil, err
		}
		sort.Keys = append(sort.Keys, key)
	}
	return sort, nil
}

// outputColumn finds the output column that an item of ORDER BY or GROUP BY
// names by position or by name.
func (b *binder) outputColumn(schema plan.Schema, e parser.Expr) (int, bool, error) {
	if lit, ok := e.(*parser.Literal); ok && lit.Kind == parser.Integer {
		n, _ := strconv.Atoi(lit.Text)
		if n < 1 || n > len(schema) {
			return 0, false, b.errorf(e, pgerr.InvalidColumnReference, "ORDER BY position %s is not in select list", lit.Text)
		}
		return n - 1, true, nil
	}
	ref, ok := e.(*parser.ColumnRef)
	if !ok || len(ref.Names) != 1 || ref.Star {
		return 0, false, nil
	}
	for i, c := range schema {
		if c.Name == ref.Names[0] {
			return i, true, nil
		}
	}
	return 0, false, nil
}

// sortKey makes the key of an item; NULLs sort as larger than any value
// unless told otherwise.
func (b *binder) sortKey(e expr.Expr, item *parser.SortItem) (plan.SortKey, error) {
	desc := item.Desc
	if item.Using != nil {
		switch item.Using.Name {
		case "<", "<=":
		case ">", ">=":
			desc = true
		default:
			return plan.SortKey{}, b.errorf(item, pgerr.WrongObjectType, "operator %s is not a valid ordering operator", item.Using.Name)
		}
	}
	if t := e.Type(); t == types.JSON {
		return plan.SortKey{}, b.at(pgerr.Newf(pgerr.UndefinedFunction, "could not identify an ordering operator for type %s", t.SQLName).
			WithHint("Use an explicit ordering operator or modify the query."), item.Expr)
	}
	nullsFirst := desc
	if item.Nulls != parser.NullsDefault {
		nullsFirst = item.Nulls == parser.NullsFirst
	}
	return plan.SortKey{Expr: e, Desc: desc, NullsFirst: nullsFirst}, nil
}

// sortKeys binds ORDER BY items as expressions over l's row.
func (b *binder) sortKeys(l *level, items []*parser.SortItem) ([]plan.SortKey, error) {
	var keys []plan.SortKey
	for _, item := range items {
		e, err := b.expr(l, item.Expr)
		if err != nil {
			return nil, err
		}
		if e.Type() == types.Unknown {
			if e, err = b.coerce(e, types.Text, types.NoTypmod, implicit, item.Expr); err != nil {
				return nil, err
			}
		}
		key, err := b.sortKey(e, item)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
