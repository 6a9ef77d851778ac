package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// selection is one SELECT while its pipeline is built: node grows from FROM
// upward, and every expression bound so far is lowered to read it.
type selection struct {
	b       *binder
	l       *level
	s       *parser.Select
	node    plan.Node
	targets []target
	keys    []plan.SortKey // of ORDER BY
	on      []expr.Expr    // of DISTINCT ON
	late    []bool         // targets that are computed above ORDER BY
	having  expr.Expr
	selfish bool // FROM has the recursive query that the SELECT is the step of
	groups  []expr.Expr
	sets    [][]int
}

// target is an output column.
type target struct {
	name string
	item string // of FROM, whose column a star gave
	expr expr.Expr
	node parser.Node
}

// selectBody binds a SELECT with the ORDER BY of its query.
func (b *binder) selectBody(l *level, s *parser.Select, q *parser.Query) (plan.Node, error) {
	sel := &selection{b: b, l: l, s: s}
	steps := []func() error{
		sel.from, sel.where, sel.bindTargets,
		func() error { return sel.bindGroups(s.GroupBy) },
		sel.bindHaving,
		func() error { return sel.bindOrder(q.OrderBy) },
		sel.aggregate, sel.window, sel.postpone, sel.project, sel.distinct,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return sel.finish(), nil
}

// from binds FROM; without one there is a single row of no columns.
func (sel *selection) from() error {
	sel.l.calls = nil
	sel.l.clause = "FROM"
	refs := sel.b.selfReferences()
	node, scope, err := sel.b.from(sel.l, sel.s.From)
	if err != nil {
		return err
	}
	sel.selfish = sel.b.selfReferences() > refs
	sel.node, sel.l.scope = node, scope
	for _, w := range sel.s.Windows {
		if slices.ContainsFunc(sel.l.windows, func(n namedWindow) bool { return n.name == w.Name }) {
			return sel.b.errorf(w, pgerr.WindowingError, "window %q is already defined", w.Name)
		}
		sel.l.windows = append(sel.l.windows, namedWindow{w.Name, w})
	}
	return nil
}

func (sel *selection) where() error {
	if sel.s.Where == nil {
		return nil
	}
	sel.l.clause = "WHERE"
	cond, err := sel.b.condition(sel.l, sel.s.Where, "WHERE")
	if err != nil {
		return err
	}
	sel.node = &plan.Filter{Input: sel.node, Cond: cond}
	return nil
}

func (sel *selection) bindTargets() error {
	sel.l.clause = "SELECT"
	sel.l.calls = &calls{}
	var written []*parser.Target
	for _, t := range sel.s.Targets {
		bound, err := sel.b.target(sel.l, t)
		if err != nil {
			return err
		}
		if r := sel.b.renaming; r != nil {
			r.targets = append(r.targets, t)
		}
		sel.targets = append(sel.targets, bound...)
		written = append(written, unstarred(t, bound)...)
	}
	if sel.b.home != "" {
		sel.s.Targets = written
	}
	return nil
}

func (sel *selection) bindHaving() error {
	if sel.s.Having == nil {
		return nil
	}
	c := sel.l.calls
	c.noWindows, c.noSets = "HAVING", "HAVING"
	var err error
	sel.having, err = sel.b.condition(sel.l, sel.s.Having, "HAVING")
	c.noWindows, c.noSets = "", ""
	return err
}

// aggregate puts the Aggregate node above FROM and WHERE where the query has
// groups or aggregates, and HAVING above it.
func (sel *selection) aggregate() error {
	c := sel.l.calls
	if sel.selfish && len(c.aggregates) > 0 {
		return sel.b.errorf(c.aggregated, pgerr.InvalidRecursion, "aggregate functions are not allowed in a recursive query's recursive term")
	}
	if len(c.aggregates) == 0 && len(sel.s.GroupBy) == 0 && sel.having == nil && len(c.grouping) == 0 {
		return nil
	}
	g := &grouped{sel: sel, keys: sel.groups}
	node, err := g.build()
	if err != nil {
		return err
	}
	sel.node = node
	if sel.having != nil {
		cond, err := g.lower(sel.having)
		if err != nil {
			return err
		}
		sel.node = &plan.Filter{Input: sel.node, Cond: cond}
	}
	return sel.each(g.lower)
}

// each rewrites every expression that stands above the current node.
func (sel *selection) each(change func(expr.Expr) (expr.Expr, error)) error {
	for _, e := range sel.pending() {
		changed, err := change(*e)
		if err != nil {
			return err
		}
		*e = changed
	}
	return nil
}

// pending lists the expressions still to be computed.
func (sel *selection) pending() []*expr.Expr {
	var list []*expr.Expr
	for i := range sel.targets {
		list = append(list, &sel.targets[i].expr)
	}
	for i := range sel.keys {
		list = append(list, &sel.keys[i].Expr)
	}
	for i := range sel.on {
		list = append(list, &sel.on[i])
	}
	return append(list, sel.l.calls.operands()...)
}
