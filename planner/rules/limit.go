package rules

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// limit tells scans how many rows a LIMIT above will probably take from them,
// so that they list and read no more at first.
func limit(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		l, ok := n.(*plan.Limit)
		if !ok || l.WithTies {
			return n
		}
		count, offset := constantCount(l.Count, catalog.MaxLimit), constantCount(l.Offset, 0)
		return l.WithChildren([]plan.Node{expect(l.Input, max(1, min(count+offset, catalog.MaxLimit)))})
	})
}

// constantCount is the value of a row count, otherwise if there is none.
func constantCount(e expr.Expr, otherwise int64) int64 {
	if c, ok := e.(*expr.Const); ok && !c.Value.IsNull() {
		return c.Value.Int()
	}
	return otherwise
}

// filteredRows are the rows that a scan below a filter reads at first, at
// least, since nobody knows how many of them pass.
const filteredRows = 64

// filteredFrom is how many rows to read for count that pass a filter.
func filteredFrom(count int64) int64 { return min(max(filteredRows, 4*count), catalog.MaxLimit) }

// expectJoined passes on how many left rows are wanted of a join. A left join
// keeps them all, the others filter them.
func expectJoined(n *plan.Join, count int64) plan.Node {
	if n.Kind == plan.RightJoin || n.Kind == plan.FullJoin {
		return n
	}
	if n.Kind != plan.LeftJoin {
		count = filteredFrom(count)
	}
	return n.WithChildren([]plan.Node{expect(n.Left, count), n.Right})
}

// expect tells the scan below n that only count rows of n are wanted.
func expect(n plan.Node, count int64) plan.Node {
	switch n := n.(type) {
	case *plan.Project:
		return n.WithChildren([]plan.Node{expect(n.Input, count)})
	case *plan.Join:
		return expectJoined(n, count)
	case *plan.Filter:
		if s, ok := n.Input.(*plan.Scan); !ok || len(s.Bounds) < len(expr.Conjuncts(n.Cond)) {
			count = filteredFrom(count)
		}
		return n.WithChildren([]plan.Node{expect(n.Input, count)})
	case *plan.Scan:
		if count == catalog.MaxLimit {
			return n
		}
		copied, access := *n, *n.Access
		access.Limit = int(count)
		copied.Access = &access
		return &copied
	}
	return n
}
