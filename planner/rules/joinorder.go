package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// joinOrder puts the inputs of inner joins that stand next to each other into
// a better order: from the smallest on, always the one that an equality ties
// to what is joined so far and that leaves the fewest rows. What no equality
// ties together is joined last, each group as one input.
func joinOrder(_ *Context, root plan.Node) plan.Node { return reordered(root) }

func reordered(n plan.Node) plan.Node {
	if !inner(n) {
		inputs := n.Children()
		if len(inputs) == 0 {
			return n
		}
		out := make([]plan.Node, len(inputs))
		for i, in := range inputs {
			out[i] = reordered(in)
		}
		return n.WithChildren(out)
	}
	c := &cluster{}
	c.take(n, 0)
	if slices.ContainsFunc(c.conds, func(e expr.Expr) bool { return !movable(e) }) {
		return n
	}
	return restored(c.join(), n.Schema())
}

func inner(n plan.Node) bool {
	j, ok := n.(*plan.Join)
	return ok && j.Kind == plan.InnerJoin && !j.Lateral
}

// cluster is inner joins without their order: the inputs, and all conditions
// over the columns of all inputs side by side.
type cluster struct {
	inputs []*joined
	conds  []expr.Expr
}

// joined is part of a cluster. cols are its output columns, as columns of the
// cluster.
type joined struct {
	node plan.Node
	cols []int
	rows float64
}

// take adds a tree of joins whose first column is number at.
func (c *cluster) take(n plan.Node, at int) {
	width := len(n.Schema())
	if !inner(n) {
		in := &joined{node: reordered(n), rows: rows(n)}
		for i := range width {
			in.cols = append(in.cols, at+i)
		}
		c.inputs = append(c.inputs, in)
		return
	}
	j := n.(*plan.Join)
	c.take(j.Left, at)
	c.take(j.Right, at+len(j.Left.Schema()))
	if j.Cond != nil {
		c.conds = append(c.conds, shiftAll(expr.Conjuncts(j.Cond), at)...)
	}
}

// join joins all inputs.
func (c *cluster) join() *joined {
	var whole *joined
	for len(c.inputs) > 0 {
		group := c.remove(c.smallest(func(*joined) bool { return true }, func(in *joined) float64 { return in.rows }))
		for {
			next := c.smallest(func(in *joined) bool { return c.tied(group, in) }, func(in *joined) float64 { return c.rows(group, in) })
			if next < 0 {
				break
			}
			group = c.pair(group, c.remove(next))
		}
		if whole == nil {
			whole = group
		} else {
			whole = c.pair(whole, group)
		}
	}
	return whole
}

// smallest returns the number of the input with the least size among those
// that qualify, the first of equals; -1 if there is none.
func (c *cluster) smallest(qualifies func(*joined) bool, size func(*joined) float64) int {
	best := -1
	for i, in := range c.inputs {
		if qualifies(in) && (best < 0 || size(in) < size(c.inputs[best])) {
			best = i
		}
	}
	return best
}

func (c *cluster) remove(i int) *joined {
	in := c.inputs[i]
	c.inputs = slices.Delete(c.inputs, i, i+1)
	return in
}

// tied reports whether an equality can be the key of a join of a and b.
func (c *cluster) tied(a, b *joined) bool {
	cols := slices.Concat(a.cols, b.cols)
	return slices.ContainsFunc(c.conds, func(e expr.Expr) bool {
		if !within(expr.Columns(e), cols) {
			return false
		}
		_, ok := joinKey(placed(e, cols), len(a.cols))
		return ok
	})
}

// rows estimates the rows of a join of a and b.
func (c *cluster) rows(a, b *joined) float64 {
	cols, n := slices.Concat(a.cols, b.cols), a.rows*b.rows
	for _, e := range c.conds {
		if within(expr.Columns(e), cols) {
			n *= share(e)
		}
	}
	return max(n, 1)
}

// pair joins two parts. The smaller one stands on the right, which the join
// keeps in memory. The conditions that can be tested now leave the cluster.
func (c *cluster) pair(a, b *joined) *joined {
	out := &joined{rows: c.rows(a, b)}
	if a.rows < b.rows {
		a, b = b, a
	}
	out.cols = slices.Concat(a.cols, b.cols)
	now, later := split(c.conds, func(e expr.Expr) bool { return within(expr.Columns(e), out.cols) })
	for i, e := range now {
		now[i] = placed(e, out.cols)
	}
	c.conds = later
	out.node = &plan.Join{Kind: plan.InnerJoin, Left: a.node, Right: b.node, Cond: expr.Conjunction(now)}
	return out
}

// placed rewrites a condition over the cluster to one over a part.
func placed(e expr.Expr, cols []int) expr.Expr {
	return expr.MapColumns(e, func(i int) int { return slices.Index(cols, i) })
}

// restored gives the columns of a cluster in their order.
func restored(j *joined, schema plan.Schema) plan.Node {
	if slices.IsSorted(j.cols) {
		return j.node
	}
	cols := make([]int, len(schema))
	for at, i := range j.cols {
		cols[i] = at
	}
	return rearranged(j.node, cols, schema)
}
