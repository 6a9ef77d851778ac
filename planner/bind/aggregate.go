package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// aggregateCall binds a call of an aggregate function to a reference. The call
// belongs to the innermost query whose row its arguments read, which computes
// it; this may be one outside.
func (b *binder) aggregateCall(l *level, f *parser.FuncCall) (expr.Expr, error) {
	before := l.captures()
	call, err := b.insideAggregate(l, f)
	if err != nil {
		return nil, err
	}
	owner := l.owner(call.Operands())
	if err := b.mayAggregate(owner, f); err != nil {
		return nil, err
	}
	if owner == l {
		if l.calls.aggregated == nil {
			l.calls.aggregated = f
		}
		return l.calls.aggregate(call), nil
	}
	l.forget(before)
	e, err := b.aggregateCall(owner, f)
	return l.carry(owner, e), err
}

func (b *binder) insideAggregate(l *level, f *parser.FuncCall) (plan.AggregateCall, error) {
	if l.calls != nil {
		defer func(before bool) { l.calls.inAggregate = before }(l.calls.inAggregate)
		l.calls.inAggregate = true
	}
	return b.aggregate(l, f)
}

func (b *binder) mayAggregate(l *level, f *parser.FuncCall) error {
	switch {
	case l.between:
		return b.errorf(f, pgerr.GroupingError, "aggregate functions are not allowed in FROM clause of their own query level")
	case l.calls == nil:
		return b.errorf(f, pgerr.GroupingError, "aggregate functions are not allowed in %s", l.clause)
	case l.calls.inAggregate:
		return b.errorf(f, pgerr.GroupingError, "aggregate function calls cannot be nested")
	case l.calls.noAggregates != "":
		return b.errorf(f, pgerr.GroupingError, "aggregate functions are not allowed in %s", l.calls.noAggregates)
	}
	return nil
}

// aggregate binds the parts of an aggregate call: arguments, ORDER BY or
// WITHIN GROUP, FILTER.
func (b *binder) aggregate(l *level, f *parser.FuncCall) (plan.AggregateCall, error) {
	call := plan.AggregateCall{Distinct: f.Distinct}
	if len(f.Args) == 0 && !f.Star && !f.WithinGroup {
		return call, b.errorf(f, pgerr.WrongObjectType, "%s(*) must be used to call a parameterless aggregate function", f.Name.Name)
	}
	args, err := b.exprs(l, f.Args)
	if err != nil {
		return call, err
	}
	if call.Order, err = b.sortKeys(l, f.OrderBy); err != nil {
		return call, err
	}
	direct, aggregated := []expr.Expr(nil), args
	if f.WithinGroup {
		direct, aggregated = args, nil
		for _, k := range call.Order {
			aggregated = append(aggregated, k.Expr)
		}
	}
	agg, r, err := b.Functions.ResolveAggregate(f.Name.Name, typesOf(append(direct[:len(direct):len(direct)], aggregated...)))
	if err != nil {
		return call, b.at(err, f)
	}
	if agg.Ordered != f.WithinGroup {
		return call, b.withinGroupError(f, agg.Ordered)
	}
	call.Aggregate, call.Result = agg, r.Result
	if call.Direct, err = b.coerceAll(direct, r.Args[:len(direct)], f); err != nil {
		return call, err
	}
	if call.Args, err = b.coerceAll(aggregated, r.Args[len(direct):], f); err != nil {
		return call, err
	}
	if f.WithinGroup {
		for i := range call.Order {
			call.Order[i].Expr = call.Args[i]
		}
	}
	if f.Filter != nil {
		call.Filter, err = b.condition(l, f.Filter, "FILTER")
	}
	return call, err
}

func (b *binder) withinGroupError(f *parser.FuncCall, ordered bool) error {
	if ordered {
		return b.errorf(f, pgerr.WrongObjectType, "WITHIN GROUP is required for ordered-set aggregate %s", f.Name.Name)
	}
	return b.errorf(f, pgerr.WrongObjectType, "%s is not an ordered-set aggregate, so it cannot have WITHIN GROUP", f.Name.Name)
}

// coerceAll makes expressions of the given types.
func (b *binder) coerceAll(es []expr.Expr, ts []*types.Type, node parser.Node) ([]expr.Expr, error) {
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		var err error
		if out[i], err = b.coerce(e, ts[i], types.NoTypmod, implicit, node); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// grouping binds GROUPING(...) to the query whose group keys its arguments
// are, which lower checks.
func (b *binder) grouping(l *level, g *parser.Grouping) (expr.Expr, error) {
	before := l.captures()
	args, err := b.exprs(l, g.Args)
	if err != nil {
		return nil, err
	}
	owner := l.owner(args)
	if owner.calls == nil || owner.calls.noAggregates != "" {
		return nil, b.errorf(g, pgerr.GroupingError, "grouping operations are not allowed in %s", owner.clause)
	}
	if owner == l {
		return l.calls.groupingCall(args), nil
	}
	l.forget(before)
	e, err := b.grouping(owner, g)
	return l.carry(owner, e), err
}
