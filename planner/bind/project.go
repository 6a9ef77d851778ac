package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// postpone chooses the targets that are computed above ORDER BY: those that
// nothing sorts by and that are volatile or give sets, so that they see the
// rows in order and only as many as LIMIT asks for.
func (sel *selection) postpone() error {
	sel.late = make([]bool, len(sel.targets))
	if len(sel.keys) == 0 || sel.s.Distinct && sel.on == nil {
		return nil
	}
	sorted := slices.Clone(sel.on)
	for _, k := range sel.keys {
		sorted = append(sorted, k.Expr)
	}
	setsSorted := slices.ContainsFunc(sorted, func(e expr.Expr) bool { return expr.Any(e, isRef(setRef)) })
	for i, t := range sel.targets {
		late := expr.VolatilityOf(t.expr) == 'v'
		if expr.Any(t.expr, isRef(setRef)) {
			late = !setsSorted
		}
		sel.late[i] = late && !matches(sorted, t.expr)
	}
	return nil
}

// setsLate reports whether the set-returning calls are computed last.
func (sel *selection) setsLate() bool {
	for i, t := range sel.targets {
		if sel.late[i] && expr.Any(t.expr, isRef(setRef)) {
			return true
		}
	}
	return false
}

// project computes the targets, and behind them what ORDER BY, DISTINCT ON
// and the targets that come later read beside them.
func (sel *selection) project() error {
	if !sel.setsLate() {
		sel.projectSets()
	}
	in := sel.node.Schema()
	p := &plan.Project{Input: sel.node}
	for i, t := range sel.targets {
		if !sel.late[i] {
			p.Exprs = append(p.Exprs, t.expr)
			p.Cols = append(p.Cols, sel.output(t))
		}
	}
	for i := range sel.keys {
		if err := sel.read(p, &sel.keys[i].Expr); err != nil {
			return err
		}
	}
	for i := range sel.on {
		if err := sel.read(p, &sel.on[i]); err != nil {
			return err
		}
	}
	at := 0
	for i := range sel.targets {
		if t := &sel.targets[i]; sel.late[i] {
			t.expr = over(p, in, t.expr)
		} else {
			t.expr = p.Cols.Ref(at)
			at++
		}
	}
	if sel.setsLate() {
		for _, e := range sel.l.calls.setOperands() {
			*e = over(p, in, *e)
		}
	}
	sel.node = p
	return nil
}

// over rewrites an expression over the input of p to one over its output.
func over(p *plan.Project, in plan.Schema, e expr.Expr) expr.Expr {
	return expr.Rewrite(e, func(e expr.Expr) expr.Expr {
		if c, ok := e.(*expr.Column); ok {
			return p.Cols.Ref(readable(p, in.Ref(c.Index)))
		}
		return e
	})
}

// read replaces an expression of ORDER BY or DISTINCT ON by the output of p
// that it is, or becomes.
func (sel *selection) read(p *plan.Project, e *expr.Expr) error {
	if sel.s.Distinct && sel.s.DistinctOn == nil && !matches(p.Exprs, *e) {
		return pgerr.New(pgerr.InvalidColumnReference, "for SELECT DISTINCT, ORDER BY expressions must appear in select list")
	}
	*e = p.Cols.Ref(readable(p, *e))
	return nil
}

// readable finds e among the outputs of p, or adds it as a hidden one.
func readable(p *plan.Project, e expr.Expr) int {
	for i, other := range p.Exprs {
		if expr.Equal(e, other) {
			return i
		}
	}
	p.Exprs = append(p.Exprs, e)
	p.Cols = append(p.Cols, plan.Column{Name: "?column?", Type: e.Type(), Typmod: e.Typmod()})
	return len(p.Exprs) - 1
}

// output describes a target; a plain column keeps where it comes from.
func (sel *selection) output(t target) plan.Column {
	col := plan.Column{Name: t.name, Type: t.expr.Type(), Typmod: t.expr.Typmod()}
	if c, ok := t.expr.(*expr.Column); ok {
		if in := sel.node.Schema(); c.Index < len(in) {
			col.Table, col.Number = in[c.Index].Table, in[c.Index].Number
		}
	}
	return col
}

// finish ends the pipeline: ORDER BY, the targets that come after it, and no
// more of what only the steps below read.
func (sel *selection) finish() plan.Node {
	first := sel.node.Schema()
	sel.node = sel.sorted()
	if n := len(sel.targets); !slices.Contains(sel.late, true) && n == len(first) {
		return sel.node
	}
	if sel.setsLate() {
		sel.projectSets()
	}
	p := &plan.Project{Input: sel.node}
	for _, t := range sel.targets {
		p.Exprs = append(p.Exprs, t.expr)
		p.Cols = append(p.Cols, sel.output(t))
	}
	return p
}

func (sel *selection) sorted() plan.Node {
	if len(sel.keys) == 0 {
		return sel.node
	}
	return &plan.Sort{Input: sel.node, Keys: sel.keys}
}
