package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) cast(l *level, c *parser.Cast) (expr.Expr, error) {
	if row, err := b.rowType(l, c); row != nil || err != nil {
		return row, err
	}
	t, typmod, err := b.typeName(c.Type)
	if err != nil {
		return nil, err
	}
	if a, ok := c.Arg.(*parser.Array); ok && t.IsArray() {
		return b.arrayOf(l, a, t, typmod)
	}
	arg, err := b.expr(l, c.Arg)
	if err != nil {
		return nil, err
	}
	node := parser.Node(c)
	if arg.Type() == types.Unknown {
		node = c.Arg
	}
	return b.coerce(arg, t, typmod, explicit, node)
}

// typeName finds a type and its modifier.
func (b *binder) typeName(n *parser.TypeName) (*types.Type, int32, error) {
	if n.SetOf {
		return nil, 0, b.unsupported(n, "SETOF")
	}
	t := types.ByName(n.Name.Name)
	schema := n.Name.Schema
	if t == nil || t.Own() != (schema == functions.OwnSchema) || !t.Own() && schema != "" && schema != "pg_catalog" {
		name := n.Name.Name
		if n.Name.Schema != "" {
			name = n.Name.Schema + "." + name
		}
		return nil, 0, b.errorf(n, pgerr.UndefinedObject, "type %q does not exist", name)
	}
	mods := make([]int32, len(n.Mods))
	for i, m := range n.Mods {
		c, err := b.expr(&level{}, m)
		lit, ok := c.(*expr.Const)
		if err != nil || !ok || lit.Of != types.Int4 {
			return nil, 0, b.errorf(n, pgerr.InvalidParameterValue, "type modifiers must be simple constants or identifiers")
		}
		mods[i] = int32(lit.Value.Int())
	}
	typmod := types.NoTypmod
	if len(mods) > 0 {
		var err error
		if typmod, err = types.EncodeTypmod(t, mods); err != nil {
			return nil, 0, b.at(err, n)
		}
	}
	if len(n.Dims) > 0 {
		if t.Array == nil {
			return nil, 0, b.errorf(n, pgerr.UndefinedObject, "type %q does not exist", t.SQLName+"[]")
		}
		t = t.Array
	}
	return t, typmod, nil
}

// collate accepts the collations that are the one collation there is.
func (b *binder) collate(l *level, c *parser.Collate) (expr.Expr, error) {
	switch c.Collation.Name {
	case "C", "POSIX", "default", "ucs_basic", "C.UTF-8", "C.utf8":
	default:
		return nil, b.errorf(c, pgerr.UndefinedObject, "collation %q for encoding \"UTF8\" does not exist", c.Collation.Name)
	}
	arg, err := b.expr(l, c.Arg)
	if err != nil {
		return nil, err
	}
	if t := arg.Type(); t.Category != types.CategoryString && t != types.Unknown {
		return nil, b.errorf(c, pgerr.DatatypeMismatch, "collations are not supported by type %s", t.SQLName)
	}
	return arg, nil
}
