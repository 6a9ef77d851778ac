package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

var joinKinds = map[parser.JoinKind]plan.JoinKind{
	parser.InnerJoin: plan.InnerJoin, parser.CrossJoin: plan.InnerJoin, parser.LeftJoin: plan.LeftJoin,
	parser.RightJoin: plan.RightJoin, parser.FullJoin: plan.FullJoin,
}

// join binds left JOIN right. before are the items of FROM in front of it.
func (b *binder) join(l *level, j *parser.Join, before *scope) (plan.Node, *scope, error) {
	optional := map[bool]string{true: inOuterJoin}
	allowed := b.refuse(optional[j.Kind == parser.RightJoin || j.Kind == parser.FullJoin])
	leftNode, left, err := b.tableExpr(l, j.Left, before)
	allowed()
	if err != nil {
		return nil, nil, err
	}
	readable := left
	if j.Kind == parser.RightJoin || j.Kind == parser.FullJoin {
		readable = left.barred(outerSide)
	}
	allowed = b.refuse(optional[j.Kind == parser.LeftJoin || j.Kind == parser.FullJoin])
	right, err := b.rightSide(l, j.Right, readable)
	allowed()
	if err != nil {
		return nil, nil, err
	}
	if err := b.distinctNames(left, right.scope, j); err != nil {
		return nil, nil, err
	}
	node := right.join(joinKinds[j.Kind], leftNode)
	if j.Kind == parser.RightJoin || j.Kind == parser.FullJoin {
		left = left.optional()
	}
	if j.Kind == parser.LeftJoin || j.Kind == parser.FullJoin {
		right.scope = right.scope.optional()
	}
	both := left.beside(right.scope)
	using := j.Using
	if j.Natural {
		if b.renaming != nil {
			b.renaming.natural = true
		}
		using = commonNames(left, right.scope)
	}
	if len(using) > 0 {
		node.Cond, err = b.using(both, left, right.scope, using, j)
	} else if j.On != nil {
		node.Cond, err = b.joinCondition(l, both, j.On)
	}
	if err != nil {
		return nil, nil, err
	}
	both, err = b.joinAlias(both, j)
	return node, both, err
}

// joinCondition binds ON over the row of both sides.
func (b *binder) joinCondition(l *level, both *scope, on parser.Expr) (expr.Expr, error) {
	over := l.blind()
	over.scope, over.clause = both, "JOIN conditions"
	return b.condition(over, on, "JOIN/ON")
}

func commonNames(left, right *scope) []string {
	var names []string
	for _, c := range left.columns {
		if len(named(right.columns, c.name)) > 0 && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return names
}

// using makes the condition of USING and merges the named columns in both:
// they come first and stand for whichever side has the row.
func (b *binder) using(both, left, right *scope, names []string, j *parser.Join) (expr.Expr, error) {
	var conds []expr.Expr
	var merged []scopeColumn
	moved := right.shift(left.width)
	for _, name := range names {
		l, err := b.usingColumn(left, name, "left", j)
		if err != nil {
			return nil, err
		}
		r, err := b.usingColumn(moved, name, "right", j)
		if err != nil {
			return nil, err
		}
		equal, err := b.apply("=", l, r, j)
		if err != nil {
			return nil, err
		}
		conds = append(conds, equal)
		m, err := b.merge(l, r, j)
		if err != nil {
			return nil, err
		}
		merged = append(merged, scopeColumn{name: name, expr: m})
	}
	rest := slices.DeleteFunc(slices.Clone(both.columns), func(c scopeColumn) bool { return slices.Contains(names, c.name) })
	both.columns = append(merged, rest...)
	return expr.Conjunction(conds), nil
}

func (b *binder) usingColumn(s *scope, name, side string, node parser.Node) (expr.Expr, error) {
	switch found := named(s.columns, name); len(found) {
	case 0:
		return nil, pgerr.Newf(pgerr.UndefinedColumn, "column %q specified in USING clause does not exist in %s table", name, side)
	case 1:
		return found[0].expr, nil
	}
	return nil, pgerr.Newf(pgerr.AmbiguousColumn, "common column name %q appears more than once in %s table", name, side)
}

// merge is the column of USING: the side that cannot be missing, or whichever
// is there.
func (b *binder) merge(l, r expr.Expr, j *parser.Join) (expr.Expr, error) {
	t, err := b.Functions.CommonType("JOIN/USING", l.Type(), r.Type())
	if err != nil {
		return nil, b.at(err, j)
	}
	if l, err = b.coerce(l, t, l.Typmod(), implicit, j); err != nil {
		return nil, err
	}
	if r, err = b.coerce(r, t, r.Typmod(), implicit, j); err != nil {
		return nil, err
	}
	switch j.Kind {
	case parser.RightJoin:
		return r, nil
	case parser.FullJoin:
		return &expr.Coalesce{Result: expr.ResultOf(t), Operands: []expr.Expr{l, r}}, nil
	}
	return l, nil
}

// joinAlias applies (a JOIN b) AS alias, which hides the names inside, and
// USING (...) AS alias, which names the merged columns.
func (b *binder) joinAlias(both *scope, j *parser.Join) (*scope, error) {
	if j.UsingAlias != "" {
		if err := b.distinctNames(both, &scope{entries: []*entry{{name: j.UsingAlias}}}, parser.Unknown); err != nil {
			return nil, err
		}
		e := &entry{name: j.UsingAlias, columns: both.columns[:len(j.Using)]}
		both.entries = append(both.entries, e)
	}
	if j.Alias == nil {
		return both, nil
	}
	if len(j.Alias.Columns) > len(both.columns) {
		return nil, pgerr.Newf(pgerr.InvalidColumnReference, "join expression %q has %d columns available but %d columns specified",
			j.Alias.Name, len(both.columns), len(j.Alias.Columns))
	}
	e := &entry{name: j.Alias.Name}
	for i, c := range both.columns {
		if i < len(j.Alias.Columns) {
			c.name = j.Alias.Columns[i]
		}
		e.columns = append(e.columns, scopeColumn{c.name, c.expr, e})
	}
	return &scope{entries: []*entry{e}, columns: e.columns, width: both.width}, nil
}
