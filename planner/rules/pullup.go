package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// pullUp moves the projections of subqueries in FROM, and of views, above the
// joins that they stand in: then their tables are joined in one order with all
// others. A subquery of one row disappears.
func pullUp(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		switch n := n.(type) {
		case *plan.Join:
			return pulledUp(n)
		case *plan.Project:
			return merged(n)
		}
		return n
	})
}

func pulledUp(j *plan.Join) plan.Node {
	lifted := liftRight(j)
	if lifted == nil {
		lifted = liftLeft(j)
	}
	if lifted != nil {
		if below, ok := lifted.Input.(*plan.Join); ok {
			lifted.Input = pulledUp(below)
		}
		return merged(lifted)
	}
	if p := withoutRow(j); p != nil {
		return p
	}
	return j
}

// liftRight moves a projection on the right of a join above it, nil if there
// is none or it computes what the join may have to make NULL.
func liftRight(j *plan.Join) *plan.Project {
	p, ok := j.Right.(*plan.Project)
	if !ok || !shows(j) || !liftable(p, j.Kind == plan.LeftJoin || j.Kind == plan.FullJoin) {
		return nil
	}
	over := append(j.Left.Schema().Refs(), besideLeft(j, p.Exprs, len(j.Left.Schema()))...)
	out := joinOver(j, over)
	out.Right = p.Input
	for i, k := range j.Keys {
		out.Keys[i].Right = substitute(k.Right, p.Exprs)
	}
	return &plan.Project{Input: out, Exprs: over, Cols: j.Schema()}
}

// shows reports whether the columns of the right input are in the result.
func shows(j *plan.Join) bool { return j.Kind != plan.SemiJoin && j.Kind != plan.AntiJoin }

// besideLeft rewrites expressions over the right row of a join to ones over
// its whole row, in which that begins at column width.
func besideLeft(j *plan.Join, es []expr.Expr, width int) []expr.Expr {
	out := shiftAll(es, width)
	for i, e := range es {
		if j.Lateral {
			out[i] = inward(e, j.LateralArgs, width)
		}
	}
	return out
}

// liftLeft moves a projection on the left of a join above it.
func liftLeft(j *plan.Join) *plan.Project {
	p, ok := j.Left.(*plan.Project)
	if !ok || !liftable(p, j.Kind == plan.RightJoin || j.Kind == plan.FullJoin) {
		return nil
	}
	over := append(slices.Clone(p.Exprs), shiftAll(j.Right.Schema().Refs(), len(p.Input.Schema()))...)
	out := joinOver(j, over)
	out.Left, out.LateralArgs = p.Input, substituteAll(j.LateralArgs, p.Exprs)
	for i, k := range j.Keys {
		out.Keys[i].Left = substitute(k.Left, p.Exprs)
	}
	return &plan.Project{Input: out, Exprs: over[:len(j.Schema())], Cols: j.Schema()}
}

// joinOver is a copy of a join whose condition reads over in place of columns.
func joinOver(j *plan.Join, over []expr.Expr) *plan.Join {
	out := *j
	out.Keys = slices.Clone(j.Keys)
	if j.Cond != nil {
		out.Cond = substitute(j.Cond, over)
	}
	return &out
}

// liftable reports whether a projection may be computed above a join, of more
// or fewer rows, and if padded also of rows of NULLs.
func liftable(p *plan.Project, padded bool) bool {
	return !slices.ContainsFunc(p.Exprs, func(e expr.Expr) bool {
		_, column := e.(*expr.Column)
		return padded && !column || !movable(e) || expr.Any(e, isSubquery)
	})
}

// withoutRow makes a projection of an inner join with a single row.
func withoutRow(j *plan.Join) plan.Node {
	if j.Kind != plan.InnerJoin || len(j.Keys) > 0 {
		return nil
	}
	p := &plan.Project{Cols: j.Schema()}
	if row := singleRow(j.Right); row != nil {
		p.Input, p.Exprs = j.Left, append(j.Left.Schema().Refs(), besideLeft(j, row, 0)...)
	} else if row := singleRow(j.Left); row != nil && !j.Lateral {
		p.Input, p.Exprs = j.Right, append(slices.Clone(row), j.Right.Schema().Refs()...)
	} else {
		return nil
	}
	if j.Cond != nil {
		p.Input = &plan.Filter{Input: p.Input, Cond: substitute(j.Cond, p.Exprs)}
	}
	return p
}

// singleRow returns the expressions of a plan that is a row of them.
func singleRow(n plan.Node) []expr.Expr {
	v, ok := n.(*plan.Values)
	if !ok || len(v.Rows) != 1 || !liftable(&plan.Project{Exprs: v.Rows[0]}, false) {
		return nil
	}
	return v.Rows[0]
}

// merged makes one projection of two, unless it would compute something more
// than once.
func merged(p *plan.Project) plan.Node {
	below, ok := p.Input.(*plan.Project)
	if !ok || !liftable(below, false) {
		return p
	}
	uses := make([]int, len(below.Exprs))
	for _, e := range p.Exprs {
		expr.Walk(e, func(e expr.Expr) bool {
			if c, ok := e.(*expr.Column); ok {
				uses[c.Index]++
			}
			return true
		})
	}
	for i, e := range below.Exprs {
		if _, column := e.(*expr.Column); !column && uses[i] > 1 {
			return p
		}
	}
	return &plan.Project{Input: below.Input, Exprs: substituteAll(p.Exprs, below.Exprs), Cols: p.Cols}
}
