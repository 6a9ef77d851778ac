package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// lateral runs the right input anew for each row of the left one.
type lateral struct {
	left Operator
	c    *Context
	n    *plan.Join
	args []*expr.Program
	cond *expr.Program

	batch  *types.Batch
	values []*types.Vector
	next   int
}

func newLateral(left Operator, c *Context, n *plan.Join) *lateral {
	l := &lateral{left: left, c: c, n: n, args: compileAll(n.LateralArgs)}
	if n.Cond != nil {
		l.cond = expr.Compile(n.Cond)
	}
	return l
}

// Next implements Operator.
func (l *lateral) Next(ctx context.Context) (*types.Batch, error) {
	for {
		if l.batch == nil || l.next >= l.batch.Len() {
			if more, err := l.advance(ctx); err != nil || !more {
				return nil, err
			}
		}
		row := l.batch.Index(l.next)
		l.next++
		out, err := l.joinRow(ctx, row)
		if err != nil || out != nil {
			return out, err
		}
	}
}

func (l *lateral) advance(ctx context.Context) (bool, error) {
	var err error
	if l.batch, err = l.left.Next(ctx); err != nil || l.batch == nil {
		return false, err
	}
	l.next = 0
	l.values, err = evalAll(l.args, l.c.expressions(), l.batch)
	return true, err
}

// joinRow joins one left row with what the right input gives for it, nil if
// nothing.
func (l *lateral) joinRow(ctx context.Context, row int) (*types.Batch, error) {
	outer := make([]types.Value, len(l.values))
	for i, v := range l.values {
		outer[i] = v.Value(row)
	}
	right, err := l.run(ctx, outer)
	if err != nil {
		return nil, err
	}
	defer right.release()
	p := &pairs{}
	for r := range right.Rows() {
		p.add(int32(row), int32(r))
	}
	out := joined(l.batch, right.Batch, p)
	if l.cond != nil {
		if err := l.cond.Filter(l.c.expressions(), out); err != nil {
			return nil, err
		}
	}
	if out.Len() > 0 {
		return out, nil
	}
	if l.n.Kind != plan.LeftJoin {
		return nil, nil
	}
	return joined(l.batch, right.Batch, &pairs{left: []int32{int32(row)}, right: []int32{-1}}), nil
}

// run gives all rows of the right input for one outer row.
func (l *lateral) run(ctx context.Context, outer []types.Value) (*buffer, error) {
	op, err := l.c.within(outer).build(l.n.Right)
	if err != nil {
		return nil, err
	}
	defer op.Close()
	rows := newBuffer(l.n.Right.Schema().Types(), l.c.Memory)
	return rows, rows.fill(ctx, op)
}

// Close implements Operator.
func (l *lateral) Close() { l.left.Close() }
