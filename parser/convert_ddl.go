package parser

import (
	pg "github.com/pganalyze/pg_query_go/v5"
)

func (c *converter) createTable(s *pg.CreateStmt) Stmt {
	return &CreateTable{
		Loc:          c.start,
		Table:        c.table(s.Relation),
		IfNotExists:  s.IfNotExists,
		Elems:        each(s.TableElts, c.tableElem),
		Inherits:     c.tables(s.InhRelations),
		OfType:       c.typeName(s.OfTypename),
		PartitionOf:  c.partitionBound(s.Partbound),
		PartitionBy:  c.partitionSpec(s.Partspec),
		Options:      c.options(s.Options),
		OnCommit:     onCommit(s.Oncommit),
		Tablespace:   s.Tablespacename,
		AccessMethod: s.AccessMethod,
	}
}

func (c *converter) tableElem(n *pg.Node) TableElem {
	switch n := n.GetNode().(type) {
	case *pg.Node_ColumnDef:
		return c.columnDef(n.ColumnDef)
	case *pg.Node_Constraint:
		return c.constraint(n.Constraint)
	}
	like := n.GetTableLikeClause()
	t := c.table(like.GetRelation())
	return &LikeTable{Loc: t.Loc, Table: t, Include: LikeInclude(like.GetOptions())}
}

func (c *converter) columnDef(d *pg.ColumnDef) *ColumnDef {
	return &ColumnDef{
		Loc:         Loc(d.Location),
		Name:        d.Colname,
		Type:        c.typeName(d.TypeName),
		Collation:   c.collate(d.CollClause),
		Constraints: c.columnConstraints(d.Constraints),
		Storage:     d.StorageName,
		Compression: d.Compression,
	}
}

func onCommit(a pg.OnCommitAction) OnCommit {
	switch a {
	case pg.OnCommitAction_ONCOMMIT_PRESERVE_ROWS:
		return OnCommitPreserve
	case pg.OnCommitAction_ONCOMMIT_DELETE_ROWS:
		return OnCommitDelete
	case pg.OnCommitAction_ONCOMMIT_DROP:
		return OnCommitDrop
	}
	return OnCommitDefault
}

func (c *converter) intoClause(i *pg.IntoClause) *CreateTableAs {
	return &CreateTableAs{
		Table:        c.table(i.Rel),
		Columns:      names(i.ColNames),
		WithNoData:   i.SkipData,
		Options:      c.options(i.Options),
		OnCommit:     onCommit(i.OnCommit),
		Tablespace:   i.TableSpaceName,
		AccessMethod: i.AccessMethod,
	}
}

func (c *converter) createTableAs(s *pg.CreateTableAsStmt) Stmt {
	create := c.intoClause(s.Into)
	create.Loc = c.start
	create.IfNotExists = s.IfNotExists
	create.Materialized = s.Objtype == pg.ObjectType_OBJECT_MATVIEW
	create.Query = c.inner(s.Query)
	return create
}

func (c *converter) createView(s *pg.ViewStmt) Stmt {
	return &CreateView{
		Loc:         c.start,
		View:        c.table(s.View),
		Columns:     names(s.Aliases),
		Query:       c.queryNode(s.Query),
		Replace:     s.Replace,
		Options:     c.options(s.Options),
		CheckOption: checkOption(s.WithCheckOption),
	}
}

func checkOption(o pg.ViewCheckOption) CheckOption {
	switch o {
	case pg.ViewCheckOption_LOCAL_CHECK_OPTION:
		return CheckLocal
	case pg.ViewCheckOption_CASCADED_CHECK_OPTION:
		return CheckCascaded
	}
	return CheckNone
}

func (c *converter) createIndex(s *pg.IndexStmt) Stmt {
	return &CreateIndex{
		Loc:              c.start,
		Name:             s.Idxname,
		Table:            c.table(s.Relation),
		Method:           s.AccessMethod,
		Unique:           s.Unique,
		Concurrently:     s.Concurrent,
		IfNotExists:      s.IfNotExists,
		NullsNotDistinct: s.NullsNotDistinct,
		Elems:            c.indexElems(s.IndexParams),
		Include:          c.indexElems(s.IndexIncludingParams),
		Options:          c.options(s.Options),
		Tablespace:       s.TableSpace,
		Where:            c.expr(s.WhereClause),
	}
}

func (c *converter) indexElems(list []*pg.Node) []*IndexElem {
	return each(list, func(n *pg.Node) *IndexElem { return c.indexElem(n.GetIndexElem()) })
}

func (c *converter) indexElem(e *pg.IndexElem) *IndexElem {
	elem := &IndexElem{
		Loc:       Unknown,
		Column:    e.Name,
		Expr:      c.expr(e.Expr),
		Collation: c.optionalName(e.Collation),
		OpClass:   c.optionalName(e.Opclass),
		Desc:      e.Ordering == pg.SortByDir_SORTBY_DESC,
		Nulls:     nullsOrder(e.NullsOrdering),
	}
	if elem.Expr != nil {
		elem.Loc = Loc(elem.Expr.Pos())
	}
	return elem
}

func (c *converter) optionalName(list []*pg.Node) *QualifiedName {
	if len(list) == 0 {
		return nil
	}
	name := c.qualified(list, int32(Unknown))
	return &name
}

func (c *converter) createSequence(s *pg.CreateSeqStmt) Stmt {
	return &CreateSequence{
		Loc:         c.start,
		Sequence:    c.table(s.Sequence),
		IfNotExists: s.IfNotExists,
		Options:     c.sequenceOptions(s.Options),
	}
}

func (c *converter) alterSequence(s *pg.AlterSeqStmt) Stmt {
	return &AlterSequence{
		Loc:      c.start,
		Sequence: c.table(s.Sequence),
		IfExists: s.MissingOk,
		Options:  c.sequenceOptions(s.Options),
	}
}
