package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) exprs(list []*pg.Node) []Expr { return each(list, c.expr) }

// expr converts an expression; an absent one is nil.
func (c *converter) expr(n *pg.Node) Expr {
	switch n := n.GetNode().(type) {
	case nil:
		return nil
	case *pg.Node_ColumnRef:
		return columnRef(n.ColumnRef)
	case *pg.Node_AConst:
		return c.literal(n.AConst)
	case *pg.Node_ParamRef:
		return &Param{Loc: Loc(n.ParamRef.Location), Number: int(n.ParamRef.Number)}
	case *pg.Node_AExpr:
		return c.operation(n.AExpr)
	case *pg.Node_BoolExpr:
		return c.boolExpr(n.BoolExpr)
	case *pg.Node_FuncCall:
		return c.funcCall(n.FuncCall)
	case *pg.Node_TypeCast:
		return c.cast(n.TypeCast)
	case *pg.Node_SubLink:
		return c.subLink(n.SubLink)
	case *pg.Node_NullTest:
		return c.nullTest(n.NullTest)
	case *pg.Node_BooleanTest:
		return c.booleanTest(n.BooleanTest)
	}
	return c.specialExpr(n)
}

// specialExpr converts the expressions with a keyword of their own.
func (c *converter) specialExpr(n *pg.Node) Expr {
	switch n := n.GetNode().(type) {
	case *pg.Node_CaseExpr:
		return c.caseExpr(n.CaseExpr)
	case *pg.Node_CoalesceExpr:
		return &Coalesce{Loc: Loc(n.CoalesceExpr.Location), Args: c.exprs(n.CoalesceExpr.Args)}
	case *pg.Node_MinMaxExpr:
		return c.minMax(n.MinMaxExpr)
	case *pg.Node_AArrayExpr:
		return &Array{Loc: Loc(n.AArrayExpr.Location), Elems: c.exprs(n.AArrayExpr.Elements)}
	case *pg.Node_RowExpr:
		return c.row(n.RowExpr)
	case *pg.Node_AIndirection:
		return c.indirection(n.AIndirection)
	case *pg.Node_CollateClause:
		return c.collate(n.CollateClause)
	case *pg.Node_SqlvalueFunction:
		return sqlValue(n.SqlvalueFunction)
	case *pg.Node_GroupingFunc:
		return &Grouping{Loc: Loc(n.GroupingFunc.Location), Args: c.exprs(n.GroupingFunc.Args)}
	case *pg.Node_GroupingSet:
		return c.groupingSet(n.GroupingSet)
	case *pg.Node_NamedArgExpr:
		a := n.NamedArgExpr
		return &NamedArg{Loc: Loc(a.Location), Name: a.Name, Arg: c.expr(a.Arg)}
	case *pg.Node_SetToDefault:
		return &Default{Loc: Loc(n.SetToDefault.Location)}
	case *pg.Node_CurrentOfExpr:
		return &CurrentOf{Loc: Unknown, Cursor: n.CurrentOfExpr.CursorName}
	}
	return c.unsupportedExpr(n)
}

func columnRef(r *pg.ColumnRef) Expr {
	fields := r.Fields
	ref := &ColumnRef{Loc: Loc(r.Location)}
	if last := len(fields) - 1; last >= 0 && fields[last].GetAStar() != nil {
		ref.Star, fields = true, fields[:last]
	}
	ref.Names = names(fields)
	return ref
}

func (c *converter) boolExpr(b *pg.BoolExpr) Expr {
	args := c.exprs(b.Args)
	switch b.Boolop {
	case pg.BoolExprType_AND_EXPR:
		return &And{Loc: Loc(b.Location), Args: args}
	case pg.BoolExprType_OR_EXPR:
		return &Or{Loc: Loc(b.Location), Args: args}
	}
	// The grammar has no node for x NOT IN (SELECT ...).
	if in, ok := args[0].(*InSubquery); ok && !in.Not {
		in.Not = true
		return in
	}
	return &Not{Loc: Loc(b.Location), Arg: args[0]}
}

func (c *converter) nullTest(t *pg.NullTest) Expr {
	return &IsNull{
		Loc: Loc(t.Location),
		Arg: c.expr(t.Arg),
		Not: t.Nulltesttype == pg.NullTestType_IS_NOT_NULL,
	}
}

func (c *converter) booleanTest(t *pg.BooleanTest) Expr {
	test := booleanTests[t.Booltesttype]
	return &IsTruth{Loc: Loc(t.Location), Arg: c.expr(t.Arg), Value: test.value, Not: test.not}
}

var booleanTests = map[pg.BoolTestType]struct {
	value Truth
	not   bool
}{
	pg.BoolTestType_IS_TRUE:        {True, false},
	pg.BoolTestType_IS_NOT_TRUE:    {True, true},
	pg.BoolTestType_IS_FALSE:       {False, false},
	pg.BoolTestType_IS_NOT_FALSE:   {False, true},
	pg.BoolTestType_IS_UNKNOWN:     {UnknownTruth, false},
	pg.BoolTestType_IS_NOT_UNKNOWN: {UnknownTruth, true},
}

func (c *converter) caseExpr(e *pg.CaseExpr) Expr {
	return &Case{
		Loc:   Loc(e.Location),
		Arg:   c.expr(e.Arg),
		Whens: each(e.Args, c.when),
		Else:  c.expr(e.Defresult),
	}
}

func (c *converter) when(n *pg.Node) *When {
	w := n.GetCaseWhen()
	return &When{Loc: Loc(w.GetLocation()), Cond: c.expr(w.GetExpr()), Result: c.expr(w.GetResult())}
}

func (c *converter) minMax(m *pg.MinMaxExpr) Expr {
	return &MinMax{
		Loc:   Loc(m.Location),
		Least: m.Op == pg.MinMaxOp_IS_LEAST,
		Args:  c.exprs(m.Args),
	}
}

func (c *converter) row(r *pg.RowExpr) Expr {
	return &Row{
		Loc:      Loc(r.Location),
		Args:     c.exprs(r.Args),
		Explicit: r.RowFormat == pg.CoercionForm_COERCE_EXPLICIT_CALL,
	}
}

func (c *converter) collate(e *pg.CollateClause) *Collate {
	if e == nil {
		return nil
	}
	return &Collate{
		Loc:       Loc(e.Location),
		Arg:       c.expr(e.Arg),
		Collation: c.qualified(e.Collname, e.Location),
	}
}

func (c *converter) groupingSet(g *pg.GroupingSet) Expr {
	return &GroupingSet{
		Loc:   Loc(g.Location),
		Kind:  groupingSetKinds[g.Kind],
		Items: c.exprs(g.Content),
	}
}

var groupingSetKinds = map[pg.GroupingSetKind]GroupingSetKind{
	pg.GroupingSetKind_GROUPING_SET_EMPTY:  EmptySet,
	pg.GroupingSetKind_GROUPING_SET_ROLLUP: Rollup,
	pg.GroupingSetKind_GROUPING_SET_CUBE:   Cube,
	pg.GroupingSetKind_GROUPING_SET_SETS:   GroupingSets,
}
