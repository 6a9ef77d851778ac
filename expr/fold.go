package expr

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Fold replaces the constant immutable parts of e by their value, and leaves
// out what AND, OR, CASE and COALESCE can never need. A part whose evaluation
// fails stays: the error belongs to the rows that reach it.
func Fold(e Expr, env *functions.Env) Expr {
	x := &Context{Env: env}
	return Rewrite(e, func(e Expr) Expr { return foldNode(x, e) })
}

func foldNode(x *Context, e Expr) Expr {
	switch n := e.(type) {
	case *Const, *Column, *Outer, *Param, *Subquery:
		return e
	case *And:
		return foldUntil(n.Operands, false, func(es []Expr) Expr { return &And{es} })
	case *Or:
		return foldUntil(n.Operands, true, func(es []Expr) Expr { return &Or{es} })
	case *Not:
		if inner, ok := n.Operand.(*Not); ok {
			return inner.Operand
		}
	case *Call:
		if !n.Overload.NullCall && hasNull(n.Args) {
			return &Const{Result: Result{Of: n.Type(), Mod: n.Typmod()}, Value: types.Null}
		}
	case *Case:
		return foldCase(n)
	case *Coalesce:
		return foldCoalesce(n)
	}
	if !constants(e.Children()) || VolatilityOf(e) != functions.Immutable {
		return e
	}
	v, err := EvalRow(x, e, nil)
	if err != nil {
		return e
	}
	return &Const{Result: Result{Of: e.Type(), Mod: e.Typmod()}, Value: v}
}

// hasNull reports whether an argument is NULL: a strict function is not called
// then, whatever its other arguments are.
func hasNull(args []Expr) bool {
	return slices.ContainsFunc(args, func(e Expr) bool {
		c, ok := e.(*Const)
		return ok && c.Value.IsNull()
	})
}

func boolean(b bool) Expr { return NewConst(types.Bool, types.NewBool(b)) }

// foldUntil folds AND (decisive false) or OR (decisive true): a decisive
// operand is all there is, its opposite is nothing. NULLs stay.
func foldUntil(operands []Expr, decisive bool, join func([]Expr) Expr) Expr {
	var open []Expr
	for _, o := range operands {
		c, ok := o.(*Const)
		switch {
		case !ok || c.Value.IsNull():
			open = append(open, o)
		case c.Value.Bool() == decisive:
			return boolean(decisive)
		}
	}
	switch len(open) {
	case 0:
		return boolean(!decisive)
	case 1:
		return open[0]
	}
	return join(open)
}

// foldCase leaves out branches that are never taken and ends at one that
// always is.
func foldCase(c *Case) Expr {
	folded := &Case{Result: c.Result, Else: c.Else}
	for _, w := range c.Whens {
		cond, ok := w.Cond.(*Const)
		switch {
		case !ok:
			folded.Whens = append(folded.Whens, w)
			continue
		case cond.Value.IsNull() || !cond.Value.Bool():
			continue
		}
		folded.Else = w.Then
		break
	}
	switch {
	case len(folded.Whens) > 0:
		return folded
	case folded.Else == nil:
		return &Const{Result: c.Result}
	}
	return folded.Else
}

// foldCoalesce leaves out NULLs and ends at a constant that is not NULL.
func foldCoalesce(c *Coalesce) Expr {
	var open []Expr
	for _, o := range c.Operands {
		k, ok := o.(*Const)
		if ok && k.Value.IsNull() {
			continue
		}
		open = append(open, o)
		if ok {
			break
		}
	}
	switch len(open) {
	case 0:
		return &Const{Result: c.Result}
	case 1:
		return open[0]
	}
	return &Coalesce{c.Result, open}
}
