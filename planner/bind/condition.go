package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) and(l *level, e *parser.And) (expr.Expr, error) {
	args, err := b.conditions(l, e.Args, "AND")
	return &expr.And{Operands: args}, err
}

func (b *binder) or(l *level, e *parser.Or) (expr.Expr, error) {
	args, err := b.conditions(l, e.Args, "OR")
	return &expr.Or{Operands: args}, err
}

func (b *binder) not(l *level, e *parser.Not) (expr.Expr, error) {
	arg, err := b.condition(l, e.Arg, "NOT")
	return &expr.Not{Operand: arg}, err
}

func (b *binder) conditions(l *level, es []parser.Expr, clause string) ([]expr.Expr, error) {
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		var err error
		if out[i], err = b.condition(l, e, clause); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (b *binder) isNull(l *level, e *parser.IsNull) (expr.Expr, error) {
	arg, err := b.expr(l, e.Arg)
	if err != nil {
		return nil, err
	}
	if arg.Type() == types.Unknown {
		if arg, err = b.coerce(arg, types.Text, types.NoTypmod, implicit, e.Arg); err != nil {
			return nil, err
		}
	}
	test := expr.IsNull
	if e.Not {
		test = expr.IsNotNull
	}
	return &expr.TestIs{Operand: arg, Test: test}, nil
}

func (b *binder) isTruth(l *level, e *parser.IsTruth) (expr.Expr, error) {
	arg, err := b.condition(l, e.Arg, "IS TRUE")
	test := map[parser.Truth]expr.Test{parser.True: expr.IsTrue, parser.False: expr.IsFalse, parser.UnknownTruth: expr.IsUnknown}[e.Value]
	if e.Not {
		test++ // the negations follow their tests
	}
	return &expr.TestIs{Operand: arg, Test: test}, err
}

func (b *binder) isDistinct(l *level, e *parser.IsDistinct) (expr.Expr, error) {
	left, err := b.expr(l, e.Left)
	if err != nil {
		return nil, err
	}
	right, err := b.expr(l, e.Right)
	if err != nil {
		return nil, err
	}
	return b.distinct(left, right, e.Not, e)
}

func (b *binder) distinct(left, right expr.Expr, negated bool, node parser.Node) (expr.Expr, error) {
	equal, err := b.apply("=", left, right, node)
	if err != nil {
		return nil, err
	}
	return &expr.Distinct{Equal: equal.(*expr.Call), Negated: negated}, nil
}

func (b *binder) between(l *level, e *parser.Between) (expr.Expr, error) {
	es, err := b.exprs(l, []parser.Expr{e.Arg, e.Low, e.High})
	if err != nil {
		return nil, err
	}
	in, err := b.within(es[0], es[1], es[2], e)
	if err == nil && e.Symmetric {
		var swapped expr.Expr
		swapped, err = b.within(es[0], es[2], es[1], e)
		in = &expr.Or{Operands: []expr.Expr{in, swapped}}
	}
	if e.Not {
		in = &expr.Not{Operand: in}
	}
	return in, err
}

func (b *binder) within(x, low, high expr.Expr, node parser.Node) (expr.Expr, error) {
	from, err := b.apply(">=", x, low, node)
	if err != nil {
		return nil, err
	}
	to, err := b.apply("<=", x, high, node)
	return &expr.And{Operands: []expr.Expr{from, to}}, err
}

// like binds LIKE, ILIKE and SIMILAR TO to their operators; an ESCAPE becomes
// a call that rewrites the pattern.
func (b *binder) like(l *level, e *parser.Like) (expr.Expr, error) {
	arg, err := b.expr(l, e.Arg)
	if err != nil {
		return nil, err
	}
	pattern, err := b.pattern(l, e)
	if err != nil {
		return nil, err
	}
	op := map[parser.LikeKind]string{parser.CaseLike: "~~", parser.ILike: "~~*", parser.SimilarTo: "~"}[e.Kind]
	if e.Not {
		op = "!" + op
	}
	return b.apply(op, arg, pattern, e)
}

func (b *binder) pattern(l *level, e *parser.Like) (expr.Expr, error) {
	args := []parser.Expr{e.Pattern}
	if e.Escape != nil {
		args = append(args, e.Escape)
	}
	bound, err := b.exprs(l, args)
	switch {
	case err != nil:
		return nil, err
	case e.Kind == parser.SimilarTo:
		return b.function("similar_to_escape", bound, e)
	case e.Escape != nil:
		return b.function("like_escape", bound, e)
	}
	return bound[0], nil
}

func (b *binder) caseWhen(l *level, e *parser.Case) (expr.Expr, error) {
	defer l.calls.refuseSets("CASE")()
	conds, err := b.caseConditions(l, e)
	if err != nil {
		return nil, err
	}
	nodes := make([]parser.Expr, 0, len(e.Whens)+1)
	if e.Else != nil {
		nodes = append(nodes, e.Else)
	}
	for _, w := range e.Whens {
		nodes = append(nodes, w.Result)
	}
	results, err := b.exprs(l, nodes)
	if err != nil {
		return nil, err
	}
	results, t, err := b.common(results, nodes, "CASE")
	if err != nil {
		return nil, err
	}
	c := &expr.Case{Result: expr.ResultOf(t)}
	if e.Else != nil {
		c.Else, results = results[0], results[1:]
	}
	for i, r := range results {
		c.Whens = append(c.Whens, expr.When{Cond: conds[i], Then: r})
	}
	return c, nil
}

// caseConditions binds the conditions of CASE; those of CASE x WHEN y are
// x = y.
func (b *binder) caseConditions(l *level, e *parser.Case) ([]expr.Expr, error) {
	conds := make([]expr.Expr, len(e.Whens))
	for i, w := range e.Whens {
		var err error
		if e.Arg == nil {
			conds[i], err = b.condition(l, w.Cond, "CASE/WHEN")
		} else {
			conds[i], err = b.caseEqual(l, e.Arg, w)
		}
		if err != nil {
			return nil, err
		}
	}
	return conds, nil
}

func (b *binder) caseEqual(l *level, arg parser.Expr, w *parser.When) (expr.Expr, error) {
	es, err := b.exprs(l, []parser.Expr{arg, w.Cond})
	if err != nil {
		return nil, err
	}
	return b.apply("=", es[0], es[1], w)
}

func (b *binder) coalesce(l *level, e *parser.Coalesce) (expr.Expr, error) {
	defer l.calls.refuseSets("COALESCE")()
	es, err := b.exprs(l, e.Args)
	if err != nil {
		return nil, err
	}
	es, t, err := b.common(es, e.Args, "COALESCE")
	return &expr.Coalesce{Result: expr.ResultOf(t), Operands: es}, err
}

func (b *binder) minMax(l *level, e *parser.MinMax) (expr.Expr, error) {
	name := "GREATEST"
	if e.Least {
		name = "LEAST"
	}
	es, err := b.exprs(l, e.Args)
	if err != nil {
		return nil, err
	}
	es, t, err := b.common(es, e.Args, name)
	return &expr.MinMax{Result: expr.ResultOf(t), Greatest: !e.Least, Operands: es}, err
}

func (b *binder) nullIf(l *level, e *parser.NullIf) (expr.Expr, error) {
	es, err := b.exprs(l, []parser.Expr{e.Left, e.Right})
	if err != nil {
		return nil, err
	}
	equal, err := b.apply("=", es[0], es[1], e)
	if err != nil {
		return nil, err
	}
	return &expr.NullIf{Value: equal.(*expr.Call).Args[0], Equal: equal}, nil
}
