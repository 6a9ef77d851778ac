package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// rowOperands returns the operands of an operator between two written rows.
func rowOperands(op *parser.Op) (left, right *parser.Row, ok bool) {
	left, isRow := op.Left.(*parser.Row)
	right, bothRows := op.Right.(*parser.Row)
	return left, right, isRow && bothRows
}

// rowOperator compares two rows column by column (PostgreSQL manual, 9.24.5).
func (b *binder) rowOperator(l *level, op *parser.Op, left, right []parser.Expr) (expr.Expr, error) {
	if len(left) != len(right) {
		return nil, b.errorf(op, pgerr.SyntaxError, "unequal number of entries in row expressions")
	}
	lefts, err := b.exprs(l, left)
	if err != nil {
		return nil, err
	}
	rights, err := b.exprs(l, right)
	if err != nil {
		return nil, err
	}
	return b.compareRows(op.Name.Name, lefts, rights, op)
}

// compareRows makes `lefts op rights`. A column decides only where those
// before it are equal.
func (b *binder) compareRows(op string, lefts, rights []expr.Expr, node parser.Node) (expr.Expr, error) {
	if len(lefts) == 0 {
		return nil, b.errorf(node, pgerr.FeatureNotSupported, "cannot compare rows of zero length")
	}
	switch op {
	case "=":
		all, err := b.pairwise("=", lefts, rights, node)
		return expr.Conjunction(all), err
	case "<>":
		any, err := b.pairwise("<>", lefts, rights, node)
		if len(any) == 1 {
			return any[0], err
		}
		return &expr.Or{Operands: any}, err
	case "<", "<=", ">", ">=":
		return b.rowOrder(op, lefts, rights, node)
	}
	return nil, b.errorf(node, pgerr.FeatureNotSupported, "could not determine interpretation of row comparison operator %s", op)
}

func (b *binder) pairwise(op string, lefts, rights []expr.Expr, node parser.Node) ([]expr.Expr, error) {
	out := make([]expr.Expr, len(lefts))
	for i := range lefts {
		var err error
		if out[i], err = b.apply(op, lefts[i], rights[i], node); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowOrder makes (a, b) < (c, d) into a < c OR (a = c AND b < d).
func (b *binder) rowOrder(op string, lefts, rights []expr.Expr, node parser.Node) (expr.Expr, error) {
	last, err := b.apply(op, lefts[0], rights[0], node)
	if err != nil || len(lefts) == 1 {
		return last, err
	}
	strict, err := b.apply(op[:1], lefts[0], rights[0], node)
	if err != nil {
		return nil, err
	}
	equal, err := b.apply("=", lefts[0], rights[0], node)
	if err != nil {
		return nil, err
	}
	rest, err := b.rowOrder(op, lefts[1:], rights[1:], node)
	if err != nil {
		return nil, err
	}
	return &expr.Or{Operands: []expr.Expr{strict, &expr.And{Operands: []expr.Expr{equal, rest}}}}, nil
}
