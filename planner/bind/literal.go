package bind

import (
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// literal binds a constant. A string or NULL stays of type Unknown.
func (b *binder) literal(lit *parser.Literal) (expr.Expr, error) {
	switch lit.Kind {
	case parser.Null:
		return b.untyped(lit, types.Null), nil
	case parser.Bool:
		return expr.NewConst(types.Bool, types.NewBool(lit.Text == "true")), nil
	case parser.Integer:
		n, err := strconv.ParseInt(lit.Text, 10, 32)
		if err != nil {
			return nil, b.errorf(lit, pgerr.SyntaxError, "invalid integer %q", lit.Text)
		}
		return expr.NewConst(types.Int4, types.NewInt(n)), nil
	case parser.Numeric:
		return b.number(lit)
	case parser.String:
		return b.untyped(lit, types.NewText(lit.Text)), nil
	}
	return nil, b.unsupported(lit, "bit string type")
}

// untyped is a constant that keeps its place: what it is read as later may
// not take it.
func (b *binder) untyped(lit *parser.Literal, v types.Value) *expr.Const {
	c := expr.NewConst(types.Unknown, v)
	c.Pos = b.position(lit)
	return c
}

// number is a constant that the grammar does not take for an int4: bigint if
// that can hold it, else numeric (PostgreSQL manual, 4.1.2.6). The least int4
// comes here too, since the grammar reads it without its sign.
func (b *binder) number(lit *parser.Literal) (expr.Expr, error) {
	if n, err := strconv.ParseInt(lit.Text, 10, 32); err == nil {
		return expr.NewConst(types.Int4, types.NewInt(n)), nil
	}
	if n, err := strconv.ParseInt(lit.Text, 10, 64); err == nil {
		return expr.NewConst(types.Int8, types.NewInt(n)), nil
	}
	v, err := types.ParseText(types.Numeric, types.NoTypmod, lit.Text, b.Values.Parse)
	if err != nil {
		return nil, b.at(err, lit)
	}
	if d := v.Numeric(); d.Form == apd.NaN {
		return nil, b.errorf(lit, pgerr.SyntaxError, "invalid number %q", lit.Text)
	}
	return expr.NewConst(types.Numeric, v), nil
}

// param binds $n. Its type is what the client gave, or what the first use
// settled; until then it is Unknown.
func (b *binder) param(p *parser.Param) (expr.Expr, error) {
	if p.Number < 1 || p.Number > 65535 {
		return nil, b.errorf(p, pgerr.UndefinedParameter, "there is no parameter $%d", p.Number)
	}
	for len(b.Params) < p.Number {
		b.Params = append(b.Params, nil)
	}
	t := b.Params[p.Number-1]
	if t == nil {
		t = types.Unknown
	}
	return &expr.Param{Result: expr.ResultOf(t), Number: p.Number}, nil
}

// settleParam gives a parameter of unknown type the type its use asks for.
func (b *binder) settleParam(p *expr.Param, t *types.Type) (expr.Expr, error) {
	known := b.Params[p.Number-1]
	if known != nil && known != types.Unknown && known != t {
		return nil, pgerr.Newf(pgerr.AmbiguousParameter, "inconsistent types deduced for parameter $%d", p.Number).
			WithDetail("%s versus %s", known.SQLName, t.SQLName)
	}
	b.Params[p.Number-1] = t
	return &expr.Param{Result: expr.ResultOf(t), Number: p.Number}, nil
}
