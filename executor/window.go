package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// window computes window functions: it sorts its whole input by partition and
// order, and computes each call over each partition.
type window struct {
	in   Operator
	c    *Context
	x    *expr.Context
	n    *plan.Window
	rows *buffer
	out  *pages
}

func newWindow(in Operator, c *Context, n *plan.Window) *window {
	return &window{in: in, c: c, x: c.expressions(), n: n}
}

// Next implements Operator.
func (w *window) Next(ctx context.Context) (*types.Batch, error) {
	if w.out == nil {
		if err := w.compute(ctx); err != nil {
			return nil, err
		}
	}
	return w.out.take(), nil
}

func (w *window) compute(ctx context.Context) error {
	w.rows = newBuffer(w.n.Input.Schema().Types(), w.c.Memory)
	if err := w.rows.fill(ctx, w.in); err != nil {
		return err
	}
	keys := make([]plan.SortKey, 0, len(w.n.Partition)+len(w.n.Order))
	for _, e := range w.n.Partition {
		keys = append(keys, plan.SortKey{Expr: e})
	}
	o, err := newOrdering(w.x, append(keys, w.n.Order...), w.rows.Batch)
	if err != nil {
		return err
	}
	sorted := o.sorted(w.rows.Rows())
	out := &types.Batch{Cols: append([]*types.Vector{}, w.rows.Cols...)}
	out.SetRows(w.rows.Rows())
	for i := range w.n.Calls {
		col, err := w.call(&w.n.Calls[i], o, sorted)
		if err != nil {
			return err
		}
		out.Cols = append(out.Cols, col)
	}
	w.out = newPages(out, sorted)
	return nil
}

// call computes one call for all rows.
func (w *window) call(n *plan.WindowCall, o *ordering, sorted []int32) (*types.Vector, error) {
	args := make([]*types.Vector, len(n.Args))
	var filter *types.Vector
	var err error
	for i, e := range n.Args {
		if args[i], err = w.column(e, sorted); err != nil {
			return nil, err
		}
	}
	if n.Filter != nil {
		if filter, err = w.column(n.Filter, sorted); err != nil {
			return nil, err
		}
	}
	out := types.NewVector(n.Result, len(sorted))
	out.Resize(len(sorted))
	for from := 0; from < len(sorted); {
		to := w.partitionEnd(o, sorted, from)
		p := &partition{w: w, n: n, o: o, sorted: sorted[from:to], from: from, args: args, filter: filter, out: out}
		if err := p.compute(); err != nil {
			return nil, err
		}
		from = to
	}
	return out, nil
}

// column evaluates an expression for the rows in their order.
func (w *window) column(e expr.Expr, sorted []int32) (*types.Vector, error) {
	v, err := expr.Compile(e).Eval(w.x, w.rows.Batch)
	if err != nil {
		return nil, err
	}
	out := types.NewVector(v.Type, len(sorted))
	types.Gather(out, v, sorted)
	return out, nil
}

// orderValues is the order column as the offsets of RANGE are added to it: a
// date becomes a timestamp. It is nil for other frames.
func (w *window) orderValues(f plan.Frame, o *ordering) (*types.Vector, error) {
	if f.Value == nil {
		return nil, nil
	}
	b := &types.Batch{Cols: []*types.Vector{o.cols[len(w.n.Partition)]}}
	b.SetRows(w.rows.Rows())
	return expr.Compile(f.Value).Eval(w.x, b)
}

// partitionEnd finds the row after the partition that begins at from.
func (w *window) partitionEnd(o *ordering, sorted []int32, from int) int {
	to := from + 1
	for to < len(sorted) && o.same(len(w.n.Partition), sorted[from], sorted[to]) {
		to++
	}
	return to
}

// same reports whether two rows agree in the first n keys.
func (o *ordering) same(n int, i, j int32) bool {
	for k := range n {
		if !o.cols[k].EqualRows(int(i), o.cols[k], int(j)) {
			return false
		}
	}
	return true
}

// Close implements Operator.
func (w *window) Close() {
	w.in.Close()
	if w.rows != nil {
		w.rows.release()
	}
}
