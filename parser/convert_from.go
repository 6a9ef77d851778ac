package parser

import (
	"strings"
	"unicode"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

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

// derivedTable converts a subquery in FROM. Version 16 of the grammar takes one
// without an alias, version 15 does not.
func (c *converter) derivedTable(s *pg.RangeSubselect) *DerivedTable {
	q := c.queryNode(s.Subquery)
	if s.Alias == nil {
		c.missingAlias(q)
	}
	return &DerivedTable{Loc: q.Loc, Lateral: s.Lateral, Query: q, Alias: alias(s.Alias)}
}

func (c *converter) missingAlias(q *Query) {
	what, example := "subquery", "(SELECT ...)"
	if _, ok := q.Body.(*Values); ok {
		what, example = "VALUES", "(VALUES ...)"
	}
	err := pgerr.Newf(pgerr.SyntaxError, "%s in FROM must have an alias", what)
	err.Hint = "For example, FROM " + example + " [AS] foo."
	c.fail(err, c.openingBracket(int(q.Loc)))
}

// openingBracket goes back from the first item of a subquery to the
// outermost bracket before it, for which the grammar keeps no offset.
func (c *converter) openingBracket(offset int) int {
	bracket := offset
	for rest := c.sql[:max(offset, 0)]; ; {
		rest = strings.TrimRight(rest, space)
		word := rest[strings.LastIndexFunc(rest, notLetter)+1:]
		switch {
		case strings.HasSuffix(rest, "("):
			rest = rest[:len(rest)-1]
			bracket = len(rest)
		case selectWords[strings.ToLower(word)]:
			rest = strings.TrimSuffix(rest, word)
		default:
			return bracket
		}
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

var selectWords = map[string]bool{"select": true, "values": true, "distinct": true, "all": true}

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
