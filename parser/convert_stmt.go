package parser

import pg "github.com/pganalyze/pg_query_go/v5"

// stmt converts one command: the ones that read and change rows here, the
// others in definition and utility.
func (c *converter) stmt(n *pg.Node) Stmt {
	switch n := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		return c.selectStmt(n.SelectStmt)
	case *pg.Node_InsertStmt:
		return c.insert(n.InsertStmt)
	case *pg.Node_UpdateStmt:
		return c.update(n.UpdateStmt)
	case *pg.Node_DeleteStmt:
		return c.delete(n.DeleteStmt)
	case *pg.Node_MergeStmt:
		return c.merge(n.MergeStmt)
	case *pg.Node_CopyStmt:
		return c.copy(n.CopyStmt)
	case *pg.Node_TransactionStmt:
		return c.transaction(n.TransactionStmt)
	case *pg.Node_VariableSetStmt:
		return c.set(n.VariableSetStmt)
	}
	if s := c.definition(n); s != nil {
		return s
	}
	if s := c.utility(n); s != nil {
		return s
	}
	return &Unmodelled{Loc: c.start, Feature: feature(n)}
}

func (c *converter) definition(n *pg.Node) Stmt {
	switch n := n.GetNode().(type) {
	case *pg.Node_CreateStmt:
		return c.createTable(n.CreateStmt)
	case *pg.Node_CreateTableAsStmt:
		return c.createTableAs(n.CreateTableAsStmt)
	case *pg.Node_ViewStmt:
		return c.createView(n.ViewStmt)
	case *pg.Node_IndexStmt:
		return c.createIndex(n.IndexStmt)
	case *pg.Node_CreateSeqStmt:
		return c.createSequence(n.CreateSeqStmt)
	case *pg.Node_AlterSeqStmt:
		return c.alterSequence(n.AlterSeqStmt)
	case *pg.Node_CreateSchemaStmt:
		return c.createSchema(n.CreateSchemaStmt)
	case *pg.Node_CreatedbStmt:
		return c.createDatabase(n.CreatedbStmt)
	case *pg.Node_DropdbStmt:
		return c.dropDatabase(n.DropdbStmt)
	case *pg.Node_AlterTableStmt:
		return c.alterTable(n.AlterTableStmt)
	case *pg.Node_RenameStmt:
		return c.rename(n.RenameStmt)
	case *pg.Node_AlterObjectSchemaStmt:
		return c.setSchema(n.AlterObjectSchemaStmt)
	case *pg.Node_DropStmt:
		return c.drop(n.DropStmt)
	case *pg.Node_TruncateStmt:
		return c.truncate(n.TruncateStmt)
	case *pg.Node_CommentStmt:
		return c.comment(n.CommentStmt)
	}
	return nil
}

func (c *converter) utility(n *pg.Node) Stmt {
	switch n := n.GetNode().(type) {
	case *pg.Node_PrepareStmt:
		return c.prepare(n.PrepareStmt)
	case *pg.Node_ExecuteStmt:
		return c.execute(n.ExecuteStmt)
	case *pg.Node_DeallocateStmt:
		return &Deallocate{Loc: c.start, Name: n.DeallocateStmt.Name}
	case *pg.Node_DeclareCursorStmt:
		return c.declareCursor(n.DeclareCursorStmt)
	case *pg.Node_FetchStmt:
		return c.fetch(n.FetchStmt)
	case *pg.Node_ClosePortalStmt:
		return &CloseCursor{Loc: c.start, Name: n.ClosePortalStmt.Portalname}
	case *pg.Node_VariableShowStmt:
		return &Show{Loc: c.start, Name: n.VariableShowStmt.Name}
	case *pg.Node_DiscardStmt:
		return c.discard(n.DiscardStmt)
	case *pg.Node_ExplainStmt:
		return c.explain(n.ExplainStmt)
	case *pg.Node_LockStmt:
		return c.lock(n.LockStmt)
	case *pg.Node_ConstraintsSetStmt:
		return c.setConstraints(n.ConstraintsSetStmt)
	case *pg.Node_ListenStmt:
		return &Listen{Loc: c.start, Channel: n.ListenStmt.Conditionname}
	case *pg.Node_UnlistenStmt:
		return &Unlisten{Loc: c.start, Channel: n.UnlistenStmt.Conditionname}
	case *pg.Node_NotifyStmt:
		return &Notify{Loc: c.start, Channel: n.NotifyStmt.Conditionname, Payload: n.NotifyStmt.Payload}
	case *pg.Node_VacuumStmt:
		return c.vacuum(n.VacuumStmt)
	case *pg.Node_ReindexStmt:
		return c.reindex(n.ReindexStmt)
	case *pg.Node_RefreshMatViewStmt:
		return c.refreshView(n.RefreshMatViewStmt)
	case *pg.Node_CheckPointStmt:
		return &Checkpoint{Loc: c.start}
	}
	return nil
}
