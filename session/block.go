package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// runTransaction runs BEGIN, COMMIT, ROLLBACK and their kin.
func (s *Session) runTransaction(ctx context.Context, t *parser.Transaction, w Writer) (*result, error) {
	switch t.Kind {
	case parser.Begin, parser.Start:
		return s.beginBlock(ctx, t, w)
	case parser.Commit:
		return s.endBlock(ctx, t, onCommit, w)
	case parser.Rollback:
		return s.endBlock(ctx, t, onRollback, w)
	case parser.Savepoint:
		return nil, s.refuseSavepoint("SAVEPOINT")
	case parser.Release:
		return nil, s.refuseSavepoint("RELEASE SAVEPOINT")
	case parser.RollbackTo:
		return nil, s.refuseSavepoint("ROLLBACK TO SAVEPOINT")
	}
	return nil, pgerr.Unsupported(parser.Tag(t))
}

// beginBlock checks the modes first: a BEGIN that cannot be leaves no block.
func (s *Session) beginBlock(ctx context.Context, t *parser.Transaction, w Writer) (*result, error) {
	if err := s.checkModes(t.Modes); err != nil {
		return nil, err
	}
	if err := s.move(ctx, onBegin, w); err != nil {
		return nil, err
	}
	return done(parser.Tag(t)), s.setModes("transaction_", t.Modes, true)
}

// endBlock ends a block and, with AND CHAIN, begins the next one with the same
// modes. A COMMIT of a failed block says ROLLBACK.
func (s *Session) endBlock(ctx context.Context, t *parser.Transaction, event txnEvent, w Writer) (*result, error) {
	was, tag := s.txn.state, parser.Tag(t)
	if t.Chain && was != inBlock && was != failed {
		return nil, pgerr.Newf(pgerr.NoActiveSQLTransaction, "%s AND CHAIN can only be used in transaction blocks", tag)
	}
	modes := s.modes()
	if was == failed {
		modes = s.txn.modes
	}
	if err := s.move(ctx, event, w); err != nil {
		return nil, err
	}
	if was == failed {
		tag = "ROLLBACK"
	}
	if !t.Chain {
		return done(tag), nil
	}
	if err := s.move(ctx, onBegin, w); err != nil {
		return nil, err
	}
	return done(tag), s.setModes("transaction_", modes, true)
}

// modes are those of the running transaction.
func (s *Session) modes() parser.TransactionModes {
	level, _ := s.vars.Get("transaction_isolation")
	readOnly, deferrable := s.vars.on("transaction_read_only"), s.vars.on("transaction_deferrable")
	return parser.TransactionModes{Isolation: level, ReadOnly: &readOnly, Deferrable: &deferrable}
}

// setModes sets the modes that were written: those of the transaction or,
// with the prefix default_transaction_, of those to come.
func (s *Session) setModes(prefix string, m parser.TransactionModes, local bool) error {
	if m.Isolation != "" {
		if err := s.set(prefix+"isolation", m.Isolation, local); err != nil {
			return err
		}
	}
	for name, value := range map[string]*bool{"read_only": m.ReadOnly, "deferrable": m.Deferrable} {
		if value == nil {
			continue
		}
		if err := s.set(prefix+name, onOff(*value), local); err != nil {
			return err
		}
	}
	return nil
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

// checkModes refuses what setModes would refuse.
func (s *Session) checkModes(m parser.TransactionModes) error {
	if m.Isolation == "" {
		return nil
	}
	return checkIsolation(m.Isolation)
}

// checkIsolation refuses the level that is not offered.
func checkIsolation(level string) error {
	if level != "serializable" {
		return nil
	}
	return pgerr.Unsupported("ISOLATION LEVEL SERIALIZABLE").WithHint("Use REPEATABLE READ.")
}

// settled refuses a change of the modes after the first query of a
// transaction.
func (s *Session) settled(name, value string) error {
	now, _ := s.vars.Get(name)
	if !s.txn.queried || now == value {
		return nil
	}
	switch name {
	case "transaction_isolation":
		return pgerr.New(pgerr.ActiveSQLTransaction, "SET TRANSACTION ISOLATION LEVEL must be called before any query")
	case "transaction_read_only":
		if value == "off" {
			return pgerr.New(pgerr.ActiveSQLTransaction, "transaction read-write mode must be set before any query")
		}
	case "transaction_deferrable":
		return pgerr.New(pgerr.ActiveSQLTransaction, "SET TRANSACTION [NOT] DEFERRABLE must be called before any query")
	}
	return nil
}

func (s *Session) refuseSavepoint(command string) error {
	if s.txn.state != inBlock && s.txn.state != failed {
		return pgerr.Newf(pgerr.NoActiveSQLTransaction, "%s can only be used in transaction blocks", command)
	}
	return pgerr.Unsupported(command)
}

// outsideBlock refuses a command that cannot be part of a block.
func (s *Session) outsideBlock(command string) error {
	if s.txn.state == inBlock {
		return pgerr.Newf(pgerr.ActiveSQLTransaction, "%s cannot run inside a transaction block", command)
	}
	return nil
}

// runSetTransaction runs SET TRANSACTION and SET SESSION CHARACTERISTICS.
func (s *Session) runSetTransaction(t *parser.SetTransaction, w Writer) (*result, error) {
	if t.Snapshot != "" {
		return nil, pgerr.Unsupported("SET TRANSACTION SNAPSHOT")
	}
	if t.Session {
		return done("SET"), s.setModes("default_transaction_", t.Modes, false)
	}
	if s.txn.state != inBlock {
		if err := s.warnOutside(w, "SET TRANSACTION"); err != nil {
			return nil, err
		}
	}
	return done("SET"), s.setModes("transaction_", t.Modes, true)
}

// warnOutside warns that a command has no effect outside of a block.
func (s *Session) warnOutside(w Writer, command string) error {
	return s.warn(w, pgerr.Newf(pgerr.NoActiveSQLTransaction, "%s can only be used in transaction blocks", command))
}
