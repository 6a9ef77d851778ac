package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) operator(l *level, op *parser.Op) (expr.Expr, error) {
	if s := op.Name.Schema; s != "" && s != "pg_catalog" {
		return nil, b.errorf(op, pgerr.InvalidSchemaName, "schema %q does not exist", s)
	}
	if left, right, ok := rowOperands(op); ok {
		return b.rowOperator(l, op, left.Args, right.Args)
	}
	var left expr.Expr
	var err error
	if op.Left != nil {
		if left, err = b.expr(l, op.Left); err != nil {
			return nil, err
		}
	}
	right, err := b.expr(l, op.Right)
	if err != nil {
		return nil, err
	}
	return b.apply(op.Name.Name, left, right, op)
}

// apply resolves an operator for bound operands; left is nil for a prefix
// operator.
func (b *binder) apply(name string, left, right expr.Expr, node parser.Node) (expr.Expr, error) {
	var leftType *types.Type
	args := []expr.Expr{right}
	if left != nil {
		leftType, args = left.Type(), []expr.Expr{left, right}
	}
	r, err := b.Functions.ResolveOperator(name, leftType, right.Type())
	if err != nil {
		return nil, b.at(err, node)
	}
	call, err := b.resolved(r, args, node)
	if err != nil {
		return nil, err
	}
	call.Operator = true
	return call, nil
}

// resolved makes the call of a resolved overload: arguments cast, and those of
// a variadic one collected in an array.
func (b *binder) resolved(r functions.Resolved, args []expr.Expr, node parser.Node) (*expr.Call, error) {
	cast, err := b.coerceAll(args, r.Args, node)
	if err != nil {
		return nil, err
	}
	mods := make([]int32, len(args))
	for i, a := range args {
		mods[i] = a.Typmod()
	}
	if n := r.Collect; n >= 0 {
		elem := r.Args[n]
		rest := &expr.MakeArray{Result: expr.ResultOf(elem.Array), Elements: cast[n:]}
		cast = append(cast[:n:n], rest)
	}
	call := &expr.Call{Result: expr.ResultOf(r.Result), Overload: r.Overload, Args: cast, Pos: b.position(node)}
	if r.Overload.Typmod != nil {
		call.Mod = r.Overload.Typmod(mods)
	}
	return call, nil
}
