package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// values produces constant rows.
type values struct {
	c    *expr.Context
	n    *plan.Values
	next int
	out  *types.Batch
}

// Next implements Operator.
func (v *values) Next(context.Context) (*types.Batch, error) {
	if v.next >= len(v.n.Rows) {
		return nil, nil
	}
	v.out = types.NewBatch(v.n.Columns.Types(), 0)
	count := min(len(v.n.Rows)-v.next, types.BatchSize)
	for _, row := range v.n.Rows[v.next : v.next+count] {
		for i, e := range row {
			x, err := expr.EvalRow(v.c, e, nil)
			if err != nil {
				return nil, err
			}
			v.out.Cols[i].AppendValue(x)
		}
	}
	v.next += count
	v.out.SetRows(count)
	return v.out, nil
}

// Close implements Operator.
func (*values) Close() {}
