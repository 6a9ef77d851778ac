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

	kept *ordering // of the rows that LIMIT keeps; nil while all are kept
	last int       // the row of kept that is the last of them
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
	if err := s.read(ctx); err != nil {
		return err
	}
	o, err := newOrdering(s.c.expressions(), s.n.Keys, s.rows.Batch)
	if err != nil {
		return err
	}
	s.out = newPages(s.rows.Batch, o.sorted(s.rows.Rows()))
	return nil
}

// read keeps the rows that can be in the result.
func (s *sorter) read(ctx context.Context) error {
	if s.n.Top != nil {
		top, err := s.c.evaluate(s.n.Top)
		if err != nil {
			return err
		}
		if !top.IsNull() && top.Int() > 0 && top.Int() < maxTop {
			return s.keepTop(ctx, int(top.Int()))
		}
	}
	return s.rows.fill(ctx, s.in)
}

// maxTop is the LIMIT from which on sorting everything once is cheaper.
const maxTop = 1 << 16

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

func (o *ordering) compare(i, j int32) int { return o.compareWith(int(i), o, int(j)) }

// compareWith compares row i with row j of another batch under the same keys.
func (o *ordering) compareWith(i int, other *ordering, j int) int {
	for k := range o.keys {
		if c := compareKey(o.keys[k], o.cols[k], i, other.cols[k], j); c != 0 {
			return c
		}
	}
	return 0
}

// compareKey compares row i of a with row j of b.
func compareKey(key plan.SortKey, a *types.Vector, i int, b *types.Vector, j int) int {
	iNull, jNull := a.IsNull(i), b.IsNull(j)
	switch {
	case iNull && jNull:
		return 0
	case iNull || jNull:
		if iNull == key.NullsFirst {
			return -1
		}
		return 1
	}
	c := a.CompareRows(i, b, j)
	if key.Desc {
		return -c
	}
	return c
}
