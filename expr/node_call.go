package expr

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// operands are the inputs of a node and their columns for one batch.
type operands struct {
	nodes   []node
	columns []*types.Vector
}

func newOperands(e Expr) operands {
	nodes := compileAll(e.Children())
	return operands{nodes, make([]*types.Vector, len(nodes))}
}

func (o *operands) eval(x *Context, b *types.Batch, sel []int32) error {
	for i, n := range o.nodes {
		var err error
		if o.columns[i], err = n.eval(x, b, sel); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes n rows of out, where strict with NULL in each row that an
// operand has a NULL in.
func (o *operands) prepare(out *types.Vector, n int, strict bool) {
	out.Resize(n)
	out.Nulls.Reset()
	if !strict {
		return
	}
	for _, c := range o.columns {
		for w, bits := range c.Nulls {
			if w >= len(out.Nulls) {
				out.Nulls = append(out.Nulls, c.Nulls[w:]...)
				break
			}
			out.Nulls[w] |= bits
		}
	}
}

// kernelNode computes a column by a loop of its overload or cast.
type kernelNode struct {
	operands
	kernel functions.Kernel
	strict bool
	out    *types.Vector
}

func newKernelNode(kernel functions.Kernel, strict bool, e Expr) node {
	return &kernelNode{newOperands(e), kernel, strict, types.NewVector(e.Type(), 0)}
}

func (k *kernelNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	if err := k.operands.eval(x, b, sel); err != nil {
		return nil, err
	}
	k.prepare(k.out, b.Rows(), k.strict)
	return k.out, k.kernel(x.Env, k.columns, sel, b.Rows(), k.out)
}

// rowNode computes a column row by row, as EvalRow does.
type rowNode struct {
	operands
	apply  apply
	strict bool // NULL in, NULL out
	keeps  bool // the result may hold on to operands
	values []types.Value
	out    *types.Vector
}

func newRowNode(e Expr) node {
	n := &rowNode{operands: newOperands(e), apply: applyTo(e), out: types.NewVector(e.Type(), 0)}
	n.values = make([]types.Value, len(n.nodes))
	switch e := e.(type) {
	case *Call:
		n.strict = !e.Overload.NullCall
		n.keeps = e.Of.Kind == types.KindArray || e.Of.Kind == types.KindRecord
	case *Cast:
		n.strict = true
	}
	return n
}

func (r *rowNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	if err := r.operands.eval(x, b, sel); err != nil {
		return nil, err
	}
	n := b.Rows()
	r.prepare(r.out, n, r.strict)
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		if r.strict && r.out.Nulls.Get(i) {
			continue
		}
		v, err := r.apply(x, r.row(i))
		if err != nil {
			return nil, err
		}
		r.out.SetValue(i, v)
	}
	return r.out, nil
}

func (r *rowNode) row(i int) []types.Value {
	for k, c := range r.columns {
		r.values[k] = c.Value(i)
		if r.keeps {
			r.values[k] = keep(r.values[k])
		}
	}
	return r.values
}

// relabelNode shows a column as one of another type with the same values.
type relabelNode struct {
	operand node
	to      *types.Type
	view    types.Vector
}

func (r *relabelNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	v, err := r.operand.eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	r.view = *v
	r.view.Type = r.to
	return &r.view, nil
}
