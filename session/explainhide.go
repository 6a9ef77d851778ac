package session

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// shownDetails are a node's details as EXPLAIN may show them: what secrets are
// compared with is one itself.
func shownDetails(n plan.Node, own []string) []string {
	secret := false
	plan.EachExpr(n, func(e expr.Expr) { secret = secret || readsSecret(e) })
	if secret {
		_, own = plan.MapExprs(n, hideSecrets).Describe()
	}
	return slices.Clone(own)
}

func readsSecret(e expr.Expr) bool {
	return expr.Any(e, func(e expr.Expr) bool { return e.Type().HoldsSecret() })
}

// hiddenValue stands for the constants of a condition on a secret.
var hiddenValue = expr.NewConst(types.Text, types.NewText(types.HiddenText))

// hideSecrets hides the constants of those conditions that read a secret.
func hideSecrets(e expr.Expr) expr.Expr {
	conditions := expr.Conjuncts(e)
	for i, c := range conditions {
		if readsSecret(c) {
			conditions[i] = expr.Rewrite(c, func(e expr.Expr) expr.Expr {
				if k, ok := e.(*expr.Const); ok && !k.Value.IsNull() {
					return hiddenValue
				}
				return e
			})
		}
	}
	return expr.Conjunction(conditions)
}
