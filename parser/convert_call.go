package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) funcCall(f *pg.FuncCall) Expr {
	call := &FuncCall{
		Loc:         Loc(f.Location),
		Name:        c.qualified(f.Funcname, f.Location),
		Args:        c.exprs(f.Args),
		Star:        f.AggStar,
		Distinct:    f.AggDistinct,
		Variadic:    f.FuncVariadic,
		OrderBy:     c.sortItems(f.AggOrder),
		WithinGroup: f.AggWithinGroup,
		Filter:      c.expr(f.AggFilter),
		Over:        c.window(f.Over),
		SQLSyntax:   f.Funcformat == pg.CoercionForm_COERCE_SQL_SYNTAX,
	}
	if call.SQLSyntax && call.Name.Name == "xmlexists" {
		c.unsupported("XMLEXISTS", f.Location)
	}
	return call
}

// indirection nests what is written in a row: x[1][2].a becomes the field a of
// the element [1][2] of x. Parentheses tell (x[1])[2] from x[1][2].
func (c *converter) indirection(n *pg.A_Indirection) Expr {
	e := c.expr(n.Arg)
	loc := Loc(e.Pos())
	var open *Subscript
	for _, step := range n.Indirection {
		s := c.selector(step)
		if s.Index == nil {
			e, open = selected(e, loc, s), nil
			continue
		}
		if open == nil {
			open = &Subscript{Loc: loc, Arg: e}
			e = open
		}
		open.Indices = append(open.Indices, s.Index)
	}
	return e
}

func selected(e Expr, loc Loc, s *Selector) Expr {
	if s.Star {
		return &FieldStar{Loc: loc, Arg: e}
	}
	return &FieldSelect{Loc: loc, Arg: e, Field: s.Field}
}

func (c *converter) selector(n *pg.Node) *Selector {
	switch n := n.GetNode().(type) {
	case *pg.Node_AStar:
		return &Selector{Star: true}
	case *pg.Node_AIndices:
		i := n.AIndices
		return &Selector{Index: &Index{Slice: i.IsSlice, Low: c.expr(i.Lidx), High: c.expr(i.Uidx)}}
	}
	return &Selector{Field: n.GetString_().GetSval()}
}

// unsupportedExpr names the expressions that have no tree of their own here.
func (c *converter) unsupportedExpr(n *pg.Node) Expr {
	feature, location := "this expression", int32(Unknown)
	switch n := n.GetNode().(type) {
	case *pg.Node_XmlExpr:
		feature, location = xmlFeatures[n.XmlExpr.Op], n.XmlExpr.Location
	case *pg.Node_XmlSerialize:
		feature, location = "XMLSERIALIZE", n.XmlSerialize.Location
	case *pg.Node_JsonObjectConstructor:
		feature, location = "JSON_OBJECT", n.JsonObjectConstructor.Location
	case *pg.Node_JsonArrayConstructor:
		feature, location = "JSON_ARRAY", n.JsonArrayConstructor.Location
	case *pg.Node_JsonArrayQueryConstructor:
		feature, location = "JSON_ARRAY", n.JsonArrayQueryConstructor.Location
	case *pg.Node_JsonObjectAgg:
		feature, location = "JSON_OBJECTAGG", n.JsonObjectAgg.Constructor.GetLocation()
	case *pg.Node_JsonArrayAgg:
		feature, location = "JSON_ARRAYAGG", n.JsonArrayAgg.Constructor.GetLocation()
	case *pg.Node_JsonIsPredicate:
		feature, location = "IS JSON", n.JsonIsPredicate.Location
	}
	c.unsupported(feature, location)
	return &Literal{Loc: Loc(location)}
}

var xmlFeatures = map[pg.XmlExprOp]string{
	pg.XmlExprOp_IS_XMLCONCAT:    "XMLCONCAT",
	pg.XmlExprOp_IS_XMLELEMENT:   "XMLELEMENT",
	pg.XmlExprOp_IS_XMLFOREST:    "XMLFOREST",
	pg.XmlExprOp_IS_XMLPARSE:     "XMLPARSE",
	pg.XmlExprOp_IS_XMLPI:        "XMLPI",
	pg.XmlExprOp_IS_XMLROOT:      "XMLROOT",
	pg.XmlExprOp_IS_XMLSERIALIZE: "XMLSERIALIZE",
	pg.XmlExprOp_IS_DOCUMENT:     "IS DOCUMENT",
}
