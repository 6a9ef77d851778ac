package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
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
	for i, e := range n.Args {
		v, err := expr.Compile(e).Eval(w.x, w.rows.Batch)
		if err != nil {
			return nil, err
		}
		args[i] = types.NewVector(v.Type, len(sorted))
		types.Gather(args[i], v, sorted)
	}
	var filter *types.Vector
	if n.Filter != nil {
		v, err := expr.Compile(n.Filter).Eval(w.x, w.rows.Batch)
		if err != nil {
			return nil, err
		}
		filter = types.NewVector(v.Type, len(sorted))
		types.Gather(filter, v, sorted)
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

// partition computes one call over one partition, rows from.. of the sorted
// input.
type partition struct {
	w      *window
	n      *plan.WindowCall
	o      *ordering
	sorted []int32
	from   int
	args   []*types.Vector
	filter *types.Vector
	out    *types.Vector
	part   functions.Partition
}

func (p *partition) compute() error {
	p.part = functions.Partition{Rows: len(p.sorted), Args: p.slices()}
	p.peers()
	if err := p.frames(); err != nil {
		return err
	}
	if p.n.Window == nil {
		return p.aggregate()
	}
	for i := range p.sorted {
		v, err := p.n.Window.Fn(p.w.c.Env, &p.part, i)
		if err != nil {
			return err
		}
		p.out.SetValue(int(p.sorted[i]), v)
	}
	return nil
}

// slices cuts the partition's rows out of the arguments.
func (p *partition) slices() []*types.Vector {
	sel := make([]int32, len(p.sorted))
	for i := range sel {
		sel[i] = int32(p.from + i)
	}
	cut := make([]*types.Vector, len(p.args))
	for i, a := range p.args {
		cut[i] = types.NewVector(a.Type, len(sel))
		types.Gather(cut[i], a, sel)
	}
	return cut
}

// peers fills in which rows tie in the window's order.
func (p *partition) peers() {
	n := len(p.sorted)
	p.part.PeerStart, p.part.PeerEnd, p.part.PeerGroup = make([]int32, n), make([]int32, n), make([]int32, n)
	group := int32(0)
	for from := 0; from < n; group++ {
		to := from + 1
		for to < n && p.o.compare(p.sorted[from], p.sorted[to]) == 0 {
			to++
		}
		for i := from; i < to; i++ {
			p.part.PeerStart[i], p.part.PeerEnd[i], p.part.PeerGroup[i] = int32(from), int32(to), group
		}
		from = to
	}
}

// aggregate computes an aggregate over each row's frame. A frame that only
// grows is fed row by row; others are summed anew.
func (p *partition) aggregate() error {
	var acc functions.Accumulator
	start, fed := int32(-1), int32(0)
	for i := range p.sorted {
		from, to := p.part.FrameStart[i], p.part.FrameEnd[i]
		if acc == nil || from != start || to < fed || p.n.Frame.Exclude != plan.ExcludeNoOthers {
			acc, start, fed = p.n.Aggregate.New(vectorTypes(p.part.Args)), from, from
			acc.Grow(1)
		}
		for ; fed < to; fed++ {
			if err := p.feed(acc, i, fed); err != nil {
				return err
			}
		}
		p.out.Nulls.Clear(int(p.sorted[i]))
		if err := acc.Result(p.w.c.Env, 0, p.out, int(p.sorted[i])); err != nil {
			return err
		}
	}
	return nil
}

func (p *partition) feed(acc functions.Accumulator, current int, row int32) error {
	if p.excluded(current, row) || p.filter != nil && (p.filter.IsNull(p.from+int(row)) || !p.filter.Bools[p.from+int(row)]) {
		return nil
	}
	return acc.Add(p.w.c.Env, []int32{0}, p.part.Args, []int32{row}, p.part.Rows)
}

// excluded reports whether EXCLUDE takes a row out of the current row's frame.
func (p *partition) excluded(current int, row int32) bool {
	peer := p.part.PeerGroup[current] == p.part.PeerGroup[row]
	switch p.n.Frame.Exclude {
	case plan.ExcludeCurrentRow:
		return int32(current) == row
	case plan.ExcludeGroup:
		return peer
	case plan.ExcludeTies:
		return peer && int32(current) != row
	}
	return false
}

func vectorTypes(vs []*types.Vector) []*types.Type {
	ts := make([]*types.Type, len(vs))
	for i, v := range vs {
		ts[i] = v.Type
	}
	return ts
}
