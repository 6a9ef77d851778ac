package parser

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func (c *converter) insert(s *pg.InsertStmt) Stmt {
	return &Insert{
		Loc:        c.start,
		With:       c.with(s.WithClause),
		Table:      c.table(s.Relation),
		Columns:    each(s.Cols, c.assignTarget),
		Overriding: overriding(s.Override),
		Source:     c.queryNode(s.SelectStmt),
		OnConflict: c.onConflict(s.OnConflictClause),
		Returning:  c.targets(s.ReturningList),
	}
}

func overriding(k pg.OverridingKind) Overriding {
	switch k {
	case pg.OverridingKind_OVERRIDING_USER_VALUE:
		return OverridingUser
	case pg.OverridingKind_OVERRIDING_SYSTEM_VALUE:
		return OverridingSystem
	}
	return OverridingNone
}

func (c *converter) onConflict(o *pg.OnConflictClause) *OnConflict {
	if o == nil {
		return nil
	}
	return &OnConflict{
		Loc:      Loc(o.Location),
		Target:   c.conflictTarget(o.Infer),
		DoUpdate: o.Action == pg.OnConflictAction_ONCONFLICT_UPDATE,
		Set:      c.assignments(o.TargetList),
		Where:    c.expr(o.WhereClause),
	}
}

func (c *converter) conflictTarget(i *pg.InferClause) *ConflictTarget {
	if i == nil {
		return nil
	}
	return &ConflictTarget{
		Loc:        Loc(i.Location),
		Elems:      c.indexElems(i.IndexElems),
		Where:      c.expr(i.WhereClause),
		Constraint: i.Conname,
	}
}

func (c *converter) update(s *pg.UpdateStmt) Stmt {
	return &Update{
		Loc:       c.start,
		With:      c.with(s.WithClause),
		Table:     c.table(s.Relation),
		Set:       c.assignments(s.TargetList),
		From:      c.from(s.FromClause),
		Where:     c.expr(s.WhereClause),
		Returning: c.targets(s.ReturningList),
	}
}

// assignments puts the columns of (a, b) = source together again: the grammar
// has one item for each, all with the same source.
func (c *converter) assignments(list []*pg.Node) []*Assignment {
	var out []*Assignment
	for _, n := range list {
		r := n.GetResTarget()
		target := c.assignTarget(n)
		multi := r.GetVal().GetMultiAssignRef()
		switch {
		case multi == nil:
			out = append(out, &Assignment{Loc: target.Loc, Targets: []*AssignTarget{target}, Value: c.expr(r.GetVal())})
		case multi.Colno == 1:
			out = append(out, &Assignment{Loc: target.Loc, Multi: true, Targets: []*AssignTarget{target}, Value: c.expr(multi.Source)})
		default:
			last := out[len(out)-1]
			last.Targets = append(last.Targets, target)
		}
	}
	return out
}

func (c *converter) assignTarget(n *pg.Node) *AssignTarget {
	r := n.GetResTarget()
	return &AssignTarget{
		Loc:    Loc(r.GetLocation()),
		Column: r.GetName(),
		Path:   each(r.GetIndirection(), c.selector),
	}
}

func (c *converter) delete(s *pg.DeleteStmt) Stmt {
	return &Delete{
		Loc:       c.start,
		With:      c.with(s.WithClause),
		Table:     c.table(s.Relation),
		Using:     c.from(s.UsingClause),
		Where:     c.expr(s.WhereClause),
		Returning: c.targets(s.ReturningList),
	}
}

func (c *converter) merge(s *pg.MergeStmt) Stmt {
	return &Merge{
		Loc:    c.start,
		With:   c.with(s.WithClause),
		Table:  c.table(s.Relation),
		Source: c.tableExpr(s.SourceRelation),
		On:     c.expr(s.JoinCondition),
		Whens:  each(s.MergeWhenClauses, func(n *pg.Node) *MergeWhen { return c.mergeWhen(n.GetMergeWhenClause()) }),
	}
}

func (c *converter) mergeWhen(w *pg.MergeWhenClause) *MergeWhen {
	when := &MergeWhen{Matched: w.Matched, Cond: c.expr(w.Condition)}
	switch w.CommandType {
	case pg.CmdType_CMD_INSERT:
		when.Action = MergeInsert
		when.Columns = each(w.TargetList, c.assignTarget)
		when.Overriding = overriding(w.Override)
		when.Values = c.exprs(w.Values)
	case pg.CmdType_CMD_UPDATE:
		when.Action = MergeUpdate
		when.Set = c.assignments(w.TargetList)
	case pg.CmdType_CMD_DELETE:
		when.Action = MergeDelete
	}
	return when
}

func (c *converter) copy(s *pg.CopyStmt) Stmt {
	copied := &Copy{
		Loc:     c.start,
		Table:   c.table(s.Relation),
		Columns: names(s.Attlist),
		From:    s.IsFrom,
		Program: s.IsProgram,
		Path:    s.Filename,
		Options: c.options(s.Options),
		Where:   c.expr(s.WhereClause),
	}
	if s.Query != nil {
		c.refuseCopyInto(s.Query.GetSelectStmt())
		copied.Query = c.inner(s.Query)
	}
	return copied
}

func (c *converter) refuseCopyInto(s *pg.SelectStmt) {
	if s.GetIntoClause() != nil {
		c.fail(pgerr.Unsupported("COPY (SELECT INTO)"), int(Unknown))
	}
}
