package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Collect runs a query to its end and returns all rows. They count against
// the memory of c: 53200 beyond it.
func Collect(ctx context.Context, c *Context, q *plan.Query) (*types.Batch, error) {
	op, err := Build(c, q)
	if err != nil {
		return nil, err
	}
	defer op.Close()
	rows := newBuffer(q.Root.Schema().Types(), c.Memory)
	return rows.Batch, rows.fill(ctx, op)
}
