package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// subscript binds array[i] and array[a:b]; jsonb[k] becomes jsonb -> k.
func (b *binder) subscript(l *level, s *parser.Subscript) (expr.Expr, error) {
	arg, err := b.expr(l, s.Arg)
	if err != nil {
		return nil, err
	}
	t := arg.Type()
	if t == types.JSONB {
		return b.jsonSubscript(l, arg, s)
	}
	if !t.IsArray() {
		return nil, b.errorf(s, pgerr.DatatypeMismatch, "cannot subscript type %s because it does not support subscripting", t.SQLName)
	}
	out := &expr.Subscript{Result: expr.Result{Of: t.Elem, Mod: arg.Typmod()}, Array: arg}
	for _, i := range s.Indices {
		out.Slice = out.Slice || i.Slice
	}
	if out.Slice {
		out.Of = t
	}
	for _, i := range s.Indices {
		if err := b.bounds(l, out, i); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// bounds adds one subscript. Among slices a single number n means 1:n.
func (b *binder) bounds(l *level, out *expr.Subscript, i *parser.Index) error {
	high, err := b.bound(l, i.High)
	if err != nil {
		return err
	}
	if !out.Slice {
		out.Bounds = append(out.Bounds, high)
		return nil
	}
	low, err := b.bound(l, i.Low)
	if !i.Slice {
		low = expr.NewConst(types.Int4, types.NewInt(1))
	}
	out.Bounds = append(out.Bounds, low, high)
	return err
}

func (b *binder) bound(l *level, e parser.Expr) (expr.Expr, error) {
	if e == nil {
		return nil, nil
	}
	i, err := b.expr(l, e)
	if err != nil {
		return nil, err
	}
	if t := i.Type(); t != types.Unknown && b.Functions.FindCast(t, types.Int4) == nil && t != types.Int4 {
		return nil, b.errorf(e, pgerr.DatatypeMismatch, "array subscript must have type integer")
	}
	return b.coerce(i, types.Int4, types.NoTypmod, assignment, e)
}

func (b *binder) jsonSubscript(l *level, arg expr.Expr, s *parser.Subscript) (expr.Expr, error) {
	for _, i := range s.Indices {
		if i.Slice {
			return nil, b.errorf(s, pgerr.DatatypeMismatch, "jsonb subscript does not support slices")
		}
		key, err := b.expr(l, i.High)
		if err != nil {
			return nil, err
		}
		if arg, err = b.apply("->", arg, key, s); err != nil {
			return nil, err
		}
	}
	return arg, nil
}
