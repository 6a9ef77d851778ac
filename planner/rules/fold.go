package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// fold replaces constant immutable expressions by their value. A condition
// that is never true, for part of it is false or NULL, becomes false.
func fold(c *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		n = plan.MapExprs(n, func(e expr.Expr) expr.Expr { return expr.Fold(e, c.Env) })
		if f, ok := n.(*plan.Filter); ok && slices.ContainsFunc(expr.Conjuncts(f.Cond), expr.Never) {
			return &plan.Filter{Input: f.Input, Cond: expr.NewConst(types.Bool, types.NewBool(false))}
		}
		return n
	})
}
