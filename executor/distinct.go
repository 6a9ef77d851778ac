package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// distinct keeps the first of equal rows.
type distinct struct {
	in    Operator
	c     *expr.Context
	on    []*expr.Program // nil: all columns
	table *groupTable
}

func newDistinct(in Operator, c *Context, n *plan.Distinct) *distinct {
	ts := n.Schema().Types()
	if n.On != nil {
		ts = nil
		for _, e := range n.On {
			ts = append(ts, e.Type())
		}
	}
	return &distinct{in: in, c: c.expressions(), on: compileAll(n.On), table: newGroupTable(ts, c.Memory)}
}

// Next implements Operator.
func (d *distinct) Next(ctx context.Context) (*types.Batch, error) {
	for {
		b, err := d.in.Next(ctx)
		if err != nil || b == nil {
			return nil, err
		}
		cols, err := d.columns(b)
		if err != nil {
			return nil, err
		}
		next := int32(d.table.size())
		groups, err := d.table.find(cols, b)
		if err != nil {
			return nil, err
		}
		b.Sel = firstOf(groups, b, next)
		if len(b.Sel) > 0 {
			return b, nil
		}
	}
}

// firstOf selects the rows that began a group; next is the first new number.
func firstOf(groups []int32, b *types.Batch, next int32) []int32 {
	sel := make([]int32, 0, len(groups))
	for i, g := range groups {
		if g == next {
			sel = append(sel, int32(b.Index(i)))
			next++
		}
	}
	return sel
}

func (d *distinct) columns(b *types.Batch) ([]*types.Vector, error) {
	if len(d.on) == 0 {
		return b.Cols, nil
	}
	return evalAll(d.on, d.c, b)
}

func evalAll(ps []*expr.Program, c *expr.Context, b *types.Batch) ([]*types.Vector, error) {
	return evalTo(make([]*types.Vector, 0, len(ps)), ps, c, b)
}

// evalTo appends the results to cols.
func evalTo(cols []*types.Vector, ps []*expr.Program, c *expr.Context, b *types.Batch) ([]*types.Vector, error) {
	for _, p := range ps {
		col, err := p.Eval(c, b)
		if err != nil {
			return nil, err
		}
		cols = append(cols, col)
	}
	return cols, nil
}

// Close implements Operator.
func (d *distinct) Close() {
	d.in.Close()
	d.table.rows.release()
}
