package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// affected is the input of UPDATE and DELETE: the table's row with its id,
// then what FROM or USING brought.
type affected struct {
	*changeable
	node  plan.Node
	scope *scope
	cond  expr.Expr // of the view and WHERE, to test again on a row that changed meanwhile
	over  *level
}

// affected binds the rows that WHERE selects, of a table or what a view shows
// of it.
func (b *binder) affected(l *level, how action, ref *parser.Table, others []parser.TableExpr, where parser.Expr) (*affected, error) {
	c, err := b.changeable(ref, how)
	if err != nil {
		return nil, err
	}
	node, s, err := b.rows(c, ref)
	if err != nil {
		return nil, err
	}
	if scan, ok := node.(*plan.Scan); ok {
		scan.Access.Lock = true
	}
	conds := c.conditions()
	if len(conds) > 0 {
		node = &plan.Filter{Input: node, Cond: expr.Conjunction(conds)}
	}
	readable := s.barred(changed)
	for _, item := range others {
		right, err := b.rightSide(l, item, readable)
		if err != nil {
			return nil, err
		}
		if err := b.distinctNames(s, right.scope, item); err != nil {
			return nil, err
		}
		node, s, readable = right.join(plan.InnerJoin, node), s.beside(right.scope), readable.beside(right.scope)
	}
	a := &affected{changeable: c, node: node, scope: s, cond: expr.Conjunction(conds)}
	a.over = &level{outer: l.outer, scope: s, correlated: l.correlated, ctes: l.ctes, clause: "WHERE"}
	if where == nil {
		return a, nil
	}
	cond, err := b.condition(a.over, where, "WHERE")
	if err != nil {
		return nil, err
	}
	a.node, a.cond = &plan.Filter{Input: a.node, Cond: cond}, expr.Conjunction(append(conds, cond))
	return a, nil
}

func (b *binder) update(l *level, u *parser.Update) (plan.Node, error) {
	a, err := b.affected(l, updating, u.Table, u.From, u.Where)
	if err != nil {
		return nil, err
	}
	a.over.clause = "UPDATE"
	node := &plan.Update{Table: a.table, Input: a.node, Recheck: a.cond}
	if node.Set, err = b.assignments(a.over, a.changeable, u.Set); err != nil {
		return nil, err
	}
	if node.Set, err = b.regenerate(node.Set, a.table); err != nil {
		return nil, err
	}
	if node.Checks, err = b.checks(a.table); err != nil {
		return nil, err
	}
	node.Checks = slices.DeleteFunc(node.Checks, func(k plan.CheckExpr) bool { return sealed(a.table, node.Set, k) })
	if node.Through, err = a.through(); err != nil {
		return nil, err
	}
	node.Foreign, node.Referring = b.foreignKeys(a.table)
	node.Foreign = slices.DeleteFunc(node.Foreign, func(k plan.ForeignKey) bool { return keeps(node.Set, k.Constraint.Columns) })
	node.Returning, node.Cols, err = b.returning(l, a.scope, u.Returning)
	node.System = a.written(node.Returning)
	return node, err
}

// sealed reports whether a CHECK is about a secret and none of its columns
// change: the row satisfies it already, and need not be decrypted for it.
func sealed(t *catalog.Table, set []expr.Expr, k plan.CheckExpr) bool {
	columns := expr.Columns(k.Expr)
	secret := func(c int) bool { return t.Columns[c].HoldsSecret() }
	return k.Expr != nil && slices.ContainsFunc(columns, secret) && keeps(set, columns)
}

// keeps reports whether an assignment leaves columns as they are.
func keeps(set []expr.Expr, columns []int) bool {
	return !slices.ContainsFunc(columns, func(c int) bool {
		same, ok := set[c].(*expr.Column)
		return !ok || same.Index != c
	})
}

func (b *binder) delete(l *level, d *parser.Delete) (plan.Node, error) {
	a, err := b.affected(l, deleting, d.Table, d.Using, d.Where)
	if err != nil {
		return nil, err
	}
	node := &plan.Delete{Table: a.table, Input: a.node, Recheck: a.cond}
	_, node.Referring = b.foreignKeys(a.table)
	node.Returning, node.Cols, err = b.returning(l, a.scope, d.Returning)
	return node, err
}

// assignments computes every column of the table's new row over l's row, which
// begins with the old one.
func (b *binder) assignments(l *level, to *changeable, set []*parser.Assignment) ([]expr.Expr, error) {
	t := to.table
	row := make([]expr.Expr, len(t.Columns))
	for _, a := range set {
		values, nodes, err := b.assigned(l, a)
		if err != nil {
			return nil, err
		}
		for i, target := range a.Targets {
			shown, err := b.columnIndex(to, target)
			if err != nil {
				return nil, err
			}
			at, err := to.assigned(shown)
			if err != nil {
				return nil, err
			}
			if len(target.Path) > 0 {
				if row[at], err = b.assignPart(l, changedColumn{t.Columns[at], row[at], at}, target, values[i]); err != nil {
					return nil, err
				}
				continue
			}
			if row[at] != nil {
				return nil, pgerr.Newf(pgerr.SyntaxError, "multiple assignments to same column %q", t.Columns[at].Name)
			}
			if values[i] == nil && to.view != nil {
				values[i] = expr.NewConst(types.Unknown, types.Null) // a view has no defaults
			}
			if row[at], err = b.assignValue(t.Columns[at], to.columns[shown].name, values[i], nodes[i]); err != nil {
				return nil, err
			}
		}
	}
	for i, c := range t.Columns {
		if row[i] == nil && t.Options.Timestamps && c.Attribute == catalog.UpdatedAt {
			var err error
			if row[i], err = b.defaultOf(c); err != nil {
				return nil, err
			}
		}
		if row[i] == nil {
			row[i] = &expr.Column{Result: expr.Result{Of: c.Type, Mod: c.Typmod}, Index: i, Name: c.Name}
		}
	}
	return row, nil
}

// assignValue fits a value, or the default for nil, into a column that the
// statement calls name.
func (b *binder) assignValue(c *catalog.Column, name string, value expr.Expr, node parser.Node) (expr.Expr, error) {
	if value == nil {
		return b.defaultOf(c)
	}
	if c.Generated != "" || c.Identity == 'a' {
		kind := "a generated column"
		if c.Identity == 'a' {
			kind = "an identity column defined as GENERATED ALWAYS"
		}
		return nil, pgerr.Newf(pgerr.GeneratedAlways, "column %q can only be updated to DEFAULT", c.Name).
			WithDetail("Column %q is %s.", c.Name, kind)
	}
	return b.assign(value, c, name, node)
}

// assigned binds the values of one assignment, one for each of its targets;
// nil stands for DEFAULT.
func (b *binder) assigned(l *level, a *parser.Assignment) ([]expr.Expr, []parser.Node, error) {
	exprs := []parser.Expr{a.Value}
	if a.Multi {
		switch v := a.Value.(type) {
		case *parser.Row:
			exprs = v.Args
		case *parser.ScalarSubquery:
			return b.assignedRow(l, a, v)
		default:
			return nil, nil, b.errorf(a, pgerr.SyntaxError, "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression")
		}
	}
	if len(exprs) != len(a.Targets) {
		return nil, nil, b.errorf(a.Value, pgerr.SyntaxError, "number of columns does not match number of values")
	}
	values, nodes := make([]expr.Expr, len(exprs)), make([]parser.Node, len(exprs))
	for i, e := range exprs {
		nodes[i] = e
		if _, isDefault := e.(*parser.Default); isDefault {
			continue
		}
		var err error
		if values[i], err = b.expr(l, e); err != nil {
			return nil, nil, err
		}
	}
	return values, nodes, nil
}

// assignedRow binds (a, b) = (SELECT x, y ...): a record that each target
// takes its field of.
func (b *binder) assignedRow(l *level, a *parser.Assignment, v *parser.ScalarSubquery) ([]expr.Expr, []parser.Node, error) {
	s, schema, err := b.subplan(l, v.Query)
	if err != nil {
		return nil, nil, err
	}
	if len(schema) != len(a.Targets) {
		return nil, nil, b.errorf(a, pgerr.SyntaxError, "number of columns does not match number of values")
	}
	columns := make([]expr.Expr, len(schema))
	for i := range schema {
		columns[i] = schema.Ref(i)
	}
	row := b.makeRow(nil, columns)
	b.subplans[s.Plan] = &plan.Project{Input: b.subplans[s.Plan], Exprs: []expr.Expr{row},
		Cols: plan.Schema{{Name: "row", Type: types.RecordType, Typmod: types.NoTypmod}}}
	s.Kind, s.Result = expr.ScalarSubquery, expr.ResultOf(types.RecordType)
	values, nodes := make([]expr.Expr, len(schema)), make([]parser.Node, len(schema))
	for i, c := range schema {
		values[i] = &expr.Field{Result: expr.Result{Of: c.Type, Mod: c.Typmod}, Record: s, Index: i, Name: c.Name}
		nodes[i] = v
	}
	return values, nodes, nil
}
