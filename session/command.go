package session

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// command is one parsed statement.
type command struct {
	sql  string // the text in which positions count
	stmt parser.Stmt
	args *arguments // of an EXPLAIN that Bind gave some
}

// arguments are the values of $1, $2 ... and their types.
type arguments struct {
	types  []*types.Type
	values []types.Value
}

// parse splits a text into its commands.
func parse(sql string) ([]*command, error) {
	statements, err := parser.Parse(sql)
	if err != nil {
		return nil, err
	}
	commands := make([]*command, len(statements))
	for i, s := range statements {
		commands[i] = &command{sql: sql, stmt: s.Node}
	}
	return commands, nil
}

// run starts a command: what it does besides giving rows is done when run
// returns. params are the values of $1, $2 ...
func (s *Session) run(ctx context.Context, c *command, params []types.Value, w Writer) (*result, error) {
	if t, ok := c.stmt.(*parser.Transaction); ok {
		return s.runTransaction(ctx, t, w)
	}
	if err := s.move(ctx, onStatement, w); err != nil {
		return nil, err
	}
	if err := s.checkWritable(c.stmt); err != nil {
		return nil, err
	}
	if movesRows(c.stmt) {
		return s.runQuery(ctx, c, params)
	}
	return s.runOther(ctx, c, w)
}

// movesRows reports whether the planner makes plans of a command.
func movesRows(stmt parser.Stmt) bool {
	switch stmt.(type) {
	case *parser.Query, *parser.Insert, *parser.Update, *parser.Delete, *parser.Merge:
		return true
	}
	return false
}

// runOther starts a command without parameters.
func (s *Session) runOther(ctx context.Context, c *command, w Writer) (*result, error) {
	switch stmt := c.stmt.(type) {
	case *parser.Prepare:
		return s.runPrepare(ctx, c, stmt)
	case *parser.Execute:
		return s.runExecute(ctx, c, stmt, w)
	case *parser.Deallocate:
		return s.runDeallocate(stmt)
	case *parser.DeclareCursor:
		return s.runDeclare(ctx, c, stmt, w)
	case *parser.Fetch:
		return s.runFetch(ctx, stmt)
	case *parser.CloseCursor:
		return s.runClose(stmt)
	case *parser.Explain:
		return s.runExplain(ctx, c, stmt, w)
	case *parser.Copy:
		return s.runCopy(ctx, c, stmt, w)
	case *parser.CreateDatabase:
		return s.runCreateDatabase(ctx, c, stmt)
	case *parser.DropDatabase:
		return s.runDropDatabase(ctx, stmt, w)
	}
	return s.runUtility(ctx, c, w)
}

// checkWritable refuses what changes something in a read-only transaction.
func (s *Session) checkWritable(stmt parser.Stmt) error {
	if !s.vars.on("transaction_read_only") || !changes(stmt) || s.changesTemporary(stmt) {
		return nil
	}
	tag := parser.Tag(stmt)
	if tag == "COPY" {
		tag = "COPY FROM"
	}
	return pgerr.Newf(pgerr.ReadOnlySQLTransaction, "cannot execute %s in a read-only transaction", tag)
}

// changes reports whether a command writes rows or the catalog.
func changes(stmt parser.Stmt) bool {
	switch stmt := stmt.(type) {
	case *parser.Copy:
		return stmt.From
	case *parser.Insert, *parser.Update, *parser.Delete, *parser.Merge, *parser.Truncate, *parser.Unmodelled:
		return true
	}
	return defines(stmt)
}

// defines reports whether a command is DDL.
func defines(stmt parser.Stmt) bool {
	switch stmt.(type) {
	case *parser.CreateTable, *parser.CreateTableAs, *parser.CreateView, *parser.CreateIndex,
		*parser.CreateSequence, *parser.AlterSequence, *parser.CreateSchema, *parser.CreateDatabase,
		*parser.DropDatabase, *parser.AlterTable, *parser.Rename, *parser.SetSchema, *parser.Drop,
		*parser.Truncate, *parser.Comment, *parser.RefreshView:
		return true
	}
	return false
}

var errTimeout = pgerr.New(pgerr.QueryCanceled, "canceling statement due to statement timeout")

// withTimeout gives a statement the time that statement_timeout allows.
func (s *Session) withTimeout(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := s.millis("statement_timeout")
	if limit == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, limit, errTimeout)
}

// millis is the value of a setting in milliseconds.
func (s *Session) millis(name string) time.Duration {
	value, _ := s.vars.Get(name)
	n, _ := strconv.ParseInt(settingsByName[name].plain(value), 10, 64)
	return time.Duration(n) * time.Millisecond
}

// cause is err, or why ctx ended if err comes from that. The outcome of a
// commit stays what it is.
func cause(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
		return err
	}
	switch pgerr.CodeOf(err) {
	case pgerr.TransactionResolutionUnknown, pgerr.StatementCompletionUnknown:
		return err
	}
	if known := (*pgerr.Error)(nil); errors.As(context.Cause(ctx), &known) {
		return known
	}
	return err
}
