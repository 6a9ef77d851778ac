package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// operation undoes the one node that the grammar has for operators and for
// everything it can express by one.
func (c *converter) operation(e *pg.A_Expr) Expr {
	loc := Loc(e.Location)
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_OP_ANY, pg.A_Expr_Kind_AEXPR_OP_ALL:
		return &Quantified{
			Loc:   loc,
			Op:    c.qualified(e.Name, e.Location),
			All:   e.Kind == pg.A_Expr_Kind_AEXPR_OP_ALL,
			Left:  c.expr(e.Lexpr),
			Array: c.expr(e.Rexpr),
		}
	case pg.A_Expr_Kind_AEXPR_DISTINCT, pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		not := e.Kind == pg.A_Expr_Kind_AEXPR_NOT_DISTINCT
		return &IsDistinct{Loc: loc, Left: c.expr(e.Lexpr), Right: c.expr(e.Rexpr), Not: not}
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		return &NullIf{Loc: loc, Left: c.expr(e.Lexpr), Right: c.expr(e.Rexpr)}
	case pg.A_Expr_Kind_AEXPR_IN:
		list := c.exprs(e.Rexpr.GetList().GetItems())
		return &In{Loc: loc, Arg: c.expr(e.Lexpr), List: list, Not: names(e.Name)[0] == "<>"}
	case pg.A_Expr_Kind_AEXPR_LIKE:
		return c.like(e, CaseLike)
	case pg.A_Expr_Kind_AEXPR_ILIKE:
		return c.like(e, ILike)
	case pg.A_Expr_Kind_AEXPR_SIMILAR:
		return c.like(e, SimilarTo)
	case pg.A_Expr_Kind_AEXPR_OP:
		name := c.qualified(e.Name, e.Location)
		return &Op{Loc: loc, Name: name, Left: c.expr(e.Lexpr), Right: c.expr(e.Rexpr)}
	}
	return c.between(e)
}

// like finds the pattern and the escape in the call that the grammar wraps
// them in: like_escape or similar_to_escape.
func (c *converter) like(e *pg.A_Expr, kind LikeKind) Expr {
	l := &Like{
		Loc:     Loc(e.Location),
		Kind:    kind,
		Arg:     c.expr(e.Lexpr),
		Pattern: c.expr(e.Rexpr),
		Not:     strings.HasPrefix(names(e.Name)[0], "!"),
	}
	call, ok := l.Pattern.(*FuncCall)
	if !ok || call.Name.Schema != "pg_catalog" {
		return l
	}
	if call.Name.Name == "like_escape" || call.Name.Name == "similar_to_escape" {
		l.Pattern = call.Args[0]
		if len(call.Args) > 1 {
			l.Escape = call.Args[1]
		}
	}
	return l
}

func (c *converter) between(e *pg.A_Expr) Expr {
	b := &Between{Loc: Loc(e.Location), Arg: c.expr(e.Lexpr)}
	if bounds := c.exprs(e.Rexpr.GetList().GetItems()); len(bounds) == 2 {
		b.Low, b.High = bounds[0], bounds[1]
	}
	switch e.Kind {
	case pg.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		b.Not = true
	case pg.A_Expr_Kind_AEXPR_BETWEEN_SYM:
		b.Symmetric = true
	case pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		b.Not, b.Symmetric = true, true
	}
	return b
}

func (c *converter) subLink(s *pg.SubLink) Expr {
	loc, query := Loc(s.Location), c.queryNode(s.Subselect)
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		return &Exists{Loc: loc, Query: query}
	case pg.SubLinkType_ARRAY_SUBLINK:
		return &ArraySubquery{Loc: loc, Query: query}
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK:
		if len(s.OperName) == 0 {
			return &InSubquery{Loc: loc, Arg: c.expr(s.Testexpr), Query: query}
		}
		return &QuantifiedSubquery{
			Loc:   loc,
			Op:    c.qualified(s.OperName, s.Location),
			All:   s.SubLinkType == pg.SubLinkType_ALL_SUBLINK,
			Left:  c.expr(s.Testexpr),
			Query: query,
		}
	}
	return &ScalarSubquery{Loc: loc, Query: query}
}
