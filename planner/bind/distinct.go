package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// distinct binds DISTINCT and DISTINCT ON.
func (sel *selection) distinct() error {
	if !sel.s.Distinct {
		return nil
	}
	for i, k := range sel.keys {
		if i < len(sel.on) && !matches(sel.on, k.Expr) {
			return pgerr.New(pgerr.InvalidColumnReference, "SELECT DISTINCT ON expressions must match initial ORDER BY expressions")
		}
	}
	for i, t := range sel.targets {
		if sel.on == nil && t.expr.Type() == types.JSON {
			return sel.b.errorf(sel.targets[i].node, pgerr.UndefinedFunction, "could not identify an equality operator for type json")
		}
	}
	if sel.on == nil {
		sel.node = &plan.Distinct{Input: sel.node}
		return nil
	}
	// DISTINCT ON keeps the first row of each group in the order asked for.
	sel.node = &plan.Distinct{Input: sel.sorted(), On: sel.on}
	return nil
}

func matches(on []expr.Expr, e expr.Expr) bool {
	for _, o := range on {
		if expr.Equal(o, e) {
			return true
		}
	}
	return false
}
