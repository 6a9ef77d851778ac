package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// buildJoin chooses the operator of a join: hashed where there are keys, a
// nested loop else, run anew for each left row where it is lateral.
func (c *Context) buildJoin(n *plan.Join) (Operator, error) {
	left, err := c.build(n.Left)
	if err != nil {
		return nil, err
	}
	if n.Lateral {
		return newLateral(left, c, n), nil
	}
	j := newJoin(left, c, n)
	if j.lookup == plan.LookupRight {
		j.left = &gather{in: left}
		return j, nil
	}
	if j.right, err = c.build(n.Right); err != nil {
		left.Close()
		return nil, err
	}
	return j, nil
}

// join reads its right input whole and then matches each left row with it: by
// a hash table over the keys, or with every row where there are none. Under
// LookupRight it reads of the right input what the left rows ask for.
type join struct {
	left, right Operator
	c           *Context
	x           *expr.Context
	n           *plan.Join
	leftKeys    []*expr.Program
	rightKeys   []*expr.Program
	cond        *expr.Program
	lookup      plan.LookupSide

	keys    *keyset // by which rows are looked up
	whole   bool    // they were too many: all right rows are there
	rows    *buffer // the right input
	table   *matchTable
	matched types.Bitmap // right rows that found a partner (RIGHT, FULL)
	anyNull bool         // a right key is NULL (NOT IN)
	pairs   pairs
	batch   types.Batch // the left batch that rest selects from
	rest    []int32     // its rows still to be joined
	ready   bool
	done    bool
}

func newJoin(left Operator, c *Context, n *plan.Join) *join {
	j := &join{left: left, right: &concat{}, c: c, x: c.expressions(), n: n}
	if c.outer == nil { // else the tables are read once for all outer rows
		j.lookup = n.Lookup
	}
	for _, k := range n.Keys {
		j.leftKeys = append(j.leftKeys, expr.Compile(k.Left))
		j.rightKeys = append(j.rightKeys, expr.Compile(k.Right))
	}
	if n.Cond != nil {
		j.cond = expr.Compile(n.Cond)
	}
	return j
}

// Next implements Operator.
func (j *join) Next(ctx context.Context) (*types.Batch, error) {
	if !j.ready {
		j.ready = true
		if err := j.build(ctx); err != nil {
			return nil, err
		}
	}
	for !j.done {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b, err := j.nextLeft(ctx)
		if err != nil {
			return nil, err
		}
		if b == nil {
			j.done = true
			return j.unmatchedRight(), nil
		}
		out, err := j.probe(ctx, b)
		if err != nil {
			return nil, err
		}
		if out != nil && out.Len() > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// maxPairs bounds the pairs that a join without keys makes at once.
const maxPairs = 1 << 16

// nextLeft returns the next left rows: a whole batch, or, where each row meets
// every right row, as many as make maxPairs pairs.
func (j *join) nextLeft(ctx context.Context) (*types.Batch, error) {
	if len(j.rest) == 0 {
		b, err := j.left.Next(ctx)
		if err != nil || b == nil || j.table != nil || b.Len()*j.rows.Rows() <= maxPairs {
			return b, err
		}
		j.batch, j.rest = *b, make([]int32, b.Len())
		for i := range j.rest {
			j.rest[i] = int32(b.Index(i))
		}
	}
	n := min(len(j.rest), max(1, maxPairs/j.rows.Rows()))
	j.batch.Sel, j.rest = j.rest[:n:n], j.rest[n:]
	return &j.batch, nil
}

// build reads the right input and hashes its keys. Without a right row an
// inner join has none, and its left input is not read.
func (j *join) build(ctx context.Context) error {
	j.rows = newBuffer(j.n.Right.Schema().Types(), j.c.Memory)
	if err := j.rows.fill(ctx, j.right); err != nil {
		return err
	}
	if j.rows.Rows() == 0 && j.lookup != plan.LookupRight {
		j.done = j.n.Kind == plan.InnerJoin || j.n.Kind == plan.SemiJoin || j.n.Kind == plan.RightJoin
	}
	if len(j.rightKeys) == 0 {
		return nil
	}
	return j.index()
}

// index hashes the keys of the right rows.
func (j *join) index() error {
	keys, err := evalAll(j.rightKeys, j.x, j.rows.Batch)
	if err != nil {
		return err
	}
	j.table = newMatchTable(keys, j.rows.Rows())
	j.anyNull = j.table.nulls
	if j.lookup == plan.LookupLeft {
		return j.tellLeft(keys)
	}
	return nil
}

// probe matches the rows of a left batch.
func (j *join) probe(ctx context.Context, b *types.Batch) (*types.Batch, error) {
	candidates, err := j.candidates(ctx, b)
	if err != nil {
		return nil, err
	}
	if j.cond != nil {
		if err := j.restrict(b, candidates); err != nil {
			return nil, err
		}
	}
	switch j.n.Kind {
	case plan.SemiJoin, plan.AntiJoin:
		return j.halfJoin(b, candidates)
	}
	return j.fullRows(b, candidates), nil
}

// candidates lists the pairs with equal keys, all pairs without keys.
func (j *join) candidates(ctx context.Context, b *types.Batch) (*pairs, error) {
	j.pairs.reset()
	if j.table == nil {
		for i := range b.Len() {
			for r := range j.rows.Rows() {
				j.pairs.add(int32(b.Index(i)), int32(r))
			}
		}
		return &j.pairs, nil
	}
	keys, err := evalAll(j.leftKeys, j.x, b)
	if err != nil {
		return nil, err
	}
	if j.lookup == plan.LookupRight {
		if err := j.lookUp(ctx, keys, b); err != nil {
			return nil, err
		}
	}
	j.table.match(keys, b, &j.pairs)
	return &j.pairs, nil
}

// restrict keeps the pairs for which the rest of the condition is true.
func (j *join) restrict(b *types.Batch, p *pairs) error {
	out := joined(b, j.rows.Batch, p)
	if err := j.cond.Filter(j.x, out); err != nil {
		return err
	}
	if out.Sel == nil {
		return nil
	}
	for i, k := range out.Sel {
		p.left[i], p.right[i] = p.left[k], p.right[k]
	}
	p.left, p.right = p.left[:len(out.Sel)], p.right[:len(out.Sel)]
	return nil
}

// Close implements Operator.
func (j *join) Close() {
	j.left.Close()
	j.right.Close()
	if j.rows != nil {
		j.rows.release()
	}
	if j.keys != nil {
		j.keys.release()
	}
}
