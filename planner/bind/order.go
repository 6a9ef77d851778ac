package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// bindOrder binds ORDER BY and DISTINCT ON: an output name or position, else
// an expression over FROM's row.
func (sel *selection) bindOrder(items []*parser.SortItem) error {
	sel.l.clause = "ORDER BY"
	for _, item := range items {
		e, err := sel.sortExpr(item.Expr)
		if err != nil {
			return err
		}
		key, err := sel.b.sortKey(e, item)
		if err != nil {
			return err
		}
		sel.keys = append(sel.keys, key)
	}
	for _, item := range sel.s.DistinctOn {
		e, err := sel.sortExpr(item)
		if err != nil {
			return err
		}
		sel.on = append(sel.on, e)
	}
	return nil
}

func (sel *selection) sortExpr(item parser.Expr) (expr.Expr, error) {
	schema := make(plan.Schema, len(sel.targets))
	for i, t := range sel.targets {
		schema[i].Name = t.name
	}
	i, ok, err := sel.b.outputColumn(schema, item)
	if err != nil {
		return nil, err
	}
	if ok {
		if err := sel.unambiguous(i, item); err != nil {
			return nil, err
		}
		return sel.settled(i, item)
	}
	if lit, isLiteral := item.(*parser.Literal); isLiteral && lit.Kind != parser.Integer {
		return nil, sel.b.errorf(item, pgerr.SyntaxError, "non-integer constant in ORDER BY")
	}
	return sel.b.expr(sel.l, item)
}

// settled gives a target that is an untyped literal the type text, so that it
// can be sorted.
func (sel *selection) settled(i int, item parser.Expr) (expr.Expr, error) {
	t := &sel.targets[i]
	if t.expr.Type() == types.Unknown {
		var err error
		if t.expr, err = sel.b.coerce(t.expr, types.Text, types.NoTypmod, implicit, item); err != nil {
			return nil, err
		}
	}
	return t.expr, nil
}

// unambiguous refuses an output name that stands for different expressions.
func (sel *selection) unambiguous(found int, item parser.Expr) error {
	name, isName := item.(*parser.ColumnRef)
	if !isName {
		return nil
	}
	for i, t := range sel.targets {
		if i != found && t.name == name.Names[0] && !expr.Equal(t.expr, sel.targets[found].expr) {
			return sel.b.errorf(item, pgerr.AmbiguousColumn, "ORDER BY %q is ambiguous", t.name)
		}
	}
	return nil
}

// projectSets puts a ProjectSet below the targets where they hold
// set-returning calls.
func (sel *selection) projectSets() {
	c := sel.l.calls
	if len(c.sets) == 0 {
		return
	}
	in := sel.node.Schema()
	p := &plan.ProjectSet{Input: sel.node, Cols: in[:len(in):len(in)]}
	for i := range in {
		p.Exprs = append(p.Exprs, in.Ref(i))
		p.Sets = append(p.Sets, nil)
	}
	for i := range c.sets {
		p.Exprs = append(p.Exprs, nil)
		p.Sets = append(p.Sets, &c.sets[i])
		p.Cols = append(p.Cols, plan.Column{Name: c.sets[i].Set.Name, Type: c.setTypes[i].Of, Typmod: c.setTypes[i].Mod})
	}
	sel.node = p
	for _, e := range sel.pending() {
		*e = expr.Rewrite(*e, func(e expr.Expr) expr.Expr {
			if r, ok := e.(*ref); ok && r.kind == setRef {
				return p.Cols.Ref(len(in) + r.index)
			}
			return e
		})
	}
}
