package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) from(list []*pg.Node) []TableExpr {
	return each(list, c.tableExpr)
}

func (c *converter) tableExpr(n *pg.Node) TableExpr {
	switch n := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		return c.table(n.RangeVar)
	case *pg.Node_RangeTableSample:
		return c.sampledTable(n.RangeTableSample)
	case *pg.Node_RangeSubselect:
		return c.derivedTable(n.RangeSubselect)
	case *pg.Node_RangeFunction:
		return c.funcTable(n.RangeFunction)
	case *pg.Node_JoinExpr:
		return c.join(n.JoinExpr)
	case *pg.Node_RangeTableFunc:
		c.unsupported("XMLTABLE", n.RangeTableFunc.Location)
	default:
		c.unsupported("this item of FROM", int32(Unknown))
	}
	return &Table{Loc: Unknown}
}

func (c *converter) sampledTable(s *pg.RangeTableSample) *Table {
	t := c.table(s.Relation.GetRangeVar())
	t.Sample = &Sample{
		Loc:        Loc(s.Location),
		Method:     c.qualified(s.Method, s.Location),
		Args:       c.exprs(s.Args),
		Repeatable: c.expr(s.Repeatable),
	}
	return t
}

func (c *converter) derivedTable(s *pg.RangeSubselect) *DerivedTable {
	q := c.queryNode(s.Subquery)
	return &DerivedTable{Loc: q.Loc, Lateral: s.Lateral, Query: q, Alias: alias(s.Alias)}
}

func (c *converter) funcTable(f *pg.RangeFunction) *FuncTable {
	t := &FuncTable{
		Lateral:    f.Lateral,
		Ordinality: f.Ordinality,
		RowsFrom:   f.IsRowsfrom,
		Funcs:      each(f.Functions, c.tableFunc),
		Alias:      alias(f.Alias),
		Columns:    c.columnDefs(f.Coldeflist),
	}
	t.Loc = Loc(t.Funcs[0].Call.Pos())
	return t
}

// tableFunc reads a pair of a call and its column definitions.
func (c *converter) tableFunc(n *pg.Node) *TableFunc {
	pair := n.GetList().GetItems()
	f := &TableFunc{Call: c.expr(pair[0])}
	if len(pair) > 1 {
		f.Columns = c.columnDefs(pair[1].GetList().GetItems())
	}
	return f
}

func (c *converter) columnDefs(list []*pg.Node) []*ColumnDef {
	return each(list, func(n *pg.Node) *ColumnDef { return c.columnDef(n.GetColumnDef()) })
}

func (c *converter) join(j *pg.JoinExpr) *Join {
	join := &Join{
		Left:    c.tableExpr(j.Larg),
		Right:   c.tableExpr(j.Rarg),
		Natural: j.IsNatural,
		Using:   names(j.UsingClause),
		On:      c.expr(j.Quals),
		Alias:   alias(j.Alias),
	}
	join.Loc = Loc(join.Left.Pos())
	join.Kind = joinKind(j.Jointype)
	if join.Kind == InnerJoin && !join.Natural && join.Using == nil && join.On == nil {
		join.Kind = CrossJoin
	}
	if j.JoinUsingAlias != nil {
		join.UsingAlias = j.JoinUsingAlias.Aliasname
	}
	return join
}

func joinKind(t pg.JoinType) JoinKind {
	switch t {
	case pg.JoinType_JOIN_LEFT:
		return LeftJoin
	case pg.JoinType_JOIN_RIGHT:
		return RightJoin
	case pg.JoinType_JOIN_FULL:
		return FullJoin
	}
	return InnerJoin
}
