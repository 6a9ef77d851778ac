package rules

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// prune marks the columns of scans that nothing reads, so that they are not
// decoded.
func prune(_ *Context, root plan.Node) plan.Node {
	return pruned(root, all(len(root.Schema())))
}

// columns is a set of column numbers.
type columns []bool

func all(n int) columns {
	c := make(columns, n)
	for i := range c {
		c[i] = true
	}
	return c
}

// read adds the columns that expressions read.
func (c columns) read(es ...expr.Expr) {
	for _, e := range es {
		if e == nil {
			continue
		}
		for _, i := range expr.Columns(e) {
			c[i] = true
		}
	}
}

// pruned returns n for a reader that needs only the given output columns.
func pruned(n plan.Node, needed columns) plan.Node {
	switch n := n.(type) {
	case *plan.Scan:
		return pruneScan(n, needed)
	case *plan.Filter, *plan.Sort, *plan.Limit:
		in := n.Children()[0]
		c := append(columns{}, needed...)
		plan.EachExpr(n, func(e expr.Expr) { c.read(e) })
		return n.WithChildren([]plan.Node{pruned(in, c)})
	case *plan.Project:
		c := make(columns, len(n.Input.Schema()))
		for i, e := range n.Exprs {
			if needed[i] || !movable(e) {
				c.read(e)
			}
		}
		return n.WithChildren([]plan.Node{pruned(n.Input, c)})
	case *plan.Join:
		return pruneJoin(n, needed)
	case *plan.SetOp:
		if n.All && n.Kind == plan.Union {
			return n.WithChildren([]plan.Node{pruned(n.Left, needed), pruned(n.Right, needed)})
		}
	case *plan.Update:
		copied := *n
		copied.Unread = unreadByUpdate(n)
		copied.Input = pruned(n.Input, changed(n).but(copied.Unread))
		return &copied
	case *plan.Delete:
		copied := *n
		copied.Unread = unreadByDelete(n)
		copied.Input = pruned(n.Input, all(len(n.Input.Schema())).but(copied.Unread))
		return &copied
	case *plan.Aggregate:
		c := make(columns, len(n.Input.Schema()))
		plan.EachExpr(n, func(e expr.Expr) { c.read(e) })
		return n.WithChildren([]plan.Node{pruned(n.Input, c)})
	}
	inputs := n.Children()
	whole := make([]plan.Node, len(inputs))
	for i, in := range inputs {
		whole[i] = pruned(in, all(len(in.Schema())))
	}
	return n.WithChildren(whole)
}

// changed are the columns of its input that an UPDATE reads: all but those of
// the row before that nothing asks for, neither an expression nor the foreign
// keys of other tables.
func changed(n *plan.Update) columns {
	c := all(len(n.Input.Schema()))
	clear(c[:len(n.Table.Columns)])
	c.read(n.Recheck)
	c.read(n.Set...)
	for _, k := range n.Referring {
		for _, i := range k.Constraint.RefColumns {
			c[i] = true
		}
	}
	return c
}

func pruneJoin(n *plan.Join, needed columns) plan.Node {
	left, right := len(n.Left.Schema()), len(n.Right.Schema())
	c := make(columns, left+right)
	copy(c, needed)
	c.read(n.Cond)
	l, r := c[:left], c[left:]
	l.read(n.LateralArgs...)
	for _, k := range n.Keys {
		l.read(k.Left)
		r.read(k.Right)
	}
	return n.WithChildren([]plan.Node{pruned(n.Left, l), pruned(n.Right, r)})
}

func pruneScan(n *plan.Scan, needed columns) plan.Node {
	copied, access := *n, *n.Access
	copied.Access, copied.Unread = &access, make([]bool, len(n.Cols))
	access.Columns = nil
	for i := range n.Access.Columns {
		copied.Unread[i] = !needed[i]
		if needed[i] {
			access.Columns = append(access.Columns, n.Access.Columns[i])
		}
	}
	access.System = nil
	for _, c := range n.System {
		i := n.SystemIndex(c)
		copied.Unread[i] = !needed[i]
		if needed[i] && c != catalog.ID {
			access.System = append(access.System, c)
		}
	}
	keyOnly(&access)
	if n.Lookup != nil {
		copied.Lookup = prunedLookup(n.Lookup, &access)
	}
	return &copied
}

// prunedLookup reads the columns of the access that it stands in for.
func prunedLookup(l *plan.Lookup, a *catalog.Access) *plan.Lookup {
	copied, access := *l, *l.Access
	access.Columns, access.System = a.Columns, a.System
	keyOnly(&access)
	copied.Access = &access
	return &copied
}
