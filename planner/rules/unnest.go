package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// unnest turns correlated EXISTS and IN conditions of a filter into semi and
// anti joins. A subquery qualifies if it reads the outer row only in the
// conditions of its own WHERE.
func unnest(c *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		f, ok := n.(*plan.Filter)
		if !ok {
			return n
		}
		node, rest := f.Input, []expr.Expr(nil)
		for _, cond := range expr.Conjuncts(f.Cond) {
			if j := c.halfJoin(node, cond); j != nil {
				node = j
			} else {
				rest = append(rest, cond)
			}
		}
		return filtered(node, rest)
	})
}

// halfJoin makes the join that stands for a condition, nil if it cannot.
func (c *Context) halfJoin(left plan.Node, cond expr.Expr) plan.Node {
	negated := false
	if not, ok := cond.(*expr.Not); ok {
		cond, negated = not.Operand, true
	}
	s, ok := cond.(*expr.Subquery)
	if !ok || len(s.Correlated) == 0 {
		return nil
	}
	negated = negated != s.Negated
	if s.Kind != expr.ExistsSubquery && (s.Kind != expr.AnySubquery || negated) {
		return nil
	}
	outputs, body := strip(c.Query.Subplans[s.Plan])
	f, ok := body.(*plan.Filter)
	if !ok || outerBelow(f.Input) || slices.ContainsFunc(outputs, readsOuter) {
		return nil
	}
	return halfJoinOf(left, s, f, outputs, negated)
}

// strip takes off what does not change whether there is a row: projections
// and sorts. outputs are the subquery's columns over the row of body.
func strip(n plan.Node) (outputs []expr.Expr, body plan.Node) {
	schema := n.Schema()
	for i := range schema {
		outputs = append(outputs, schema.Ref(i))
	}
	for {
		switch node := n.(type) {
		case *plan.Project:
			for i, o := range outputs {
				outputs[i] = substitute(o, node.Exprs)
			}
			n = node.Input
		case *plan.Sort:
			n = node.Input
		default:
			return outputs, n
		}
	}
}

func readsOuter(e expr.Expr) bool {
	return expr.Any(e, func(e expr.Expr) bool {
		_, ok := e.(*expr.Outer)
		return ok
	})
}

func outerBelow(n plan.Node) bool {
	found := false
	plan.Walk(n, func(n plan.Node) {
		plan.EachExpr(n, func(e expr.Expr) { found = found || readsOuter(e) })
	})
	return found
}

// halfJoinOf joins left with the subquery's rows. Conditions that read the
// outer row become the join's, the others stay below.
func halfJoinOf(left plan.Node, s *expr.Subquery, f *plan.Filter, outputs []expr.Expr, negated bool) plan.Node {
	width := len(left.Schema())
	outer, local := split(expr.Conjuncts(f.Cond), readsOuter)
	on := make([]expr.Expr, 0, len(outer)+1)
	for _, c := range outer {
		if expr.Any(c, isSubquery) {
			return nil
		}
		on = append(on, inward(c, s.Correlated, width))
	}
	if s.Kind == expr.AnySubquery {
		moved := shiftAll(outputs, width)
		on = append(on, substitute(s.Compare, append(slices.Clone(s.Left), moved...)))
	}
	kind := plan.SemiJoin
	if negated {
		kind = plan.AntiJoin
	}
	return &plan.Join{Kind: kind, Left: left, Right: filtered(f.Input, local), Cond: expr.Conjunction(on)}
}

// inward rewrites a condition over the subquery's row to one over the joined
// row: its columns move behind the left ones, outer values become columns.
func inward(e expr.Expr, correlated []expr.Expr, width int) expr.Expr {
	moved := expr.MapColumns(e, func(i int) int { return i + width })
	return expr.Rewrite(moved, func(e expr.Expr) expr.Expr {
		if o, ok := e.(*expr.Outer); ok {
			return correlated[o.Index]
		}
		return e
	})
}
