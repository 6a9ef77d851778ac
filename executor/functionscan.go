package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// functionScan runs the functions of FROM side by side.
type functionScan struct {
	x    *expr.Context
	sets setRunner
	n    *plan.FunctionScan
	out  *pages
}

func newFunctionScan(c *Context, n *plan.FunctionScan) *functionScan {
	x := c.expressions()
	return &functionScan{x: x, sets: setRunner{x: x, memory: c.Memory}, n: n}
}

// Next implements Operator.
func (f *functionScan) Next(context.Context) (*types.Batch, error) {
	if f.out == nil {
		rows, err := f.run()
		if err != nil {
			return nil, err
		}
		f.out = newPages(rows, nil)
	}
	return f.out.take(), nil
}

func (f *functionScan) run() (*types.Batch, error) {
	out := types.NewBatch(f.n.Cols.Types(), 0)
	at, longest := 0, 0
	for _, call := range f.n.Calls {
		n, err := f.call(call, out.Cols[at:at+call.Columns])
		if err != nil {
			return nil, err
		}
		at += call.Columns
		longest = max(longest, n)
	}
	for _, col := range out.Cols[:at] {
		pad(col, longest)
	}
	if f.n.Ordinality {
		for i := range longest {
			out.Cols[at].AppendValue(types.NewInt(int64(i + 1)))
		}
	}
	out.SetRows(longest)
	return out, nil
}

// pad adds NULLs to a column until it has n rows.
func pad(col *types.Vector, n int) {
	for col.Len() < n {
		col.AppendValue(types.Null)
	}
}

// call appends the rows of a function to columns and returns their number.
func (f *functionScan) call(call plan.FunctionCall, cols []*types.Vector) (int, error) {
	if call.Set == nil {
		v, err := expr.EvalRow(f.x, call.Scalar, nil)
		if err == nil {
			spread(cols, v)
		}
		return 1, err
	}
	args := make([]types.Value, len(call.Set.Args))
	for i, e := range call.Set.Args {
		var err error
		if args[i], err = expr.EvalRow(f.x, e, nil); err != nil {
			return 0, err
		}
	}
	return f.sets.run(call.Set, args, cols)
}

// Close implements Operator.
func (f *functionScan) Close() { f.sets.release() }
