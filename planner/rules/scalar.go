package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// aggregates turns correlated scalar subqueries that aggregate, such as
// (SELECT avg(x) FROM t WHERE t.k = outer.k), into a left join with the
// aggregate grouped by k: one pass over t instead of one for each outer row.
func aggregates(c *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		switch n := n.(type) {
		case *plan.Filter:
			return c.joinFilter(n)
		case *plan.Project:
			input, exprs := c.joinAll(n.Input, n.Exprs)
			return &plan.Project{Input: input, Exprs: exprs, Cols: n.Cols}
		}
		return n
	})
}

// joinFilter treats the condition of a filter; the columns that the joins add
// are dropped above it.
func (c *Context) joinFilter(f *plan.Filter) plan.Node {
	schema := f.Schema()
	input, conds := c.joinAll(f.Input, []expr.Expr{f.Cond})
	if input == f.Input {
		return f
	}
	return &plan.Project{Input: &plan.Filter{Input: input, Cond: conds[0]}, Exprs: schema.Refs(), Cols: schema}
}

// joinAll replaces the subqueries within es by columns of joins over input.
func (c *Context) joinAll(input plan.Node, es []expr.Expr) (plan.Node, []expr.Expr) {
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		out[i] = expr.Rewrite(e, func(e expr.Expr) expr.Expr {
			s, ok := e.(*expr.Subquery)
			if !ok || s.Kind != expr.ScalarSubquery || len(s.Correlated) == 0 {
				return e
			}
			if g := c.grouped(s); g != nil {
				var value expr.Expr
				input, value = g.join(input)
				return value
			}
			return e
		})
	}
	return input, out
}

// groupedQuery is a scalar aggregate taken apart: the aggregate over body,
// equal pairs that tie it to the outer row, and the value computed of it.
type groupedQuery struct {
	s     *expr.Subquery
	agg   *plan.Aggregate
	body  plan.Node
	outer []expr.Expr // over the outer row's correlated values
	inner []expr.Expr // over body, equal to outer
	value expr.Expr   // over the aggregate's calls
}

// grouped takes a subquery apart, nil if it is not of the form.
func (c *Context) grouped(s *expr.Subquery) *groupedQuery {
	project, ok := c.Query.Subplans[s.Plan].(*plan.Project)
	if !ok || len(project.Exprs) != 1 || readsOuter(project.Exprs[0]) || expr.Any(project.Exprs[0], isSubquery) {
		return nil
	}
	agg, ok := project.Input.(*plan.Aggregate)
	if !ok || len(agg.Keys) > 0 || agg.Sets != nil {
		return nil
	}
	filter, ok := agg.Input.(*plan.Filter)
	if !ok || outerBelow(filter.Input) {
		return nil
	}
	g := &groupedQuery{s: s, agg: agg, value: project.Exprs[0]}
	plan.EachExpr(agg, func(e expr.Expr) { ok = ok && !readsOuter(e) })
	outer, local := split(expr.Conjuncts(filter.Cond), readsOuter)
	for _, cond := range outer {
		ok = ok && g.tie(cond)
	}
	if !ok || len(g.inner) == 0 {
		return nil
	}
	g.body = filtered(filter.Input, local)
	return g
}

// tie takes an equality between the body's row and the outer one.
func (g *groupedQuery) tie(cond expr.Expr) bool {
	call, ok := cond.(*expr.Call)
	if !ok || call.Overload.Name != "=" || len(call.Args) != 2 || !movable(cond) || expr.Any(cond, isSubquery) {
		return false
	}
	a, b := call.Args[0], call.Args[1]
	if readsOuter(a) {
		a, b = b, a
	}
	if readsOuter(a) || len(expr.Columns(b)) > 0 || !hashable(a.Type(), b.Type()) {
		return false
	}
	g.inner, g.outer = append(g.inner, a), append(g.outer, b)
	return true
}

// join adds the grouped aggregate to the right of left and returns the value
// of the subquery as an expression over the joined row.
func (g *groupedQuery) join(left plan.Node) (plan.Node, expr.Expr) {
	n, width := len(g.inner), len(left.Schema())
	agg := &plan.Aggregate{Input: g.body, Keys: g.inner, Calls: g.agg.Calls}
	for _, k := range g.inner {
		agg.Cols = append(agg.Cols, plan.Column{Name: "key", Type: k.Type(), Typmod: k.Typmod()})
	}
	agg.Cols = append(agg.Cols, g.agg.Cols...)
	join := &plan.Join{Kind: plan.LeftJoin, Left: left, Right: agg}
	for i, o := range g.outer {
		join.Keys = append(join.Keys, plan.JoinKey{Left: inward(o, g.s.Correlated, 0), Right: agg.Cols.Ref(i)})
	}
	found := expr.MapColumns(g.value, func(c int) int { return width + n + c })
	key := &expr.Column{Result: expr.ResultOf(g.inner[0].Type()), Index: width, Name: "key"}
	matched := &expr.TestIs{Operand: key, Test: expr.IsNotNull}
	return join, &expr.Case{Result: expr.Result{Of: g.value.Type(), Mod: g.value.Typmod()},
		Whens: []expr.When{{Cond: matched, Then: found}}, Else: g.empty()}
}

// empty is the value for an outer row without matches: aggregates over no
// rows are NULL, but counts are 0.
func (g *groupedQuery) empty() expr.Expr {
	values := make([]expr.Expr, len(g.agg.Calls))
	for i, call := range g.agg.Calls {
		v := types.Null
		if slices.Contains([]string{"count", "regr_count"}, call.Aggregate.Name) {
			v = types.NewInt(0)
		}
		values[i] = expr.NewConst(call.Result, v)
	}
	return substitute(g.value, values)
}
