package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) typeName(t *pg.TypeName) *TypeName {
	if t == nil {
		return nil
	}
	return &TypeName{
		Loc:   Loc(t.Location),
		Name:  c.qualified(t.Names, t.Location),
		Mods:  c.exprs(t.Typmods),
		Dims:  each(t.ArrayBounds, func(n *pg.Node) int { return int(n.GetInteger().GetIval()) }),
		SetOf: t.Setof,
	}
}

func (c *converter) typeNames(list []*pg.Node) []*TypeName {
	return each(list, func(n *pg.Node) *TypeName { return c.typeName(n.GetTypeName()) })
}

func (c *converter) cast(t *pg.TypeCast) Expr {
	arg, typ := c.expr(t.Arg), c.typeName(t.TypeName)
	// The grammar casts TRUE and FALSE to bool; a cast that was written has an
	// offset.
	if lit, ok := arg.(*Literal); ok && lit.Kind == Bool && t.Location < 0 {
		return lit
	}
	loc := Loc(t.Location)
	if loc < 0 {
		loc = typ.Loc
	}
	return &Cast{Loc: loc, Arg: arg, Type: typ}
}
