package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// virtualScan reads a system table.
type virtualScan struct {
	c    *Context
	n    *plan.VirtualScan
	rows [][]types.Value
	read bool
}

// Next implements Operator.
func (s *virtualScan) Next(ctx context.Context) (*types.Batch, error) {
	if !s.read {
		s.read = true
		var err error
		if s.rows, err = s.c.Virtual(ctx, s.n.Table); err != nil {
			return nil, err
		}
	}
	n := min(len(s.rows), types.BatchSize)
	if n == 0 {
		return nil, nil
	}
	out := types.NewBatch(s.n.Cols.Types(), n)
	for _, row := range s.rows[:n] {
		for i, v := range row {
			out.Cols[i].AppendValue(v)
		}
	}
	out.SetRows(n)
	s.rows = s.rows[n:]
	return out, nil
}

// Close implements Operator.
func (*virtualScan) Close() {}
