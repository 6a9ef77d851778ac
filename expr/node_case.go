package expr

import "github.com/s3dbsql/s3dbsql/types"

// caseNode is CASE: each branch is evaluated for the rows that reach it.
type caseNode struct {
	conds, thens []node
	otherwise    node // nil: NULL
	out          *types.Vector
	open, taken  rows
}

func newCaseNode(c *Case) node {
	n := &caseNode{out: types.NewVector(c.Of, 0)}
	for _, w := range c.Whens {
		n.conds = append(n.conds, compile(w.Cond))
		n.thens = append(n.thens, compile(w.Then))
	}
	if c.Else != nil {
		n.otherwise = compile(c.Else)
	}
	return n
}

func (c *caseNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	n := b.Rows()
	c.out.Resize(n)
	c.out.Nulls.Reset()
	open := sel
	for i, cond := range c.conds {
		v, err := cond.eval(x, b, open)
		if err != nil {
			return nil, err
		}
		if open, err = c.branch(x, b, v, c.thens[i], open); err != nil {
			return nil, err
		}
		if len(open) == 0 {
			return c.out, nil
		}
	}
	return c.out, c.rest(x, b, open)
}

// branch takes the rows for which cond is true and returns the others.
func (c *caseNode) branch(x *Context, b *types.Batch, cond *types.Vector, then node, sel []int32) ([]int32, error) {
	n := b.Rows()
	open, taken := c.open.room(n), c.taken.room(n)
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		if cond.Bools[i] && !cond.Nulls.Get(i) {
			taken = append(taken, int32(i))
		} else {
			open = append(open, int32(i))
		}
	}
	if len(taken) == 0 {
		return open, nil
	}
	v, err := then.eval(x, b, taken)
	if err != nil {
		return nil, err
	}
	copyRows(c.out, v, taken, n)
	return open, nil
}

// rest is ELSE.
func (c *caseNode) rest(x *Context, b *types.Batch, sel []int32) error {
	if c.otherwise == nil {
		setNull(c.out, sel, b.Rows())
		return nil
	}
	v, err := c.otherwise.eval(x, b, sel)
	if err != nil {
		return err
	}
	copyRows(c.out, v, sel, b.Rows())
	return nil
}

func setNull(v *types.Vector, sel []int32, n int) {
	for k := range count(sel, n) {
		v.Nulls.Set(rowAt(sel, k))
	}
}

// coalesceNode is COALESCE: each operand is evaluated for the rows in which
// those before it are NULL.
type coalesceNode struct {
	operands []node
	out      *types.Vector
	open     rows
}

func (c *coalesceNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	n := b.Rows()
	c.out.Resize(n)
	c.out.Nulls.Reset()
	for _, o := range c.operands {
		v, err := o.eval(x, b, sel)
		if err != nil {
			return nil, err
		}
		if sel = c.take(v, sel, n); len(sel) == 0 {
			return c.out, nil
		}
	}
	setNull(c.out, sel, n)
	return c.out, nil
}

// take copies the rows that are not NULL and returns the others.
func (c *coalesceNode) take(v *types.Vector, sel []int32, n int) []int32 {
	open := c.open.room(n)
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		if v.Nulls.Get(i) {
			open = append(open, int32(i))
		} else {
			c.out.CopyRow(i, v, i)
		}
	}
	return open
}
