package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// joinKeys makes keys of the equalities between the two sides of joins: a
// join with keys is hashed.
func joinKeys(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		j, ok := n.(*plan.Join)
		if !ok || j.Lateral || j.Cond == nil {
			return n
		}
		out := *j
		out.Keys = slices.Clip(out.Keys)
		var rest []expr.Expr
		for _, c := range expr.Conjuncts(j.Cond) {
			if k, ok := joinKey(c, len(j.Left.Schema())); ok {
				out.Keys = append(out.Keys, k)
			} else {
				rest = append(rest, c)
			}
		}
		out.Cond = expr.Conjunction(rest)
		return &out
	})
}

// joinKey is the key that an equality over the row of both sides makes.
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
