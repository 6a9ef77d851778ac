package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// expr binds an expression over the row of l. The result may be of type
// Unknown: a literal or parameter whose type the context settles.
func (b *binder) expr(l *level, e parser.Expr) (expr.Expr, error) {
	switch e := e.(type) {
	case *parser.ColumnRef:
		if e.Star {
			return b.starValue(l, e)
		}
		return b.columnRef(l, e)
	case *parser.Literal:
		return b.literal(e)
	case *parser.Param:
		return b.param(e)
	case *parser.Cast:
		return b.cast(l, e)
	case *parser.FuncCall:
		return b.call(l, e)
	case *parser.SQLValue:
		return b.sqlValue(l, e)
	case *parser.Default:
		return nil, b.errorf(e, pgerr.SyntaxError, "DEFAULT is not allowed in this context")
	case *parser.Collate:
		return b.collate(l, e)
	case *parser.CurrentOf:
		return nil, b.unsupported(e, "WHERE CURRENT OF")
	}
	return b.composed(l, e)
}

// composed binds operators, conditions and collections.
func (b *binder) composed(l *level, e parser.Expr) (expr.Expr, error) {
	switch e := e.(type) {
	case *parser.Op:
		return b.operator(l, e)
	case *parser.Like:
		return b.like(l, e)
	case *parser.Between:
		return b.between(l, e)
	case *parser.In:
		return b.in(l, e)
	case *parser.Quantified:
		return b.quantified(l, e)
	case *parser.And:
		return b.and(l, e)
	case *parser.Or:
		return b.or(l, e)
	case *parser.Not:
		return b.not(l, e)
	case *parser.IsNull:
		return b.isNull(l, e)
	case *parser.IsTruth:
		return b.isTruth(l, e)
	case *parser.IsDistinct:
		return b.isDistinct(l, e)
	case *parser.Case:
		return b.caseWhen(l, e)
	case *parser.Coalesce:
		return b.coalesce(l, e)
	case *parser.MinMax:
		return b.minMax(l, e)
	case *parser.NullIf:
		return b.nullIf(l, e)
	}
	return b.nested(l, e)
}

// nested binds arrays, rows and subqueries.
func (b *binder) nested(l *level, e parser.Expr) (expr.Expr, error) {
	switch e := e.(type) {
	case *parser.Array:
		return b.array(l, e)
	case *parser.Row:
		return b.row(l, e)
	case *parser.Subscript:
		return b.subscript(l, e)
	case *parser.FieldSelect:
		return b.field(l, e)
	case *parser.FieldStar:
		return b.expr(l, e.Arg)
	case *parser.ScalarSubquery:
		return b.scalarSubquery(l, e)
	case *parser.Exists:
		return b.exists(l, e)
	case *parser.InSubquery:
		return b.inSubquery(l, e)
	case *parser.QuantifiedSubquery:
		return b.quantifiedSubquery(l, e)
	case *parser.ArraySubquery:
		return b.arraySubquery(l, e)
	case *parser.Grouping:
		return b.grouping(l, e)
	case *parser.NamedArg:
		return nil, b.unsupported(e, "a named argument of an aggregate or window function")
	}
	return nil, b.unsupported(e, "this expression")
}

// exprs binds a list.
func (b *binder) exprs(l *level, list []parser.Expr) ([]expr.Expr, error) {
	bound := make([]expr.Expr, len(list))
	for i, e := range list {
		var err error
		if bound[i], err = b.expr(l, e); err != nil {
			return nil, err
		}
	}
	return bound, nil
}

// condition binds an expression that must be boolean; clause names where it
// stands, as in "argument of WHERE must be type boolean, not type integer".
func (b *binder) condition(l *level, e parser.Expr, clause string) (expr.Expr, error) {
	bound, err := b.expr(l, e)
	if err != nil {
		return nil, err
	}
	if t := bound.Type(); t != types.Bool && t != types.Unknown {
		return nil, b.errorf(e, pgerr.DatatypeMismatch, "argument of %s must be type boolean, not type %s", clause, t.SQLName)
	}
	return b.coerce(bound, types.Bool, types.NoTypmod, implicit, e)
}

func typesOf(es []expr.Expr) []*types.Type {
	ts := make([]*types.Type, len(es))
	for i, e := range es {
		ts[i] = e.Type()
	}
	return ts
}
