package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// namedWindow is an item of the WINDOW clause.
type namedWindow struct {
	name string
	def  *parser.Window
}

// windowArguments is the clause of what stands within a window call.
const windowArguments = "a window function's arguments"

// windowCall binds a call with OVER to a reference.
func (b *binder) windowCall(l *level, f *parser.FuncCall) (expr.Expr, error) {
	switch {
	case l.calls == nil:
		return nil, b.errorf(f, pgerr.WindowingError, "window functions are not allowed in %s", l.clause)
	case l.calls.noWindows != "":
		return nil, b.errorf(f, pgerr.WindowingError, "window functions are not allowed in %s", l.calls.noWindows)
	case l.calls.inAggregate:
		return nil, b.errorf(f, pgerr.GroupingError, "aggregate function calls cannot contain window function calls")
	case f.Distinct:
		return nil, b.unsupportedWindow(f, "DISTINCT is not implemented for window functions")
	case len(f.OrderBy) > 0:
		return nil, b.unsupportedWindow(f, "aggregate ORDER BY is not implemented for window functions")
	}
	l.calls.noWindows = windowArguments
	defer func() { l.calls.noWindows = "" }()
	w, frame, err := b.window(l, f.Over)
	if err != nil {
		return nil, err
	}
	call, err := b.overWindow(l, f)
	if err != nil {
		return nil, err
	}
	call.Frame = frame
	return l.calls.windowCall(w, call, f.Name.Name), nil
}

func (b *binder) unsupportedWindow(f *parser.FuncCall, message string) error {
	return b.errorf(f, pgerr.FeatureNotSupported, "%s", message)
}

// overWindow resolves the function of a window call.
func (b *binder) overWindow(l *level, f *parser.FuncCall) (plan.WindowCall, error) {
	if len(b.Functions.Windows(f.Name.Name)) == 0 && len(b.Functions.Aggregates(f.Name.Name)) > 0 {
		agg, err := b.aggregate(l, f)
		return plan.WindowCall{Aggregate: agg.Aggregate, Args: agg.Args, Filter: agg.Filter, Result: agg.Result}, err
	}
	var call plan.WindowCall
	if len(b.Functions.Windows(f.Name.Name)) == 0 {
		return call, b.errorf(f, pgerr.WrongObjectType, "OVER specified, but %s is not a window function nor an aggregate function", f.Name.Name)
	}
	args, err := b.exprs(l, f.Args)
	if err != nil {
		return call, err
	}
	w, r, err := b.Functions.ResolveWindow(f.Name.Name, typesOf(args))
	if err != nil {
		return call, b.at(err, f)
	}
	call.Window, call.Result = w, r.Result
	call.Args, err = b.coerceAll(args, r.Args, f)
	return call, err
}

// window binds a window definition, with what it takes from a named one.
func (b *binder) window(l *level, def *parser.Window) (*window, plan.Frame, error) {
	w := &window{}
	if def.Name != "" && def.Base == "" && def.PartitionBy == nil && def.OrderBy == nil && def.Frame == nil {
		named, err := b.namedWindow(l, def.Name, def)
		if err != nil {
			return nil, plan.Frame{}, err
		}
		return b.window(l, &parser.Window{Loc: named.Loc, Base: named.Base, PartitionBy: named.PartitionBy, OrderBy: named.OrderBy, Frame: named.Frame})
	}
	if def.Base != "" {
		base, err := b.namedWindow(l, def.Base, def)
		if err != nil {
			return nil, plan.Frame{}, err
		}
		if w, _, err = b.window(l, &parser.Window{Base: base.Base, PartitionBy: base.PartitionBy, OrderBy: base.OrderBy}); err != nil {
			return nil, plan.Frame{}, err
		}
		if len(def.OrderBy) > 0 && len(w.order) > 0 {
			return nil, plan.Frame{}, b.errorf(def, pgerr.WindowingError, "cannot override ORDER BY clause of window %q", def.Base)
		}
	}
	partition, err := b.exprs(l, def.PartitionBy)
	if err != nil {
		return nil, plan.Frame{}, err
	}
	order, err := b.sortKeys(l, def.OrderBy)
	if err != nil {
		return nil, plan.Frame{}, err
	}
	w.partition, w.order = append(w.partition, partition...), append(w.order, order...)
	frame, err := b.frame(l, def, w)
	return w, frame, err
}

func (b *binder) namedWindow(l *level, name string, node parser.Node) (*parser.Window, error) {
	for _, w := range l.windows {
		if w.name == name {
			return w.def, nil
		}
	}
	return nil, b.errorf(node, pgerr.UndefinedObject, "window %q does not exist", name)
}

// window puts a Window node for each distinct window above the current node.
func (sel *selection) window() error {
	c := sel.l.calls
	slot := map[*window]int{}
	for _, w := range c.windows {
		slot[w] = len(sel.node.Schema())
		node := &plan.Window{Input: sel.node, Partition: w.partition, Order: w.order, Calls: w.calls, Cols: sel.node.Schema()}
		node.Cols = node.Cols[:len(node.Cols):len(node.Cols)]
		for _, call := range w.calls {
			node.Cols = append(node.Cols, plan.Column{Name: "?column?", Type: call.Result, Typmod: types.NoTypmod})
		}
		sel.node = node
	}
	return sel.each(func(e expr.Expr) (expr.Expr, error) {
		return expr.Rewrite(e, func(e expr.Expr) expr.Expr {
			if r, ok := e.(*ref); ok && r.kind == windowRef {
				at := c.windowOf[r.index]
				return sel.node.Schema().Ref(slot[at.window] + at.call)
			}
			return e
		}), nil
	})
}

// operands lists the expressions inside collected window and set-returning
// calls, which are computed above the groups.
func (c *calls) operands() []*expr.Expr {
	var list []*expr.Expr
	for _, w := range c.windows {
		for i := range w.partition {
			list = append(list, &w.partition[i])
		}
		for i := range w.order {
			list = append(list, &w.order[i].Expr)
		}
		for i := range w.calls {
			for j := range w.calls[i].Args {
				list = append(list, &w.calls[i].Args[j])
			}
			if w.calls[i].Filter != nil {
				list = append(list, &w.calls[i].Filter)
			}
		}
	}
	return append(list, c.setOperands()...)
}

// setOperands lists the arguments of the set-returning calls.
func (c *calls) setOperands() []*expr.Expr {
	var list []*expr.Expr
	for i := range c.sets {
		for j := range c.sets[i].Args {
			list = append(list, &c.sets[i].Args[j])
		}
	}
	return list
}
