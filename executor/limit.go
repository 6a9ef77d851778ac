package executor

import (
	"context"
	"math"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// limit passes over the first rows and ends after a number of them.
type limit struct {
	in   Operator
	n    *plan.Limit
	c    *Context
	skip int64
	left int64
	open bool
	ties *lastRow // of WITH TIES
}

func newLimit(in Operator, c *Context, n *plan.Limit) (*limit, error) {
	l := &limit{in: in, n: n, c: c}
	if n.WithTies {
		l.ties = &lastRow{keys: n.Keys, c: c.expressions()}
	}
	return l, nil
}

// Next implements Operator.
func (l *limit) Next(ctx context.Context) (*types.Batch, error) {
	if !l.open {
		l.open = true
		if err := l.bounds(); err != nil {
			return nil, err
		}
	}
	for l.left > 0 || l.ties != nil && l.ties.set {
		b, err := l.in.Next(ctx)
		if err != nil || b == nil {
			return nil, err
		}
		if err := l.cut(b); err != nil {
			return nil, err
		}
		if b.Len() > 0 {
			return b, nil
		}
		if l.ties != nil && l.left == 0 {
			return nil, nil
		}
	}
	return nil, nil
}

// bounds evaluates LIMIT and OFFSET; NULL means none.
func (l *limit) bounds() error {
	l.left = math.MaxInt64
	for _, x := range []struct {
		e    expr.Expr
		to   *int64
		code pgerr.Code
		name string
	}{
		{l.n.Offset, &l.skip, pgerr.InvalidRowCountInOffsetClause, "OFFSET"},
		{l.n.Count, &l.left, pgerr.InvalidRowCountInLimitClause, "LIMIT"},
	} {
		if x.e == nil {
			continue
		}
		v, err := l.c.evaluate(x.e)
		if err != nil {
			return err
		}
		if v.IsNull() {
			continue
		}
		if *x.to = v.Int(); *x.to < 0 {
			return pgerr.Newf(x.code, "%s must not be negative", x.name)
		}
	}
	return nil
}

// cut drops the rows of b that are skipped or too many.
func (l *limit) cut(b *types.Batch) error {
	sel := make([]int32, 0, b.Len())
	for i := range b.Len() {
		row := int32(b.Index(i))
		switch {
		case l.skip > 0:
			l.skip--
		case l.left > 0:
			l.left--
			sel = append(sel, row)
		case l.ties != nil:
			tied, err := l.ties.tie(b, row)
			if err != nil {
				return err
			}
			if !tied {
				l.ties.set = false
				b.Sel = sel
				return nil
			}
			sel = append(sel, row)
		}
		if l.left == 0 && l.ties != nil && !l.ties.set && len(sel) > 0 {
			if err := l.ties.keep(b, sel[len(sel)-1]); err != nil {
				return err
			}
		}
	}
	b.Sel = sel
	return nil
}

// Close implements Operator.
func (l *limit) Close() { l.in.Close() }

// lastRow keeps the sort keys of the last row within a limit.
type lastRow struct {
	keys   []plan.SortKey
	c      *expr.Context
	values []types.Value
	set    bool
}

func (r *lastRow) of(b *types.Batch, row int32) ([]types.Value, error) {
	cells := make([]types.Value, len(b.Cols))
	for i, c := range b.Cols {
		cells[i] = c.Value(int(row))
	}
	values := make([]types.Value, len(r.keys))
	for i, k := range r.keys {
		var err error
		if values[i], err = expr.EvalRow(r.c, k.Expr, cells); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (r *lastRow) keep(b *types.Batch, row int32) (err error) {
	r.values, err = r.of(b, row)
	r.set = true
	return err
}

func (r *lastRow) tie(b *types.Batch, row int32) (bool, error) {
	values, err := r.of(b, row)
	if err != nil {
		return false, err
	}
	for i, v := range values {
		if v.IsNull() != r.values[i].IsNull() || !v.IsNull() && !types.Equal(r.keys[i].Expr.Type(), v, r.values[i]) {
			return false, nil
		}
	}
	return true, nil
}
