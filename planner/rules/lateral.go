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
// with b) with c, or (a with c) with b, where only the one in front reads the
// row of a.
func unlateralJoin(j, r *plan.Join) plan.Node {
	a, b, c := len(j.Left.Schema()), len(r.Left.Schema()), len(r.Right.Schema())
	cond := j.Cond
	if r.Cond != nil {
		cond = and(cond, inward(r.Cond, j.LateralArgs, a))
	}
	bottom := &plan.Join{Kind: plan.InnerJoin, Left: j.Left, Lateral: true, LateralArgs: j.LateralArgs}
	top := &plan.Join{Kind: plan.InnerJoin}
	switch {
	case !outerBelow(r.Left):
		bottom.Right, top.Right = r.Right, r.Left
		cols := swapped(a, b, c)
		if cond != nil {
			top.Cond = expr.MapColumns(cond, func(i int) int { return cols[i] })
		}
		top.Left = unlateral(bottom)
		return rearranged(top, cols, j.Schema())
	case !outerBelow(r.Right):
		bottom.Right, top.Right, top.Cond = r.Left, r.Right, cond
		top.Left = unlateral(bottom)
		return top
	}
	return j
}

// swapped tells where each column of a row of a, b and c columns is in one of
// a, c and b columns.
func swapped(a, b, c int) []int {
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
	return cols
}

// rearranged gives the columns cols of n.
func rearranged(n plan.Node, cols []int, schema plan.Schema) plan.Node {
	p := &plan.Project{Input: n, Cols: schema}
	for i, col := range cols {
		ref := schema.Ref(i)
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
