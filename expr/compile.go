package expr

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Program is an expression made ready to run over batches. It keeps the
// memory of its results from one batch to the next, so that it allocates
// nothing per row; one goroutine may use it at a time.
type Program struct {
	e       Expr
	root    node
	filters []node
	sel     []int32
}

// node computes a column: the rows of b that sel names (nil: all) have a
// value in the result, the others an unspecified one. The result belongs to
// the node, or to b, until the next batch.
type node interface {
	eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error)
}

// Compile makes a program of an expression over the columns of a batch.
func Compile(e Expr) *Program { return &Program{e: e} }

// Eval computes the expression for the rows of b that count. The column is
// valid until the next call, and as long as b is.
func (p *Program) Eval(x *Context, b *types.Batch) (*types.Vector, error) {
	if p.root == nil {
		p.root = compile(p.e)
	}
	return p.root.eval(x, b, b.Sel)
}

// Filter leaves those rows of b in its selection for which the expression is
// true. The selection is the program's until its next call.
func (p *Program) Filter(x *Context, b *types.Batch) error {
	if p.filters == nil {
		for _, c := range Conjuncts(p.e) {
			p.filters = append(p.filters, compile(c))
		}
	}
	for _, f := range p.filters {
		v, err := f.eval(x, b, b.Sel)
		if err != nil {
			return err
		}
		if p.sel == nil || cap(p.sel) < b.Rows() {
			p.sel = make([]int32, max(b.Rows(), 1))
		}
		b.Sel = keepTrue(p.sel[:cap(p.sel)], v, b.Sel, b.Rows())
		if len(b.Sel) == 0 {
			return nil
		}
	}
	return nil
}

// compile chooses the form of each node. What reads no column and changes
// within no statement is computed once a batch.
func compile(e Expr) node {
	switch n := e.(type) {
	case *Const:
		return &constNode{value: n.Value, spread: newSpread(n.Of)}
	case *Column:
		return columnNode(n.Index)
	}
	if !readsColumns(e) && VolatilityOf(e) != functions.Volatile {
		return &onceNode{e: e, spread: newSpread(e.Type())}
	}
	switch n := e.(type) {
	case *And:
		return newUntilNode(n.Operands, false)
	case *Or:
		return newUntilNode(n.Operands, true)
	case *Not:
		return &notNode{operand: compile(n.Operand), out: types.NewVector(types.Bool, 0)}
	case *Case:
		return newCaseNode(n)
	case *Coalesce:
		return &coalesceNode{operands: compileAll(n.Operands), out: types.NewVector(n.Of, 0)}
	}
	return compileEager(e)
}

// compileEager compiles a node that needs all of its operands.
func compileEager(e Expr) node {
	switch n := e.(type) {
	case *Call:
		if n.Overload.Kernel != nil {
			return newKernelNode(n.Overload.Kernel, !n.Overload.NullCall, n)
		}
	case *Cast:
		switch {
		case n.relabels() && n.Arg.Type().Kind == n.Of.Kind:
			return &relabelNode{operand: compile(n.Arg), to: n.Of}
		case n.Cast != nil && n.Cast.Kernel != nil && n.Mod == types.NoTypmod:
			return newKernelNode(n.Cast.Kernel, true, n)
		}
	case *TestIs:
		if n.Operand.Type().Kind != types.KindRecord {
			return &testNode{operand: compile(n.Operand), test: n.Test, out: types.NewVector(types.Bool, 0)}
		}
	case *In:
		if constants(n.Items) {
			return newInNode(n)
		}
	}
	return newRowNode(e)
}

func compileAll(es []Expr) []node {
	nodes := make([]node, len(es))
	for i, e := range es {
		nodes[i] = compile(e)
	}
	return nodes
}

func readsColumns(e Expr) bool {
	return Any(e, func(e Expr) bool {
		_, ok := e.(*Column)
		return ok
	})
}

func constants(es []Expr) bool {
	for _, e := range es {
		if _, ok := e.(*Const); !ok {
			return false
		}
	}
	return true
}
