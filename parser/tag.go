package parser

import "strings"

// Tag is the command tag of a command without its row count: what
// CommandComplete begins with, except that a CREATE TABLE AS and a SELECT INTO
// that ran report SELECT, and what messages call the command (PostgreSQL's
// cmdtaglist.h).
func Tag(s Stmt) string {
	switch s := s.(type) {
	case *Query:
		return "SELECT"
	case *Insert:
		return "INSERT"
	case *Update:
		return "UPDATE"
	case *Delete:
		return "DELETE"
	case *Merge:
		return "MERGE"
	case *Copy:
		return "COPY"
	case *Transaction:
		return transactionTags[s.Kind]
	case *Unmodelled:
		return unmodelledTag(s)
	}
	if tag := definitionTag(s); tag != "" {
		return tag
	}
	return utilityTag(s)
}

func unmodelledTag(s *Unmodelled) string {
	if strings.HasPrefix(s.Feature, "COMMENT ON ") {
		return "COMMENT"
	}
	return s.Feature
}

var transactionTags = [...]string{
	Begin:              "BEGIN",
	Start:              "START TRANSACTION",
	Commit:             "COMMIT",
	Rollback:           "ROLLBACK",
	Savepoint:          "SAVEPOINT",
	Release:            "RELEASE",
	RollbackTo:         "ROLLBACK",
	PrepareTransaction: "PREPARE TRANSACTION",
	CommitPrepared:     "COMMIT PREPARED",
	RollbackPrepared:   "ROLLBACK PREPARED",
}

func definitionTag(s Stmt) string {
	switch s := s.(type) {
	case *CreateTable:
		return "CREATE TABLE"
	case *CreateTableAs:
		return createTableAsTag(s)
	case *CreateView:
		return "CREATE VIEW"
	case *CreateIndex:
		return "CREATE INDEX"
	case *CreateSequence:
		return "CREATE SEQUENCE"
	case *AlterSequence:
		return "ALTER SEQUENCE"
	case *CreateSchema:
		return "CREATE SCHEMA"
	case *CreateDatabase:
		return "CREATE DATABASE"
	case *DropDatabase:
		return "DROP DATABASE"
	case *AlterTable:
		return "ALTER " + string(s.Kind)
	case *Rename:
		return renameTag(s)
	case *SetSchema:
		return "ALTER " + string(s.Kind)
	case *Drop:
		return "DROP " + string(s.Kind)
	case *Truncate:
		return "TRUNCATE TABLE"
	case *Comment:
		return "COMMENT"
	case *RefreshView:
		return "REFRESH MATERIALIZED VIEW"
	}
	return ""
}

func createTableAsTag(s *CreateTableAs) string {
	switch {
	case s.Materialized:
		return "CREATE MATERIALIZED VIEW"
	case s.Into:
		return "SELECT INTO"
	}
	return "CREATE TABLE AS"
}

func renameTag(s *Rename) string {
	switch s.Kind {
	case ColumnObject:
		return "ALTER " + string(s.Relation)
	case ConstraintObject:
		return "ALTER TABLE"
	case AttributeObject:
		return "ALTER TYPE"
	}
	return "ALTER " + string(s.Kind)
}

func utilityTag(s Stmt) string {
	switch s := s.(type) {
	case *SetTransaction, *Set:
		return "SET"
	case *Reset:
		return "RESET"
	case *Show:
		return "SHOW"
	case *SetConstraints:
		return "SET CONSTRAINTS"
	case *Lock:
		return "LOCK TABLE"
	case *Discard:
		return "DISCARD " + s.Target
	case *Prepare:
		return "PREPARE"
	case *Execute:
		return "EXECUTE"
	case *Deallocate:
		return allTag("DEALLOCATE", s.Name)
	case *DeclareCursor:
		return "DECLARE CURSOR"
	case *Fetch:
		return fetchTag(s)
	case *CloseCursor:
		return allTag("CLOSE CURSOR", s.Name)
	case *Explain:
		return "EXPLAIN"
	case *Listen:
		return "LISTEN"
	case *Unlisten:
		return "UNLISTEN"
	case *Notify:
		return "NOTIFY"
	case *Vacuum:
		return vacuumTag(s)
	case *Reindex:
		return "REINDEX"
	case *Checkpoint:
		return "CHECKPOINT"
	}
	return "???"
}

func allTag(tag, name string) string {
	if name == "" {
		return tag + " ALL"
	}
	return tag
}

func fetchTag(s *Fetch) string {
	if s.Move {
		return "MOVE"
	}
	return "FETCH"
}

func vacuumTag(s *Vacuum) string {
	if s.Analyze {
		return "ANALYZE"
	}
	return "VACUUM"
}
