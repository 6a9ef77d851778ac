package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// query binds a whole query as level l. Columns that are untyped literals
// stay of type Unknown, for the caller to settle.
func (b *binder) query(l *level, q *parser.Query) (plan.Node, error) {
	if l.correlated == nil {
		l.correlated = new([]expr.Expr)
	}
	if len(q.Locking) > 0 {
		return nil, pgerr.Unsupported("SELECT FOR UPDATE")
	}
	if q.With == nil {
		return b.body(l, q)
	}
	return b.with(l, q.With, func() (plan.Node, error) { return b.body(l, q) })
}

// body binds a query without its WITH. ORDER BY of a SELECT sees its FROM row
// and so is bound with it; that of other bodies sees output columns only.
func (b *binder) body(l *level, q *parser.Query) (plan.Node, error) {
	var node plan.Node
	var err error
	switch body := q.Body.(type) {
	case *parser.Select:
		node, err = b.selectBody(l, body, q)
	case *parser.Values:
		node, err = b.values(l, body)
	case *parser.SetOp:
		node, err = b.setOp(l, body)
	default:
		err = b.unsupported(q, "this query")
	}
	if err != nil {
		return nil, err
	}
	if _, isSelect := q.Body.(*parser.Select); !isSelect && len(q.OrderBy) > 0 {
		if node, err = b.orderOutput(node, q.OrderBy); err != nil {
			return nil, err
		}
	}
	return b.limit(l, node, q)
}

// limit puts LIMIT and OFFSET above a query, below what is computed last.
func (b *binder) limit(l *level, node plan.Node, q *parser.Query) (plan.Node, error) {
	if q.Limit == nil {
		return node, nil
	}
	late, _ := node.(*plan.Project)
	if late != nil {
		node = late.Input
	}
	sort, sorted := node.(*plan.Sort)
	if !sorted && late != nil {
		node, late = late, nil
	}
	limit := &plan.Limit{Input: node, WithTies: q.Limit.WithTies}
	var err error
	if limit.Count, err = b.rowCount(l, q.Limit.Count, "LIMIT"); err != nil {
		return nil, err
	}
	if limit.Offset, err = b.rowCount(l, q.Limit.Offset, "OFFSET"); err != nil {
		return nil, err
	}
	if limit.WithTies {
		if !sorted {
			return nil, pgerr.New(pgerr.SyntaxError, "WITH TIES cannot be specified without ORDER BY clause")
		}
		limit.Keys = sort.Keys
		if c, ok := limit.Count.(*expr.Const); ok && c.Value.IsNull() {
			return nil, pgerr.New(pgerr.InvalidRowCountInLimitClause, "row count cannot be null in FETCH FIRST ... WITH TIES clause")
		}
	}
	if late != nil {
		return &plan.Project{Input: limit, Exprs: late.Exprs, Cols: late.Cols}, nil
	}
	return limit, nil
}

func (b *binder) rowCount(l *level, e parser.Expr, clause string) (expr.Expr, error) {
	if e == nil {
		return nil, nil
	}
	outside := l.beside()
	outside.clause = clause
	bound, err := b.expr(outside, e)
	if err != nil {
		return nil, err
	}
	return b.coerce(bound, types.Int8, types.NoTypmod, assignment, e)
}

// values binds VALUES: each column has the common type of its entries.
func (b *binder) values(l *level, v *parser.Values) (plan.Node, error) {
	rows := make([][]expr.Expr, len(v.Rows))
	row := l.beside()
	row.clause = "VALUES"
	row.outer = l.outer
	for i, r := range v.Rows {
		if len(r) != len(v.Rows[0]) {
			return nil, b.errorf(r[0], pgerr.SyntaxError, "VALUES lists must all be the same length")
		}
		var err error
		if rows[i], err = b.exprs(row, r); err != nil {
			return nil, err
		}
	}
	return b.valuesOf(rows, v)
}

func (b *binder) valuesOf(rows [][]expr.Expr, v *parser.Values) (plan.Node, error) {
	cols := make(plan.Schema, len(rows[0]))
	for c := range cols {
		column, nodes := make([]expr.Expr, len(rows)), make([]parser.Expr, len(rows))
		for i := range rows {
			column[i], nodes[i] = rows[i][c], v.Rows[i][c]
		}
		column, t, err := b.common(column, nodes, "VALUES")
		if err != nil {
			return nil, err
		}
		for i := range rows {
			rows[i][c] = column[i]
		}
		cols[c] = plan.Column{Name: columnName(c), Type: t, Typmod: types.NoTypmod}
	}
	return &plan.Values{Columns: cols, Rows: rows}, nil
}
