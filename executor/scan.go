package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// scan reads a stored table through its access path.
type scan struct {
	c     *Context
	n     *plan.Scan
	begun bool
	rest  []*catalog.Access // to read after rows
	rows  Rows
	ids   *types.Vector
	null  []*types.Vector // stand for the columns that nothing reads
	out   types.Batch
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
	if id := n.SystemIndex(catalog.ID); id >= 0 && s.null[id] == nil {
		s.ids = types.NewVector(types.Text, types.BatchSize)
	}
	return s
}

// Next implements Operator.
func (s *scan) Next(ctx context.Context) (*types.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for {
		if s.rows == nil {
			if err := s.open(ctx); err != nil || s.rows == nil {
				return nil, err
			}
		}
		b, ids, err := s.rows.Next(ctx)
		if err != nil {
			return nil, err
		}
		if b != nil {
			s.arrange(b, ids)
			return &s.out, nil
		}
		s.rows.Close()
		s.rows = nil
	}
}

// open starts to read along the next access path, if there is one.
func (s *scan) open(ctx context.Context) (err error) {
	if !s.begun {
		s.begun = true
		if s.rest, err = s.accesses(); err != nil {
			return err
		}
	}
	if len(s.rest) == 0 {
		return nil
	}
	s.rows, err = s.c.Source.Scan(ctx, s.rest[0])
	s.rest = s.rest[1:]
	return err
}

// arrange puts the columns read in their places, columns of NULLs in those of
// the others, and the record ids in theirs.
func (s *scan) arrange(b *types.Batch, ids []string) {
	s.out.Cols, s.out.Sel = s.out.Cols[:0], b.Sel
	s.out.SetRows(b.Rows())
	next, id := 0, s.n.SystemIndex(catalog.ID)
	for i := range s.n.Cols {
		switch {
		case s.null[i] != nil:
			s.out.Cols = append(s.out.Cols, nulls(s.null[i], b.Rows()))
		case i == id:
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
