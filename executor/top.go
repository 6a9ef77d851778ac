package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/types"
)

// keepTop reads the whole input but keeps the first n rows only, in order. A
// row that sorts behind n others is dropped at once, by comparing it with the
// last of them.
func (s *sorter) keepTop(ctx context.Context, n int) error {
	for {
		b, err := s.in.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		if err := s.offer(b); err != nil {
			return err
		}
		if err := s.rows.add(b); err != nil {
			return err
		}
		if s.rows.Rows() >= max(2*n, types.BatchSize) {
			if err := s.prune(n); err != nil {
				return err
			}
		}
	}
}

// offer drops the rows of b that do not come before the last of the n rows
// kept; of equal ones those that came first stay.
func (s *sorter) offer(b *types.Batch) error {
	if s.kept == nil {
		return nil
	}
	o, err := newOrdering(s.c.expressions(), s.n.Keys, b)
	if err != nil {
		return err
	}
	sel := make([]int32, 0, b.Len())
	for i := range b.Len() {
		if row := b.Index(i); o.compareWith(row, s.kept, s.last) < 0 {
			sel = append(sel, int32(row))
		}
	}
	b.Sel = sel
	return nil
}

// prune keeps the first n rows.
func (s *sorter) prune(n int) error {
	o, err := newOrdering(s.c.expressions(), s.n.Keys, s.rows.Batch)
	if err != nil {
		return err
	}
	first := o.sorted(s.rows.Rows())[:n]
	all := s.rows
	s.rows = newBuffer(s.n.Schema().Types(), s.c.Memory)
	kept := &types.Batch{Cols: all.Cols, Sel: first}
	kept.SetRows(all.Rows())
	err = s.rows.add(kept)
	all.release()
	s.kept, s.last = o, int(first[n-1])
	return err
}
