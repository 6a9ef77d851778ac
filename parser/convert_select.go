package parser

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// selectStmt converts a SELECT that is a command: it alone may have INTO, on
// its leftmost arm, and is then a CREATE TABLE AS.
func (c *converter) selectStmt(s *pg.SelectStmt) Stmt {
	leftmost := s
	for leftmost.Larg != nil {
		leftmost = leftmost.Larg
	}
	c.into = leftmost.IntoClause
	query := c.query(s)
	if c.into == nil {
		return query
	}
	create := c.intoClause(c.into)
	create.Loc, create.Query, create.Into = c.start, query, true
	return create
}

func (c *converter) query(s *pg.SelectStmt) *Query {
	if s == nil {
		return nil
	}
	q := &Query{
		With:    c.with(s.WithClause),
		Body:    c.queryBody(s),
		OrderBy: c.sortItems(s.SortClause),
		Limit:   c.limit(s),
		Locking: each(s.LockingClause, c.locking),
	}
	q.Loc = Loc(q.Body.Pos())
	if q.With != nil {
		q.Loc = q.With.Loc
	}
	return q
}

func (c *converter) queryNode(n *pg.Node) *Query { return c.query(n.GetSelectStmt()) }

func (c *converter) queryBody(s *pg.SelectStmt) QueryBody {
	switch {
	case s.Larg != nil:
		return c.setOp(s)
	case len(s.ValuesLists) > 0:
		return c.values(s.ValuesLists)
	}
	return c.selectCore(s)
}

func (c *converter) setOp(s *pg.SelectStmt) *SetOp {
	op := &SetOp{Kind: setOpKind(s.Op), All: s.All, Left: c.query(s.Larg), Right: c.query(s.Rarg)}
	op.Loc = op.Left.Loc
	return op
}

func setOpKind(op pg.SetOperation) SetOpKind {
	switch op {
	case pg.SetOperation_SETOP_INTERSECT:
		return Intersect
	case pg.SetOperation_SETOP_EXCEPT:
		return Except
	}
	return Union
}

func (c *converter) values(lists []*pg.Node) *Values {
	v := &Values{Loc: Unknown, Rows: make([][]Expr, len(lists))}
	for i, row := range lists {
		v.Rows[i] = c.exprs(row.GetList().GetItems())
	}
	if first := v.Rows[0]; len(first) > 0 {
		v.Loc = Loc(first[0].Pos())
	}
	return v
}

func (c *converter) selectCore(s *pg.SelectStmt) *Select {
	if s.IntoClause != nil && s.IntoClause != c.into {
		c.fail(pgerr.New(pgerr.SyntaxError, "SELECT ... INTO is not allowed here"),
			int(s.IntoClause.Rel.GetLocation()))
	}
	core := &Select{
		Loc:           Unknown,
		Distinct:      len(s.DistinctClause) > 0,
		Targets:       c.targets(s.TargetList),
		From:          c.from(s.FromClause),
		Where:         c.expr(s.WhereClause),
		GroupBy:       c.exprs(s.GroupClause),
		GroupDistinct: s.GroupDistinct,
		Having:        c.expr(s.HavingClause),
		Windows:       each(s.WindowClause, func(n *pg.Node) *Window { return c.window(n.GetWindowDef()) }),
	}
	// The grammar marks a DISTINCT without ON by a list of one empty node.
	if core.Distinct && s.DistinctClause[0].GetNode() != nil {
		core.DistinctOn = c.exprs(s.DistinctClause)
	}
	if len(core.Targets) > 0 {
		core.Loc = core.Targets[0].Loc
	}
	return core
}

func (c *converter) targets(list []*pg.Node) []*Target {
	return each(list, func(n *pg.Node) *Target {
		r := n.GetResTarget()
		return &Target{Loc: Loc(r.GetLocation()), Expr: c.expr(r.GetVal()), As: r.GetName()}
	})
}

func (c *converter) sortItems(list []*pg.Node) []*SortItem {
	return each(list, func(n *pg.Node) *SortItem { return c.sortItem(n.GetSortBy()) })
}

func (c *converter) sortItem(s *pg.SortBy) *SortItem {
	item := &SortItem{
		Expr:  c.expr(s.Node),
		Desc:  s.SortbyDir == pg.SortByDir_SORTBY_DESC,
		Nulls: nullsOrder(s.SortbyNulls),
	}
	item.Loc = Loc(item.Expr.Pos())
	if s.SortbyDir == pg.SortByDir_SORTBY_USING {
		using := c.qualified(s.UseOp, s.Location)
		item.Using = &using
	}
	return item
}

func nullsOrder(n pg.SortByNulls) NullsOrder {
	switch n {
	case pg.SortByNulls_SORTBY_NULLS_FIRST:
		return NullsFirst
	case pg.SortByNulls_SORTBY_NULLS_LAST:
		return NullsLast
	}
	return NullsDefault
}

func (c *converter) limit(s *pg.SelectStmt) *Limit {
	if s.LimitCount == nil && s.LimitOffset == nil {
		return nil
	}
	return &Limit{
		Count:    c.expr(s.LimitCount),
		Offset:   c.expr(s.LimitOffset),
		WithTies: s.LimitOption == pg.LimitOption_LIMIT_OPTION_WITH_TIES,
	}
}

func (c *converter) locking(n *pg.Node) *Locking {
	l := n.GetLockingClause()
	return &Locking{
		Strength: lockStrengths[l.GetStrength()],
		Of:       c.tables(l.GetLockedRels()),
		Wait:     lockWaits[l.GetWaitPolicy()],
	}
}

var lockStrengths = map[pg.LockClauseStrength]LockStrength{
	pg.LockClauseStrength_LCS_FORKEYSHARE:    ForKeyShare,
	pg.LockClauseStrength_LCS_FORSHARE:       ForShare,
	pg.LockClauseStrength_LCS_FORNOKEYUPDATE: ForNoKeyUpdate,
	pg.LockClauseStrength_LCS_FORUPDATE:      ForUpdate,
}

var lockWaits = map[pg.LockWaitPolicy]LockWait{
	pg.LockWaitPolicy_LockWaitBlock: WaitBlock,
	pg.LockWaitPolicy_LockWaitSkip:  SkipLocked,
	pg.LockWaitPolicy_LockWaitError: NoWait,
}
