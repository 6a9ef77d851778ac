package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// projectSet computes expressions among which are set-returning calls: each
// input row becomes as many rows as the longest set has.
type projectSet struct {
	in    Operator
	x     *expr.Context
	n     *plan.ProjectSet
	progs []*expr.Program   // of ordinary expressions, nil for sets
	args  [][]*expr.Program // of sets
}

func newProjectSet(in Operator, x *expr.Context, n *plan.ProjectSet) *projectSet {
	p := &projectSet{in: in, x: x, n: n}
	for i, e := range n.Exprs {
		var prog *expr.Program
		var args []*expr.Program
		if n.Sets[i] == nil {
			prog = expr.Compile(e)
		} else {
			args = compileAll(n.Sets[i].Args)
		}
		p.progs, p.args = append(p.progs, prog), append(p.args, args)
	}
	return p
}

// Next implements Operator.
func (p *projectSet) Next(ctx context.Context) (*types.Batch, error) {
	for {
		b, err := p.in.Next(ctx)
		if err != nil || b == nil {
			return nil, err
		}
		out, err := p.expand(b)
		if err != nil || out.Rows() > 0 {
			return out, err
		}
	}
}

func (p *projectSet) expand(b *types.Batch) (*types.Batch, error) {
	plain := make([]*types.Vector, len(p.progs))
	args := make([][]*types.Vector, len(p.progs))
	for i := range p.progs {
		var err error
		if p.progs[i] != nil {
			plain[i], err = p.progs[i].Eval(p.x, b)
		} else {
			args[i], err = evalAll(p.args[i], p.x, b)
		}
		if err != nil {
			return nil, err
		}
	}
	out := types.NewBatch(p.n.Cols.Types(), b.Len())
	for i := range b.Len() {
		if err := p.row(out, plain, args, b.Index(i)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// row adds the rows of one input row: sets run in step, and shorter ones are
// padded with NULL.
func (p *projectSet) row(out *types.Batch, plain []*types.Vector, args [][]*types.Vector, row int) error {
	from, longest := out.Rows(), 0
	sets := make([][]types.Value, len(plain))
	for i, s := range p.n.Sets {
		if s == nil {
			continue
		}
		values := make([]types.Value, len(args[i]))
		for k, a := range args[i] {
			values[k] = a.Value(row)
		}
		var err error
		if sets[i], err = runSet(p.x, s, values); err != nil {
			return err
		}
		longest = max(longest, len(sets[i]))
	}
	for i, col := range out.Cols {
		for k := range longest {
			switch {
			case plain[i] != nil:
				col.AppendFrom(plain[i], row)
			case k < len(sets[i]):
				col.AppendValue(sets[i][k])
			default:
				col.AppendValue(types.Null)
			}
		}
	}
	out.SetRows(from + longest)
	return nil
}

// runSet collects the rows of a set-returning call; one that is strict gives
// none for a NULL argument.
func runSet(x *expr.Context, call *plan.SetCall, args []types.Value) ([]types.Value, error) {
	for _, a := range args {
		if a.IsNull() && !call.Set.NullCall {
			return nil, nil
		}
	}
	fn := call.Set.Fn
	if call.Set.Bind != nil {
		ts := make([]*types.Type, len(call.Args))
		for i, e := range call.Args {
			ts[i] = e.Type()
		}
		fn = call.Set.Bind(ts, call.Set.Columns)
	}
	var rows []types.Value
	err := fn(x.Env, args, func(v types.Value) error {
		rows = append(rows, v)
		return nil
	})
	return rows, err
}

// Close implements Operator.
func (p *projectSet) Close() { p.in.Close() }

// functionScan runs the functions of FROM side by side.
type functionScan struct {
	x   *expr.Context
	n   *plan.FunctionScan
	out *pages
}

func newFunctionScan(c *Context, n *plan.FunctionScan) *functionScan {
	return &functionScan{x: c.expressions(), n: n}
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
	return runSet(f.x, call.Set, args)
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
func (*functionScan) Close() {}
