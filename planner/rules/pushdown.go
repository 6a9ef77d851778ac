package rules

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// pushdown moves conditions as far down as they keep their meaning.
func pushdown(_ *Context, root plan.Node) plan.Node { return push(root, nil) }

// push returns n filtered by conds, which read n's output.
func push(n plan.Node, conds []expr.Expr) plan.Node {
	switch n := n.(type) {
	case *plan.Filter:
		return push(n.Input, append(conds, expr.Conjuncts(n.Cond)...))
	case *plan.Project:
		return pushProject(n, conds)
	case *plan.Join:
		return pushJoin(n, conds)
	case *plan.Aggregate:
		return pushAggregate(n, conds)
	case *plan.SetOp:
		return pushBoth(n, conds)
	case *plan.Sort:
		if n.Top == nil {
			return n.WithChildren([]plan.Node{push(n.Input, conds)})
		}
	case *plan.Distinct:
		if n.On == nil {
			return n.WithChildren([]plan.Node{push(n.Input, conds)})
		}
	case *plan.CTE:
		return n.WithChildren([]plan.Node{push(n.Definition, nil), push(n.Body, conds)})
	}
	return filtered(pushInputs(n), conds)
}

// pushInputs starts anew in each input.
func pushInputs(n plan.Node) plan.Node {
	inputs := n.Children()
	if len(inputs) == 0 {
		return n
	}
	pushed := make([]plan.Node, len(inputs))
	for i, in := range inputs {
		pushed[i] = push(in, nil)
	}
	return n.WithChildren(pushed)
}

func filtered(n plan.Node, conds []expr.Expr) plan.Node {
	if len(conds) == 0 {
		return n
	}
	return &plan.Filter{Input: n, Cond: expr.Conjunction(conds)}
}

// movable reports whether a condition may be evaluated elsewhere, or more or
// fewer times.
func movable(e expr.Expr) bool { return expr.VolatilityOf(e) != functions.Volatile }

// split divides conditions by a test.
func split(conds []expr.Expr, test func(expr.Expr) bool) (yes, no []expr.Expr) {
	for _, c := range conds {
		if test(c) {
			yes = append(yes, c)
		} else {
			no = append(no, c)
		}
	}
	return yes, no
}

// pushProject moves conditions below a projection: they read its expressions
// instead of its columns.
func pushProject(n *plan.Project, conds []expr.Expr) plan.Node {
	down, stay := split(conds, func(c expr.Expr) bool {
		ok := movable(c)
		for _, i := range expr.Columns(c) {
			ok = ok && movable(n.Exprs[i]) && !expr.Any(n.Exprs[i], isSubquery)
		}
		return ok
	})
	for i, c := range down {
		down[i] = substitute(c, n.Exprs)
	}
	return filtered(&plan.Project{Input: push(n.Input, down), Exprs: n.Exprs, Cols: n.Cols}, stay)
}

func isSubquery(e expr.Expr) bool {
	_, ok := e.(*expr.Subquery)
	return ok
}

// substitute replaces column i by es[i].
func substitute(e expr.Expr, es []expr.Expr) expr.Expr {
	return expr.Rewrite(e, func(e expr.Expr) expr.Expr {
		if c, ok := e.(*expr.Column); ok {
			return es[c.Index]
		}
		return e
	})
}

// pushAggregate moves conditions on the keys below a single grouping.
func pushAggregate(n *plan.Aggregate, conds []expr.Expr) plan.Node {
	down, stay := split(conds, func(c expr.Expr) bool {
		ok := movable(c) && n.Sets == nil && len(n.Keys) > 0
		for _, i := range expr.Columns(c) {
			ok = ok && i < len(n.Keys)
		}
		return ok
	})
	for i, c := range down {
		down[i] = substitute(c, n.Keys)
	}
	return filtered(n.WithChildren([]plan.Node{push(n.Input, down)}), stay)
}

// pushBoth filters both sides of a set operation instead of its result.
func pushBoth(n *plan.SetOp, conds []expr.Expr) plan.Node {
	down, stay := split(conds, movable)
	left := push(n.Left, append([]expr.Expr{}, down...))
	right := push(n.Right, append([]expr.Expr{}, down...))
	return filtered(n.WithChildren([]plan.Node{left, right}), stay)
}

func substituteAll(of, es []expr.Expr) []expr.Expr {
	out := make([]expr.Expr, len(of))
	for i, e := range of {
		out[i] = substitute(e, es)
	}
	return out
}
