package expr

import "github.com/s3dbsql/s3dbsql/types"

// untilNode is AND (decisive false) or OR (decisive true). Each operand is
// evaluated for the rows that those before it left open.
type untilNode struct {
	operands []node
	decisive bool
	out      *types.Vector
	open     rows
}

func newUntilNode(operands []Expr, decisive bool) node {
	return &untilNode{operands: compileAll(operands), decisive: decisive, out: types.NewVector(types.Bool, 0)}
}

func (u *untilNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	n := b.Rows()
	u.out.Resize(n)
	u.out.Nulls.Reset()
	for k := range count(sel, n) {
		u.out.Bools[rowAt(sel, k)] = !u.decisive
	}
	open := sel
	for _, o := range u.operands {
		v, err := o.eval(x, b, open)
		if err != nil {
			return nil, err
		}
		if open = u.decide(v, open, n); len(open) == 0 {
			break
		}
	}
	return u.out, nil
}

// decide settles the rows where v is decisive and returns the others.
func (u *untilNode) decide(v *types.Vector, sel []int32, n int) []int32 {
	open := u.open.room(n)
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		switch {
		case v.Nulls.Get(i):
			u.out.Nulls.Set(i)
		case v.Bools[i] == u.decisive:
			u.out.Bools[i] = u.decisive
			u.out.Nulls.Clear(i)
			continue
		}
		open = append(open, int32(i))
	}
	return open
}

// notNode is NOT. It negates rows that do not count, too: that costs less than
// looking which do.
type notNode struct {
	operand node
	out     *types.Vector
}

func (n *notNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	v, err := n.operand.eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	n.out.Resize(b.Rows())
	n.out.Nulls = append(n.out.Nulls[:0], v.Nulls...)
	for i, is := range v.Bools[:b.Rows()] {
		n.out.Bools[i] = !is
	}
	return n.out, nil
}

// testNode is IS [NOT] NULL, TRUE, FALSE or UNKNOWN of all but rows.
type testNode struct {
	operand node
	test    Test
	out     *types.Vector
}

func (t *testNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	v, err := t.operand.eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	n := b.Rows()
	t.out.Resize(n)
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		t.out.Bools[i] = t.holds(v, i)
	}
	return t.out, nil
}

func (t *testNode) holds(v *types.Vector, i int) bool {
	null := v.Nulls.Get(i)
	switch t.test {
	case IsNull, IsUnknown:
		return null
	case IsNotNull, IsNotUnknown:
		return !null
	case IsTrue:
		return !null && v.Bools[i]
	case IsNotTrue:
		return null || !v.Bools[i]
	case IsFalse:
		return !null && !v.Bools[i]
	}
	return null || v.Bools[i]
}
