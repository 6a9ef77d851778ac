package executor

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// scan reads a stored table through its access path.
type scan struct {
	c    *Context
	n    *plan.Scan
	rows Rows
	ids  *types.Vector
	null []*types.Vector // stand for the columns that nothing reads
	out  types.Batch
}

// buildScan makes the operator of a scan. One that a correlated subplan runs
// again and again reads the table once and keeps its rows, unless its access
// path depends on the row outside.
func (c *Context) buildScan(n *plan.Scan) (Operator, error) {
	if c.outer == nil || n.ReadsOuter() {
		return newScan(c, n), nil
	}
	rows := c.scans[n]
	if rows == nil {
		rows = &cteRows{rows: newBuffer(n.Cols.Types(), c.Memory), from: newScan(c, n)}
		c.scans[n] = rows
	}
	return &cteScan{rows: rows}, nil
}

func newScan(c *Context, n *plan.Scan) *scan {
	s := &scan{c: c, n: n, null: make([]*types.Vector, len(n.Cols))}
	for i, unread := range n.Unread {
		if unread {
			s.null[i] = types.NewVector(n.Cols[i].Type, 0)
		}
	}
	if n.WithID && s.null[len(n.Cols)-1] == nil {
		s.ids = types.NewVector(types.Text, types.BatchSize)
	}
	return s
}

// Next implements Operator.
func (s *scan) Next(ctx context.Context) (*types.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.rows == nil {
		if err := s.open(ctx); err != nil || s.rows == nil {
			return nil, err
		}
	}
	b, ids, err := s.rows.Next(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	s.arrange(b, ids)
	return &s.out, nil
}

// open evaluates the bounds of the access path and starts the scan. A NULL
// bound selects no row.
func (s *scan) open(ctx context.Context) error {
	access := *s.n.Access
	for _, e := range s.n.Bounds {
		v, err := s.c.evaluate(e)
		if err != nil || v.IsNull() {
			return err
		}
		access.Prefix = append(slices.Clip(access.Prefix), v)
	}
	for _, key := range s.n.Keys {
		id, err := s.recordID(access.Table, key)
		if err != nil {
			return err
		}
		if id != "" && !slices.Contains(access.IDs, id) {
			access.IDs = append(access.IDs, id)
		}
	}
	if access.Kind == catalog.ByID && len(access.IDs) == 0 {
		return nil
	}
	slices.Sort(access.IDs)
	var err error
	s.rows, err = s.c.Source.Scan(ctx, &access)
	return err
}

// recordID is the id of the row with a primary key, or the id given itself; ""
// if part of it is NULL.
func (s *scan) recordID(t *catalog.Table, key []expr.Expr) (string, error) {
	values := make([]types.Value, len(key))
	for i, e := range key {
		v, err := s.c.evaluate(e)
		if err != nil || v.IsNull() {
			return "", err
		}
		values[i] = v
	}
	if s.n.RecordIDs {
		return values[0].Text(), nil
	}
	return s.c.Source.RowID(t, values)
}

// arrange puts the columns read in their places, columns of NULLs in those of
// the others, and the record ids last.
func (s *scan) arrange(b *types.Batch, ids []string) {
	s.out.Cols, s.out.Sel = s.out.Cols[:0], b.Sel
	s.out.SetRows(b.Rows())
	next := 0
	for i := range s.n.Cols {
		switch {
		case s.null[i] != nil:
			s.out.Cols = append(s.out.Cols, nulls(s.null[i], b.Rows()))
		case s.n.WithID && i == len(s.n.Cols)-1:
			s.out.Cols = append(s.out.Cols, s.idColumn(b, ids))
		default:
			s.out.Cols = append(s.out.Cols, b.Cols[next])
			next++
		}
	}
}

// nulls makes v a column of n NULLs.
func nulls(v *types.Vector, n int) *types.Vector {
	for i := v.Len(); i < n; i++ {
		v.Nulls.Set(i)
	}
	v.Resize(max(n, v.Len()))
	return v
}

func (s *scan) idColumn(b *types.Batch, ids []string) *types.Vector {
	s.ids.Reset()
	s.ids.Resize(b.Rows())
	for i, id := range ids {
		s.ids.Texts[b.Index(i)] = id
	}
	return s.ids
}

// Close implements Operator.
func (s *scan) Close() {
	if s.rows != nil {
		s.rows.Close()
	}
}

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
