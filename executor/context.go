package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Context is what one running statement has: where rows come from, settings,
// parameters and its memory budget.
type Context struct {
	Source  Source
	Env     *functions.Env
	Params  []types.Value
	Memory  *Memory
	Virtual func(ctx context.Context, t plan.Virtual) ([][]types.Value, error)
	// Referring lists the foreign keys that refer to a table, for cascades.
	Referring func(t *catalog.Table) []plan.ForeignKey
	// Feed are the rows of a plan.Feed: COPY FROM.
	Feed Operator
	// Observe, if set, wraps each operator: EXPLAIN ANALYZE counts rows.
	Observe func(plan.Node, Operator) Operator

	subplans []plan.Node
	ctes     map[int]*cteRows
	cached   map[int]*subplanRows    // subplans that read no outer row, once they ran
	scans    map[*plan.Scan]*cteRows // tables that correlated subplans read
	keysets  map[int]*keyset         // of the joins that look rows up, by Join.Number
	outer    []types.Value           // row outside, for a subplan
}

// Build makes the operators of a query.
func Build(c *Context, q *plan.Query) (Operator, error) {
	c.subplans = q.Subplans
	c.ctes, c.cached, c.scans = map[int]*cteRows{}, map[int]*subplanRows{}, map[*plan.Scan]*cteRows{}
	c.keysets = map[int]*keyset{}
	return c.build(q.Root)
}

// within is the context of a subplan that reads the outer row.
func (c *Context) within(outer []types.Value) *Context {
	inner := *c
	inner.outer = outer
	return &inner
}

// expressions is the context that programs of this level run with.
func (c *Context) expressions() *expr.Context {
	return &expr.Context{Env: c.Env, Params: c.Params, Outer: c.outer, Subqueries: newSubqueries(c)}
}

// evaluate computes an expression that reads no columns: LIMIT, an access
// path's bounds.
func (c *Context) evaluate(e expr.Expr) (types.Value, error) {
	return expr.EvalRow(c.expressions(), e, nil)
}
