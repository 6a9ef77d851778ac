package rules

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// pushJoin distributes conditions over a join. What reads one side goes there
// if the join lets it: not to the side that an outer join pads with NULLs, and
// not from the condition of an outer join to the side it keeps whole.
func pushJoin(n *plan.Join, conds []expr.Expr) plan.Node {
	width := len(n.Left.Schema())
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
	if !n.Lateral {
		var keys []plan.JoinKey
		keys, on = joinKeys(on, width)
		out.Keys = append(out.Keys, keys...)
	}
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

// joinKeys takes the equalities between the two sides out of a condition.
func joinKeys(on []expr.Expr, width int) (keys []plan.JoinKey, rest []expr.Expr) {
	for _, c := range on {
		if k, ok := joinKey(c, width); ok {
			keys = append(keys, k)
		} else {
			rest = append(rest, c)
		}
	}
	return keys, rest
}

func joinKey(c expr.Expr, width int) (plan.JoinKey, bool) {
	call, ok := c.(*expr.Call)
	if !ok || call.Overload.Name != "=" || len(call.Args) != 2 || !movable(c) {
		return plan.JoinKey{}, false
	}
	a, b := call.Args[0], call.Args[1]
	if rightOnly(width)(a) && leftOnly(width)(b) {
		a, b = b, a
	}
	if !leftOnly(width)(a) || !rightOnly(width)(b) || !hashable(a.Type(), b.Type()) {
		return plan.JoinKey{}, false
	}
	return plan.JoinKey{Left: a, Right: shiftAll([]expr.Expr{b}, -width)[0]}, true
}

// hashable reports whether equal values of two types have equal hashes. The
// integer types share a representation, as do the text types but character,
// whose trailing blanks do not count.
func hashable(a, b *types.Type) bool {
	if a == b {
		return a != types.JSON
	}
	integers := func(t *types.Type) bool { return t == types.Int2 || t == types.Int4 || t == types.Int8 }
	texts := func(t *types.Type) bool { return t == types.Text || t == types.Varchar || t == types.Name }
	floats := func(t *types.Type) bool { return t == types.Float4 || t == types.Float8 }
	return integers(a) && integers(b) || texts(a) && texts(b) || floats(a) && floats(b)
}
