package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// rowProject computes expressions a row at a time, where several calls have
// effects that the next one sees: nextval in one column, currval in another.
type rowProject struct {
	project
	types []*types.Type
	one   page
}

// interact reports whether more than one call of es is volatile.
func interact(es []expr.Expr) bool {
	n := 0
	for _, e := range es {
		expr.Walk(e, func(e expr.Expr) bool {
			if call, ok := e.(*expr.Call); ok && call.Overload.Volatility == functions.Volatile {
				n++
			}
			return true
		})
	}
	return n > 1
}

func newRowProject(in Operator, c *expr.Context, n *plan.Project) *rowProject {
	return &rowProject{project: *newProject(in, c, n), types: n.Cols.Types()}
}

// Next implements Operator.
func (p *rowProject) Next(ctx context.Context) (*types.Batch, error) {
	b, err := p.in.Next(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	out := types.NewBatch(p.types, b.Len())
	for i := range b.Len() {
		row := p.one.copy(b, []int32{int32(b.Index(i))})
		for k, prog := range p.progs {
			col, err := prog.Eval(p.c, row)
			if err != nil {
				return nil, err
			}
			out.Cols[k].AppendFrom(col, 0)
		}
	}
	out.SetRows(b.Len())
	return out, nil
}
