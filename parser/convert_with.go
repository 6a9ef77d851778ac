package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) with(w *pg.WithClause) *With {
	if w == nil {
		return nil
	}
	return &With{
		Loc:       Loc(w.Location),
		Recursive: w.Recursive,
		CTEs:      each(w.Ctes, func(n *pg.Node) *CTE { return c.cte(n.GetCommonTableExpr()) }),
	}
}

func (c *converter) cte(e *pg.CommonTableExpr) *CTE {
	return &CTE{
		Loc:          Loc(e.Location),
		Name:         e.Ctename,
		Columns:      names(e.Aliascolnames),
		Materialized: materialized(e.Ctematerialized),
		Stmt:         c.inner(e.Ctequery),
		Search:       cteSearch(e.SearchClause),
		Cycle:        c.cteCycle(e.CycleClause),
	}
}

func materialized(m pg.CTEMaterialize) Materialized {
	switch m {
	case pg.CTEMaterialize_CTEMaterializeAlways:
		return MaterializeAlways
	case pg.CTEMaterialize_CTEMaterializeNever:
		return MaterializeNever
	}
	return MaterializeDefault
}

func cteSearch(s *pg.CTESearchClause) *CTESearch {
	if s == nil {
		return nil
	}
	return &CTESearch{
		Loc:     Loc(s.Location),
		Breadth: s.SearchBreadthFirst,
		By:      names(s.SearchColList),
		Set:     s.SearchSeqColumn,
	}
}

func (c *converter) cteCycle(s *pg.CTECycleClause) *CTECycle {
	if s == nil {
		return nil
	}
	return &CTECycle{
		Loc:     Loc(s.Location),
		Columns: names(s.CycleColList),
		Set:     s.CycleMarkColumn,
		Value:   c.expr(s.CycleMarkValue),
		Default: c.expr(s.CycleMarkDefault),
		Using:   s.CyclePathColumn,
	}
}

// inner converts a statement inside another one, where a SELECT has no INTO.
func (c *converter) inner(n *pg.Node) Stmt {
	if s := n.GetSelectStmt(); s != nil {
		return c.query(s)
	}
	return c.stmt(n)
}
