package expr

import "github.com/s3dbsql/s3dbsql/types"

// columnNode is a column of the batch.
type columnNode int

func (n columnNode) eval(_ *Context, b *types.Batch, _ []int32) (*types.Vector, error) {
	return b.Cols[n], nil
}

// spread is a column of one value.
type spread struct {
	column *types.Vector
	value  types.Value
	filled int // rows that hold the value
}

func newSpread(t *types.Type) spread { return spread{column: types.NewVector(t, 0)} }

// fill makes n rows of the value. Rows filled before are used again: a column
// that gets shorter keeps what is behind its end.
func (s *spread) fill(v types.Value, n int) *types.Vector {
	if v == s.value && n <= s.filled {
		s.column.Resize(n)
		return s.column
	}
	s.column.Reset()
	s.column.Resize(n)
	for i := range n {
		s.column.SetValue(i, v)
	}
	s.value, s.filled = v, n
	return s.column
}

// constNode is a constant.
type constNode struct {
	value types.Value
	spread
}

func (c *constNode) eval(_ *Context, b *types.Batch, _ []int32) (*types.Vector, error) {
	return c.fill(c.value, b.Rows()), nil
}

// onceNode is an expression with the same value for every row.
type onceNode struct {
	e Expr
	spread
}

func (o *onceNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	if count(sel, b.Rows()) == 0 {
		return o.fill(o.value, b.Rows()), nil
	}
	v, err := EvalRow(x, o.e, nil)
	if err != nil {
		return nil, err
	}
	// A numeric may be read from a vector whose next value has the same address.
	return o.fill(keep(v), b.Rows()), nil
}
