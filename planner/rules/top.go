package rules

import (
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// top tells a sort how many of its rows a LIMIT above wants.
func top(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		limit, ok := n.(*plan.Limit)
		if !ok || limit.Count == nil || limit.WithTies {
			return n
		}
		return &plan.Limit{Input: hint(limit.Input, limit), Count: limit.Count, Offset: limit.Offset}
	})
}

// hint passes the limit down through nodes that keep the number of rows.
func hint(n plan.Node, limit *plan.Limit) plan.Node {
	switch n := n.(type) {
	case *plan.Project:
		return n.WithChildren([]plan.Node{hint(n.Input, limit)})
	case *plan.Sort:
		if limit.Offset != nil {
			return n
		}
		return &plan.Sort{Input: n.Input, Keys: n.Keys, Top: limit.Count}
	}
	return n
}
