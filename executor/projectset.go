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

	rows  *types.Batch // of the input, at hand
	next  int          // the next of them
	plain []*types.Vector
	given [][]*types.Vector // arguments of sets
	out   *pages            // rows too many for one batch
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
		if p.out != nil {
			if b := p.out.take(); b != nil {
				return b, nil
			}
			p.out = nil
		}
		p.sets.release()
		if p.rows == nil || p.next == p.rows.Len() {
			b, err := p.in.Next(ctx)
			if err != nil || b == nil {
				return nil, err
			}
			if err := p.evaluate(b); err != nil {
				return nil, err
			}
		}
		out, err := p.expand()
		if err != nil || out.Rows() > 0 && out.Rows() <= types.BatchSize {
			return out, err
		}
		p.out = newPages(out, nil)
	}
}

// evaluate computes the ordinary expressions and the arguments of sets for the
// rows of a batch.
func (p *projectSet) evaluate(b *types.Batch) error {
	p.rows, p.next = b, 0
	p.plain = make([]*types.Vector, len(p.progs))
	p.given = make([][]*types.Vector, len(p.progs))
	for i := range p.progs {
		var err error
		if p.progs[i] != nil {
			p.plain[i], err = p.progs[i].Eval(p.x, b)
		} else {
			p.given[i], err = evalAll(p.args[i], p.x, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// expand turns input rows into rows until they fill a batch.
func (p *projectSet) expand() (*types.Batch, error) {
	out := types.NewBatch(p.n.Cols.Types(), p.rows.Len()-p.next)
	for p.next < p.rows.Len() && out.Rows() < types.BatchSize {
		if err := p.row(out, p.rows.Index(p.next)); err != nil {
			return nil, err
		}
		p.next++
	}
	return out, nil
}

// row adds the rows of one input row: sets run in step, and shorter ones are
// padded with NULL.
func (p *projectSet) row(out *types.Batch, row int) error {
	longest := 0
	for i, s := range p.n.Sets {
		if s == nil {
			continue
		}
		values := make([]types.Value, len(p.given[i]))
		for k, a := range p.given[i] {
			values[k] = a.Value(row)
		}
		n, err := p.sets.run(s, values, out.Cols[i:i+1])
		if err != nil {
			return err
		}
		longest = max(longest, n)
	}
	out.SetRows(out.Rows() + longest)
	for i, col := range out.Cols {
		for p.plain[i] != nil && col.Len() < out.Rows() {
			col.AppendFrom(p.plain[i], row)
		}
		pad(col, out.Rows())
	}
	return nil
}

// Close implements Operator.
func (p *projectSet) Close() {
	p.sets.release()
	p.in.Close()
}
