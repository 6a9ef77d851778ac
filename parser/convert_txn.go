package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func (c *converter) transaction(s *pg.TransactionStmt) Stmt {
	return &Transaction{
		Loc:       c.start,
		Kind:      transactionKinds[s.Kind],
		Modes:     transactionModes(s.Options),
		Savepoint: s.SavepointName,
		GID:       s.Gid,
		Chain:     s.Chain,
	}
}

var transactionKinds = map[pg.TransactionStmtKind]TransactionKind{
	pg.TransactionStmtKind_TRANS_STMT_BEGIN:             Begin,
	pg.TransactionStmtKind_TRANS_STMT_START:             Start,
	pg.TransactionStmtKind_TRANS_STMT_COMMIT:            Commit,
	pg.TransactionStmtKind_TRANS_STMT_ROLLBACK:          Rollback,
	pg.TransactionStmtKind_TRANS_STMT_SAVEPOINT:         Savepoint,
	pg.TransactionStmtKind_TRANS_STMT_RELEASE:           Release,
	pg.TransactionStmtKind_TRANS_STMT_ROLLBACK_TO:       RollbackTo,
	pg.TransactionStmtKind_TRANS_STMT_PREPARE:           PrepareTransaction,
	pg.TransactionStmtKind_TRANS_STMT_COMMIT_PREPARED:   CommitPrepared,
	pg.TransactionStmtKind_TRANS_STMT_ROLLBACK_PREPARED: RollbackPrepared,
}

// transactionModes reads the modes; the last one of a kind counts.
func transactionModes(list []*pg.Node) TransactionModes {
	var m TransactionModes
	for _, n := range list {
		d := n.GetDefElem()
		value := d.GetArg().GetAConst()
		on := value.GetIval().GetIval() != 0
		switch d.GetDefname() {
		case "transaction_isolation":
			m.Isolation = value.GetSval().GetSval()
		case "transaction_read_only":
			m.ReadOnly = &on
		case "transaction_deferrable":
			m.Deferrable = &on
		}
	}
	return m
}

func (c *converter) set(s *pg.VariableSetStmt) Stmt {
	switch s.Kind {
	case pg.VariableSetKind_VAR_RESET, pg.VariableSetKind_VAR_RESET_ALL:
		return &Reset{Loc: c.start, Name: s.Name}
	case pg.VariableSetKind_VAR_SET_MULTI:
		return c.setTransaction(s)
	}
	return &Set{
		Loc:     c.start,
		Name:    s.Name,
		Local:   s.IsLocal,
		Default: s.Kind == pg.VariableSetKind_VAR_SET_DEFAULT,
		Current: s.Kind == pg.VariableSetKind_VAR_SET_CURRENT,
		Values:  c.exprs(s.Args),
	}
}

func (c *converter) setTransaction(s *pg.VariableSetStmt) Stmt {
	set := &SetTransaction{Loc: c.start, Session: s.Name == "SESSION CHARACTERISTICS"}
	if s.Name == "TRANSACTION SNAPSHOT" {
		set.Snapshot = s.Args[0].GetAConst().GetSval().GetSval()
		return set
	}
	set.Modes = transactionModes(s.Args)
	return set
}

// lockModes are the table locks by their number in PostgreSQL's lockdefs.h.
var lockModes = [...]string{
	1: "ACCESS SHARE",
	2: "ROW SHARE",
	3: "ROW EXCLUSIVE",
	4: "SHARE UPDATE EXCLUSIVE",
	5: "SHARE",
	6: "SHARE ROW EXCLUSIVE",
	7: "EXCLUSIVE",
	8: "ACCESS EXCLUSIVE",
}

func (c *converter) lock(s *pg.LockStmt) Stmt {
	return &Lock{Loc: c.start, Tables: c.tables(s.Relations), Mode: lockModes[s.Mode], NoWait: s.Nowait}
}

func (c *converter) setConstraints(s *pg.ConstraintsSetStmt) Stmt {
	return &SetConstraints{Loc: c.start, Names: c.tables(s.Constraints), Deferred: s.Deferred}
}

func (c *converter) discard(s *pg.DiscardStmt) Stmt {
	return &Discard{Loc: c.start, Target: strings.TrimPrefix(s.Target.String(), "DISCARD_")}
}
