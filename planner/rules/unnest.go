package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// unnest turns EXISTS and IN conditions of a filter into semi and anti joins:
// correlated ones if the subquery reads the outer row only in the conditions
// of its own WHERE; others if they become keys of a hash join and the plan
// itself is not run again and again, for as an expression they run once.
func unnest(c *Context, root plan.Node) plan.Node {
	once := !outerBelow(root)
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		f, ok := n.(*plan.Filter)
		if !ok {
			return n
		}
		node, rest := f.Input, []expr.Expr(nil)
		for _, cond := range expr.Conjuncts(f.Cond) {
			if j := c.halfJoin(node, cond); j != nil {
				node = j
			} else if j := c.keyedJoin(node, cond); once && j != nil {
				node = j
			} else {
				rest = append(rest, cond)
			}
		}
		return filtered(node, rest)
	})
}

// keyedJoin makes the semi join that stands for IN (SELECT ...) or = ANY
// (ARRAY (SELECT ...)) without correlation, nil if it has no keys.
func (c *Context) keyedJoin(left plan.Node, cond expr.Expr) plan.Node {
	number, compare := c.anyOf(left, cond)
	if compare == nil {
		return nil
	}
	for _, e := range expr.Conjuncts(compare) {
		if _, ok := joinKey(e, len(left.Schema())); !ok {
			return nil
		}
	}
	return &plan.Join{Kind: plan.SemiJoin, Left: left, Right: c.Query.Subplans[number], Cond: compare}
}

// anyOf takes apart a comparison with the rows of an uncorrelated subplan. It
// returns the subplan's number and the comparison over the row of left with
// the subplan's row behind it.
func (c *Context) anyOf(left plan.Node, cond expr.Expr) (number int, compare expr.Expr) {
	width := len(left.Schema())
	switch e := cond.(type) {
	case *expr.Subquery:
		if e.Kind == expr.AnySubquery && len(e.Correlated) == 0 && !e.Negated {
			rows := c.Query.Subplans[e.Plan].Schema().Refs()
			return e.Plan, substitute(e.Compare, append(slices.Clone(e.Left), shiftAll(rows, width)...))
		}
	case *expr.AnyAll:
		s, ok := e.Array.(*expr.Subquery)
		if !ok || e.All || len(s.Correlated) > 0 {
			break
		}
		if item := c.Query.Subplans[s.Plan].Schema().Ref(0); item.Of == s.Of.Elem {
			item.Index += width
			return s.Plan, &expr.Call{Result: expr.ResultOf(types.Bool), Overload: e.Op, Args: []expr.Expr{e.Left, item}, Operator: true}
		}
	}
	return 0, nil
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
	outputs = n.Schema().Refs()
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
