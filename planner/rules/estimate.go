package rules

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// There are no statistics: a table is taken to have plan.TableRows rows, and a
// condition to keep a share of them. Estimates only rank alternatives.
const (
	equalShare = 0.001
	otherShare = 0.3
)

// rows estimates the rows that a node gives.
func rows(n plan.Node) float64 {
	switch n := n.(type) {
	case *plan.Values:
		return float64(len(n.Rows))
	case *plan.Scan:
		if n.Access.Kind == catalog.ByID {
			return float64(len(n.Keys))
		}
		return plan.TableRows
	case *plan.Filter:
		r := rows(n.Input)
		for _, c := range expr.Conjuncts(n.Cond) {
			r *= share(c)
		}
		return max(r, 1)
	case *plan.Limit:
		if c, ok := n.Count.(*expr.Const); ok && !c.Value.IsNull() {
			return min(float64(c.Value.Int()), rows(n.Input))
		}
	case *plan.Aggregate:
		if len(n.Keys) == 0 {
			return 1
		}
	case *plan.Join:
		return max(rows(n.Left), rows(n.Right))
	}
	if in := n.Children(); len(in) > 0 {
		return rows(in[0])
	}
	return plan.TableRows
}

// share is the part of the rows that a condition is taken to keep.
func share(e expr.Expr) float64 {
	switch e := e.(type) {
	case *expr.Const:
		return 1
	case *expr.Call:
		if e.Overload.Name == "=" {
			return equalShare
		}
	case *expr.In:
		if !e.Negated {
			return min(1, equalShare*float64(len(e.Items)))
		}
	}
	return otherShare
}
