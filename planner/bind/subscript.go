package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// subscript binds array[i] and array[a:b], and jsonb[k].
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

// jsonSubscript binds jsonb[a][b] to jsonb #> path.
func (b *binder) jsonSubscript(l *level, arg expr.Expr, s *parser.Subscript) (expr.Expr, error) {
	path, _, err := b.jsonPath(l, s.Indices, s)
	if err != nil {
		return nil, err
	}
	return b.apply("#>", arg, path, s)
}

// jsonPath makes a path of subscripts, which are texts or numbers; number
// says which the first is.
func (b *binder) jsonPath(l *level, indices []*parser.Index, node parser.Node) (path expr.Expr, number bool, err error) {
	steps := make([]expr.Expr, len(indices))
	for i, index := range indices {
		if index.Slice {
			if bound := firstOf(index); bound != nil {
				node = bound
			}
			return nil, false, b.errorf(node, pgerr.DatatypeMismatch, "jsonb subscript does not support slices")
		}
		step, err := b.expr(l, index.High)
		if err != nil {
			return nil, false, err
		}
		t := step.Type()
		asInt, asText := b.Functions.CanCoerce(t, types.Int4, functions.ImplicitCast), b.Functions.CanCoerce(t, types.Text, functions.ImplicitCast)
		if t != types.Unknown && asInt == asText {
			return nil, false, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "subscript type %s is not supported", t.SQLName).
				WithHint("jsonb subscript must be coercible to either integer or text."), index.High)
		}
		if asInt && t != types.Unknown {
			number = number || i == 0
			if step, err = b.coerce(step, types.Int4, types.NoTypmod, implicit, index.High); err != nil {
				return nil, false, err
			}
		}
		if steps[i], err = b.coerce(step, types.Text, types.NoTypmod, explicit, index.High); err != nil {
			return nil, false, err
		}
	}
	return &expr.MakeArray{Result: expr.ResultOf(types.Text.Array), Elements: steps}, number, nil
}

// firstOf is a written bound of a subscript.
func firstOf(i *parser.Index) parser.Expr {
	if i.High != nil {
		return i.High
	}
	return i.Low
}
