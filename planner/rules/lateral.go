package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// lateral makes plain joins of lateral ones, whose right input would be run
// again for each left row, as far as what reads the left row can be moved
// above that input: conditions, columns, and those of joins within it.
func lateral(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		if j, ok := n.(*plan.Join); ok && j.Lateral {
			return unlateral(j)
		}
		return n
	})
}

func unlateral(j *plan.Join) plan.Node {
	out := *j
	switch r := j.Right.(type) {
	case *plan.Filter:
		if outer, local := split(expr.Conjuncts(r.Cond), readsOuter); movable(r.Cond) && len(outer) > 0 {
			for _, c := range outer {
				out.Cond = and(out.Cond, inward(c, j.LateralArgs, len(j.Left.Schema())))
			}
			out.Right = filtered(r.Input, local)
			return unlateral(&out)
		}
	case *plan.Project:
		if lifted := liftRight(j); lifted != nil {
			lifted.Input = unlateral(lifted.Input.(*plan.Join))
			return lifted
		}
	case *plan.Join:
		if j.Kind == plan.InnerJoin && inner(r) {
			return unlateralJoin(j, r)
		}
	}
	if len(expr.Columns(j.LateralArgs...)) == 0 || !outerBelow(j.Right) {
		out.Right = mapOuter(j.Right, func(o *expr.Outer) expr.Expr { return j.LateralArgs[o.Index] })
		out.Lateral, out.LateralArgs = false, nil
	}
	return &out
}

// unlateralJoin takes a join out of the right input: a with (b with c) is (a
// with c) with b, where only c reads the row of a.
func unlateralJoin(j, r *plan.Join) plan.Node {
	swapped := !outerBelow(r.Left)
	first, second := r.Left, r.Right
	if swapped {
		first, second = r.Right, r.Left
	}
	if outerBelow(second) {
		return j
	}
	a, b := len(j.Left.Schema()), len(r.Left.Schema())
	bottom := &plan.Join{Kind: plan.InnerJoin, Left: j.Left, Right: first, Lateral: true, LateralArgs: j.LateralArgs}
	top := &plan.Join{Kind: plan.InnerJoin, Left: unlateral(bottom), Right: second, Cond: j.Cond}
	if r.Cond != nil {
		top.Cond = and(top.Cond, inward(r.Cond, j.LateralArgs, a))
	}
	if !swapped {
		return top
	}
	// The row is now that of a, c, b.
	c := len(first.Schema())
	cols := make([]int, a+b+c)
	for i := range cols {
		switch {
		case i < a:
			cols[i] = i
		case i < a+b:
			cols[i] = i + c
		default:
			cols[i] = i - b
		}
	}
	if top.Cond != nil {
		top.Cond = expr.MapColumns(top.Cond, func(i int) int { return cols[i] })
	}
	p := &plan.Project{Input: top, Cols: j.Schema()}
	for i, col := range cols {
		ref := p.Cols.Ref(i)
		ref.Index = col
		p.Exprs = append(p.Exprs, ref)
	}
	return p
}

// mapOuter replaces what a plan reads of the outer row. The right input of a
// lateral join within it reads the row of that join instead.
func mapOuter(n plan.Node, to func(*expr.Outer) expr.Expr) plan.Node {
	inputs := slices.Clone(n.Children())
	for i, in := range inputs {
		if !readsOwn(n, i) {
			inputs[i] = mapOuter(in, to)
		}
	}
	if len(inputs) > 0 {
		n = n.WithChildren(inputs)
	}
	return plan.MapExprs(n, func(e expr.Expr) expr.Expr {
		return expr.Rewrite(e, func(e expr.Expr) expr.Expr {
			if o, ok := e.(*expr.Outer); ok {
				return to(o)
			}
			return e
		})
	})
}

// readsOwn reports whether input i of n has n's own rows outside.
func readsOwn(n plan.Node, i int) bool {
	j, ok := n.(*plan.Join)
	return ok && j.Lateral && i == 1
}

// outerBelow reports whether a plan reads the outer row.
func outerBelow(n plan.Node) bool {
	found := false
	plan.EachExpr(n, func(e expr.Expr) { found = found || readsOuter(e) })
	for i, in := range n.Children() {
		found = found || !readsOwn(n, i) && outerBelow(in)
	}
	return found
}

// and joins two conditions, of which the first may be nil.
func and(a, b expr.Expr) expr.Expr {
	if a == nil {
		return b
	}
	return expr.Conjunction([]expr.Expr{a, b})
}
