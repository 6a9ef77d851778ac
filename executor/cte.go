package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// cteRows are the rows of a common table expression, computed as far as they
// were asked for and kept for every scan of it.
type cteRows struct {
	rows *buffer
	from Operator // where more rows come from; nil if rows are all
}

// upTo makes sure that there is a row behind row n, unless n is the last.
func (r *cteRows) upTo(ctx context.Context, n int) error {
	for r.from != nil && r.rows.Rows() <= n {
		b, err := r.from.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			r.from.Close()
			r.from = nil
			return nil
		}
		if err := r.rows.add(b); err != nil {
			return err
		}
	}
	return nil
}

func (c *Context) buildCTE(n *plan.CTE) (Operator, error) {
	definition, err := c.build(n.Definition)
	if err != nil {
		return nil, err
	}
	rows := &cteRows{rows: newBuffer(n.Definition.Schema().Types(), c.Memory), from: definition}
	c.ctes[n.Number] = rows
	body, err := c.build(n.Body)
	if err != nil {
		definition.Close()
		return nil, err
	}
	return &cte{rows: rows, body: body, changes: isChange(n.Definition)}, nil
}

func isChange(n plan.Node) bool {
	switch n.(type) {
	case *plan.Insert, *plan.Update, *plan.Delete:
		return true
	}
	return false
}

// cte runs a body that may scan the rows of a common table expression. One
// that changes rows runs first and to its end.
type cte struct {
	rows    *cteRows
	body    Operator
	changes bool
}

// Next implements Operator.
func (c *cte) Next(ctx context.Context) (*types.Batch, error) {
	for c.changes && c.rows.from != nil {
		if err := c.rows.upTo(ctx, c.rows.rows.Rows()); err != nil {
			return nil, err
		}
	}
	return c.body.Next(ctx)
}

// Affected reports the rows changed by the body.
func (c *cte) Affected() int64 {
	if a, ok := c.body.(interface{ Affected() int64 }); ok {
		return a.Affected()
	}
	return 0
}

// Close implements Operator.
func (c *cte) Close() {
	c.body.Close()
	if c.rows.from != nil {
		c.rows.from.Close()
	}
	c.rows.rows.release()
}

// cteScan reads the rows of a common table expression from the start.
type cteScan struct {
	rows *cteRows
	next int
	out  page
}

func newCTEScan(c *Context, n *plan.CTEScan) (*cteScan, error) {
	rows := c.ctes[n.Number]
	if rows == nil {
		return nil, pgerr.Newf(pgerr.InternalError, "WITH query %q is not in sight", n.Name)
	}
	return &cteScan{rows: rows}, nil
}

// Next implements Operator.
func (s *cteScan) Next(ctx context.Context) (*types.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.rows.upTo(ctx, s.next); err != nil {
		return nil, err
	}
	n := min(s.rows.rows.Rows()-s.next, types.BatchSize)
	if n <= 0 {
		return nil, nil
	}
	s.next += n
	return s.out.stretch(s.rows.rows.Batch, s.next-n, n), nil
}

// Close implements Operator.
func (*cteScan) Close() {}
