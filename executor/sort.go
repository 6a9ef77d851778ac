package executor

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// sorter orders all rows of its input.
type sorter struct {
	in   Operator
	c    *Context
	n    *plan.Sort
	rows *buffer
	out  *pages
}

func newSort(in Operator, c *Context, n *plan.Sort) (*sorter, error) {
	return &sorter{in: in, c: c, n: n}, nil
}

// Next implements Operator.
func (s *sorter) Next(ctx context.Context) (*types.Batch, error) {
	if s.out == nil {
		if err := s.sort(ctx); err != nil {
			return nil, err
		}
	}
	return s.out.take(), nil
}

func (s *sorter) sort(ctx context.Context) error {
	s.rows = newBuffer(s.n.Schema().Types(), s.c.Memory)
	if err := s.rows.fill(ctx, s.in); err != nil {
		return err
	}
	o, err := newOrdering(s.c.expressions(), s.n.Keys, s.rows.Batch)
	if err != nil {
		return err
	}
	s.out = newPages(s.rows.Batch, o.sorted(s.rows.Rows()))
	return nil
}

// Close implements Operator.
func (s *sorter) Close() {
	s.in.Close()
	if s.rows != nil {
		s.rows.release()
	}
}

// ordering compares rows of a batch by sort keys.
type ordering struct {
	keys []plan.SortKey
	cols []*types.Vector
}

func newOrdering(c *expr.Context, keys []plan.SortKey, b *types.Batch) (*ordering, error) {
	o := &ordering{keys: keys}
	for _, k := range keys {
		col, err := expr.Compile(k.Expr).Eval(c, b)
		if err != nil {
			return nil, err
		}
		o.cols = append(o.cols, col)
	}
	return o, nil
}

// sorted returns the row numbers 0..n-1 in order; ties keep theirs.
func (o *ordering) sorted(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	slices.SortStableFunc(rows, o.compare)
	return rows
}

func (o *ordering) compare(i, j int32) int {
	for k, col := range o.cols {
		if c := o.compareKey(k, col, int(i), int(j)); c != 0 {
			return c
		}
	}
	return 0
}

func (o *ordering) compareKey(k int, col *types.Vector, i, j int) int {
	iNull, jNull := col.IsNull(i), col.IsNull(j)
	switch {
	case iNull && jNull:
		return 0
	case iNull || jNull:
		if iNull == o.keys[k].NullsFirst {
			return -1
		}
		return 1
	}
	c := col.CompareRows(i, col, j)
	if o.keys[k].Desc {
		return -c
	}
	return c
}
