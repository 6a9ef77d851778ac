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
	right, err := c.build(n.Right)
	if err != nil {
		left.Close()
		return nil, err
	}
	return newJoin(left, right, c, n), nil
}

// join reads its right input whole and then matches each left row with it: by
// a hash table over the keys, or with every row where there are none.
type join struct {
	left, right Operator
	c           *Context
	x           *expr.Context
	n           *plan.Join
	leftKeys    []*expr.Program
	rightKeys   []*expr.Program
	cond        *expr.Program

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

func newJoin(left, right Operator, c *Context, n *plan.Join) *join {
	j := &join{left: left, right: right, c: c, x: c.expressions(), n: n}
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
		out, err := j.probe(b)
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

// build reads the right input and hashes its keys.
func (j *join) build(ctx context.Context) error {
	j.rows = newBuffer(j.n.Right.Schema().Types(), j.c.Memory)
	if err := j.rows.fill(ctx, j.right); err != nil {
		return err
	}
	if len(j.rightKeys) == 0 {
		return nil
	}
	keys, err := evalAll(j.rightKeys, j.x, j.rows.Batch)
	if err != nil {
		return err
	}
	j.table = newMatchTable(keys, j.rows.Rows())
	j.anyNull = j.table.nulls
	return nil
}

// probe matches the rows of a left batch.
func (j *join) probe(b *types.Batch) (*types.Batch, error) {
	candidates, err := j.candidates(b)
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

// pairs are matches: left[i] of the batch with right[i] of the buffer.
type pairs struct{ left, right []int32 }

func (p *pairs) reset() { p.left, p.right = p.left[:0], p.right[:0] }

func (p *pairs) add(left, right int32) {
	p.left, p.right = append(p.left, left), append(p.right, right)
}

// candidates lists the pairs with equal keys, all pairs without keys.
func (j *join) candidates(b *types.Batch) (*pairs, error) {
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

// joined makes the rows of pairs; a negative number is a row of NULLs.
func joined(left, right *types.Batch, p *pairs) *types.Batch {
	out := &types.Batch{}
	for _, c := range left.Cols {
		v := types.NewVector(c.Type, len(p.left))
		types.Gather(v, c, p.left)
		out.Cols = append(out.Cols, v)
	}
	for _, c := range right.Cols {
		v := types.NewVector(c.Type, len(p.right))
		types.Gather(v, c, p.right)
		out.Cols = append(out.Cols, v)
	}
	out.SetRows(len(p.left))
	return out
}

// fullRows makes the output of inner and outer joins.
func (j *join) fullRows(b *types.Batch, p *pairs) *types.Batch {
	if j.n.Kind == plan.RightJoin || j.n.Kind == plan.FullJoin {
		for _, r := range p.right {
			j.matched.Set(int(r))
		}
	}
	if j.n.Kind == plan.LeftJoin || j.n.Kind == plan.FullJoin {
		p = withUnmatched(b, p)
	}
	return joined(b, j.rows.Batch, p)
}

// withUnmatched adds the left rows that found no partner, in their place.
func withUnmatched(b *types.Batch, p *pairs) *pairs {
	out := &pairs{}
	next := 0
	for i := range b.Len() {
		row := int32(b.Index(i))
		from := next
		for next < len(p.left) && p.left[next] == row {
			out.add(row, p.right[next])
			next++
		}
		if next == from {
			out.add(row, -1)
		}
	}
	return out
}

// unmatchedRight makes the right rows that found no partner, at the end.
func (j *join) unmatchedRight() *types.Batch {
	if j.n.Kind != plan.RightJoin && j.n.Kind != plan.FullJoin {
		return nil
	}
	p := &pairs{}
	for r := range j.rows.Rows() {
		if !j.matched.Get(r) {
			p.add(-1, int32(r))
		}
	}
	if len(p.left) == 0 {
		return nil
	}
	return joined(types.NewBatch(j.n.Left.Schema().Types(), 0), j.rows.Batch, p)
}

// halfJoin makes the output of semi and anti joins: left rows as they are.
func (j *join) halfJoin(b *types.Batch, p *pairs) (*types.Batch, error) {
	var found types.Bitmap
	for _, l := range p.left {
		found.Set(int(l))
	}
	if j.n.Kind == plan.AntiJoin && j.n.NullAware && j.rows.Rows() > 0 {
		if err := j.markNulls(b, &found); err != nil {
			return nil, err
		}
	}
	sel := make([]int32, 0, b.Len())
	for i := range b.Len() {
		if row := b.Index(i); found.Get(row) == (j.n.Kind == plan.SemiJoin) {
			sel = append(sel, int32(row))
		}
	}
	b.Sel = sel
	return b, nil
}

// markNulls marks the rows for which NOT IN is NULL: any row if the right
// side holds a NULL, else those whose own key is NULL.
func (j *join) markNulls(b *types.Batch, found *types.Bitmap) error {
	keys, err := evalAll(j.leftKeys, j.x, b)
	if err != nil {
		return err
	}
	for i := range b.Len() {
		row := b.Index(i)
		null := j.anyNull
		for _, k := range keys {
			null = null || k.IsNull(row)
		}
		if null {
			found.Set(row)
		}
	}
	return nil
}

// Close implements Operator.
func (j *join) Close() {
	j.left.Close()
	j.right.Close()
	if j.rows != nil {
		j.rows.release()
	}
}
