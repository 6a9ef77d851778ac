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
		rows, err := f.rows(call)
		if err != nil {
			return nil, err
		}
		for _, v := range rows {
			spread(out.Cols[at:at+call.Columns], v)
		}
		at += call.Columns
		longest = max(longest, len(rows))
	}
	for _, col := range out.Cols[:at] {
		for col.Len() < longest {
			col.AppendValue(types.Null)
		}
	}
	if f.n.Ordinality {
		for i := range longest {
			out.Cols[at].AppendValue(types.NewInt(int64(i + 1)))
		}
	}
	out.SetRows(longest)
	return out, nil
}

func (f *functionScan) rows(call plan.FunctionCall) ([]types.Value, error) {
	if call.Set == nil {
		v, err := expr.EvalRow(f.x, call.Scalar, nil)
		return []types.Value{v}, err
	}
	args := make([]types.Value, len(call.Set.Args))
	for i, e := range call.Set.Args {
		var err error
		if args[i], err = expr.EvalRow(f.x, e, nil); err != nil {
			return nil, err
		}
	}
	return f.sets.run(call.Set, args)
}

// spread adds a row to columns: a record's fields, or the value itself.
func spread(cols []*types.Vector, v types.Value) {
	if v.Kind() != types.KindRecord || len(cols) == 1 && cols[0].Type.Kind == types.KindRecord {
		cols[0].AppendValue(v)
		return
	}
	for i, field := range v.Record().Values {
		cols[i].AppendValue(field)
	}
}

// Close implements Operator.
func (f *functionScan) Close() { f.sets.release() }
