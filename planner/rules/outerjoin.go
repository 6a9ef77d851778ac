package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// reduced is the kind of a join under conditions above it: an outer join that
// adds rows of NULLs which no condition lets pass needs not add them.
func reduced(n *plan.Join, conds []expr.Expr) plan.JoinKind {
	width := len(n.Left.Schema())
	left, right := false, false // a row needs a partner of this side
	for _, c := range conds {
		for _, col := range notNull(c) {
			left, right = left || col < width, right || col >= width
		}
	}
	switch {
	case n.Kind == plan.LeftJoin && right, n.Kind == plan.RightJoin && left, n.Kind == plan.FullJoin && left && right:
		return plan.InnerJoin
	case n.Kind == plan.FullJoin && left:
		return plan.LeftJoin
	case n.Kind == plan.FullJoin && right:
		return plan.RightJoin
	}
	return n.Kind
}

// notNull returns columns that are not NULL where a condition is true.
func notNull(cond expr.Expr) []int {
	switch e := cond.(type) {
	case *expr.And:
		var all []int
		for _, o := range e.Operands {
			all = append(all, notNull(o)...)
		}
		return all
	case *expr.Or:
		common := notNull(e.Operands[0])
		for _, o := range e.Operands[1:] {
			other := notNull(o)
			common = slices.DeleteFunc(common, func(c int) bool { return !slices.Contains(other, c) })
		}
		return common
	case *expr.Not:
		return strictIn(e.Operand)
	case *expr.AnyAll:
		if !e.All && !e.Op.NullCall {
			return strictIn(e.Left)
		}
	case *expr.TestIs:
		if e.Test == expr.IsNotNull {
			return strictIn(e.Operand)
		}
	}
	return strictIn(cond)
}

// strictIn returns columns that make an expression NULL where they are NULL.
func strictIn(e expr.Expr) []int {
	switch e := e.(type) {
	case *expr.Column:
		return []int{e.Index}
	case *expr.Cast:
		return strictIn(e.Arg)
	case *expr.In:
		return strictIn(e.Operand)
	case *expr.Call:
		if e.Overload.NullCall {
			return nil
		}
		var all []int
		for _, a := range e.Args {
			all = append(all, strictIn(a)...)
		}
		return all
	}
	return nil
}
