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
	sets  setRunner
	n     *plan.ProjectSet
	progs []*expr.Program   // of ordinary expressions, nil for sets
	args  [][]*expr.Program // of sets
}

func newProjectSet(in Operator, c *Context, n *plan.ProjectSet) *projectSet {
	x := c.expressions()
	p := &projectSet{in: in, x: x, sets: setRunner{x: x, memory: c.Memory}, n: n}
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
	defer p.sets.release()
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
		if sets[i], err = p.sets.run(s, values); err != nil {
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

// Close implements Operator.
func (p *projectSet) Close() { p.in.Close() }
