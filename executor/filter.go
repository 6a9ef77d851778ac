package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// filter keeps the rows for which its condition is true.
type filter struct {
	in   Operator
	c    *expr.Context
	cond *expr.Program

	never bool // no row can pass: the input is not even asked
}

// Next implements Operator.
func (f *filter) Next(ctx context.Context) (*types.Batch, error) {
	for !f.never {
		b, err := f.in.Next(ctx)
		if err != nil || b == nil {
			return nil, err
		}
		if err := f.cond.Filter(f.c, b); err != nil {
			return nil, err
		}
		if b.Len() > 0 {
			return b, nil
		}
	}
	return nil, nil
}

// Close implements Operator.
func (f *filter) Close() { f.in.Close() }

// project computes expressions over its input.
type project struct {
	in    Operator
	c     *expr.Context
	progs []*expr.Program
	out   types.Batch
}

func newProject(in Operator, c *expr.Context, n *plan.Project) *project {
	return &project{in: in, c: c, progs: compileAll(n.Exprs)}
}

// Next implements Operator.
func (p *project) Next(ctx context.Context) (*types.Batch, error) {
	b, err := p.in.Next(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	p.out.Cols = p.out.Cols[:0]
	for _, prog := range p.progs {
		col, err := prog.Eval(p.c, b)
		if err != nil {
			return nil, err
		}
		p.out.Cols = append(p.out.Cols, col)
	}
	p.out.Sel = b.Sel
	p.out.SetRows(b.Rows())
	return &p.out, nil
}

// Close implements Operator.
func (p *project) Close() { p.in.Close() }
