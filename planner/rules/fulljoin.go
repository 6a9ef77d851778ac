package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// CheckFullJoins refuses the full joins that PostgreSQL refuses (0A000): those
// that rules left with conditions, none of them an equality of the two sides.
func CheckFullJoins(q *plan.Query) error {
	refused := false
	look := func(n plan.Node) {
		j, ok := n.(*plan.Join)
		refused = refused || ok && j.Kind == plan.FullJoin && len(j.Keys) == 0 && j.Cond != nil && !fullJoinable(j)
	}
	plan.Walk(q.Root, look)
	for _, s := range q.Subplans {
		plan.Walk(s, look)
	}
	if refused {
		return pgerr.New(pgerr.FeatureNotSupported, "FULL JOIN is only supported with merge-joinable or hash-joinable join conditions")
	}
	return nil
}

func fullJoinable(j *plan.Join) bool {
	conds, left, right := expr.Conjuncts(j.Cond), leftOnly(len(j.Left.Schema())), rightOnly(len(j.Left.Schema()))
	varies := slices.ContainsFunc(conds, func(c expr.Expr) bool {
		_, constant := c.(*expr.Const)
		return !constant
	})
	return !varies || slices.ContainsFunc(conds, func(c expr.Expr) bool {
		e, ok := c.(*expr.Call)
		return ok && e.Overload.Name == "=" && (left(e.Args[0]) && right(e.Args[1]) || right(e.Args[0]) && left(e.Args[1]))
	})
}
