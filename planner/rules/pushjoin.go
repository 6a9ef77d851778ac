package rules

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// pushJoin distributes conditions over a join. What reads one side goes there
// if the join lets it: not to the side that an outer join pads with NULLs, and
// not from the condition of an outer join to the side it keeps whole. First
// they may make an outer join an inner one.
func pushJoin(n *plan.Join, conds []expr.Expr) plan.Node {
	width, whole := len(n.Left.Schema()), *n
	whole.Kind = reduced(n, conds)
	n = &whole
	above, stay := split(conds, movable)
	var on []expr.Expr
	if n.Cond != nil {
		on = expr.Conjuncts(n.Cond)
	}
	var left, right []expr.Expr
	if n.Kind == plan.InnerJoin {
		on, above = append(on, above...), nil
	}
	if keepsLeft(n.Kind) {
		var more []expr.Expr
		more, above = split(above, leftOnly(width))
		left = append(left, more...)
	}
	if n.Kind == plan.InnerJoin || n.Kind == plan.SemiJoin || n.Kind == plan.RightJoin {
		var more []expr.Expr
		more, on = splitMovable(on, leftOnly(width))
		left = append(left, more...)
	}
	if n.Kind == plan.RightJoin {
		right, above = split(above, rightOnly(width))
	}
	if n.Kind != plan.RightJoin && n.Kind != plan.FullJoin && !n.Lateral {
		var more []expr.Expr
		more, on = splitMovable(on, rightOnly(width))
		right = append(right, more...)
	}
	out := *n
	out.Left = push(n.Left, left)
	out.Right = push(n.Right, shiftAll(right, -width))
	out.Cond = expr.Conjunction(on)
	return filtered(&out, append(above, stay...))
}

// keepsLeft reports whether a condition on the left columns of a join's result
// may be applied to the left input instead.
func keepsLeft(k plan.JoinKind) bool {
	return k == plan.LeftJoin || k == plan.SemiJoin || k == plan.AntiJoin
}

func splitMovable(conds []expr.Expr, test func(expr.Expr) bool) (yes, no []expr.Expr) {
	return split(conds, func(c expr.Expr) bool { return movable(c) && test(c) })
}

func leftOnly(width int) func(expr.Expr) bool {
	return func(c expr.Expr) bool {
		cols := expr.Columns(c)
		return len(cols) > 0 && cols[len(cols)-1] < width
	}
}

func rightOnly(width int) func(expr.Expr) bool {
	return func(c expr.Expr) bool {
		cols := expr.Columns(c)
		return len(cols) > 0 && cols[0] >= width
	}
}

func shiftAll(es []expr.Expr, by int) []expr.Expr {
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		out[i] = expr.MapColumns(e, func(c int) int { return c + by })
	}
	return out
}
