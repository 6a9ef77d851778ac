package session

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/parser"
)

// transaction is the running transaction of a session; the zero value is
// none.
type transaction struct {
	state   txnState
	tx      *engine.Tx              // made by the first statement that reads or writes
	temp    *engine.Tx              // the same of the temporary relations, nil if there are none
	started time.Time               // now()
	queried bool                    // modes are settled: a statement took a snapshot
	modes   parser.TransactionModes // of a block that failed, for AND CHAIN
	locked  bool                    // it took advisory locks of its own

	listening     []listening // what LISTEN and UNLISTEN ask for
	notifications []Notification
	sent          map[Notification]bool // the same, to send each once
}

// move takes the transition for an event and runs its action. A commit that
// fails leaves no transaction, as one that succeeds.
func (s *Session) move(ctx context.Context, event txnEvent, w Writer) error {
	t := transitions[s.txn.state][event]
	if t.action == refuse {
		return errAborted()
	}
	if t.warning != nil {
		if err := s.warn(w, t.warning); err != nil {
			return err
		}
	}
	if t.next == failed && s.txn.state != failed {
		s.txn.modes = s.modes()
	}
	s.txn.state = t.next
	switch t.action {
	case start:
		s.startTransaction()
	case commit:
		return s.commit(ctx)
	case rollback:
		s.endTransaction(false)
	}
	if t.next == idle {
		s.endTransaction(false)
	}
	return nil
}

func (s *Session) startTransaction() {
	s.txn.started = s.statementStart
	s.vars.begin()
}

// commit makes the work of the transaction durable.
func (s *Session) commit(ctx context.Context) error {
	if err := s.settleHeld(ctx); err != nil {
		s.endTransaction(false)
		return err
	}
	tx := s.txn.tx
	if tx == nil {
		s.endTransaction(true)
		return nil
	}
	s.closePortals()
	err := s.commitBoth(ctx)
	s.endTransaction(err == nil)
	if err == nil && s.vars.on("s3db.synchronous_apply") {
		err = s.db.Engine.WaitApplied(ctx, tx.Position())
	}
	return err
}

// commitBoth commits the rows of the database and then those of the session,
// which nobody else can be in the way of.
func (s *Session) commitBoth(ctx context.Context) error {
	if err := s.endTemporary(ctx); err != nil {
		return err
	}
	if err := s.txn.tx.Commit(ctx); err != nil || s.txn.temp == nil {
		return err
	}
	return s.txn.temp.Commit(context.WithoutCancel(ctx))
}

// endTransaction lets go of everything that lives as long as a transaction.
func (s *Session) endTransaction(committed bool) {
	s.closePortals()
	if s.txn.tx != nil {
		s.txn.tx.Rollback()
	}
	if s.txn.temp != nil {
		s.txn.temp.Rollback()
	}
	if committed {
		s.announce()
	}
	if s.txn.locked {
		s.db.Advisory.releaseAll(s, true)
	}
	s.txn = transaction{state: s.txn.state, modes: s.txn.modes}
	s.vars.endTransaction(committed)
	s.restyle()
}

// begin starts a statement that reads or writes: it takes its snapshot and,
// before the first, makes the engine's transaction. Results that pause are
// read to their end first, because a snapshot ends with the next.
func (s *Session) begin(ctx context.Context) error {
	if err := s.settlePortals(ctx); err != nil {
		return err
	}
	if s.txn.tx == nil {
		opts, err := s.txnOptions()
		if err != nil {
			return err
		}
		if s.txn.tx, err = s.db.Engine.Begin(ctx, opts); err != nil {
			return err
		}
	}
	s.txn.queried = true
	if err := s.txn.tx.Statement(ctx); err != nil {
		return err
	}
	return s.beginTemporary(ctx)
}

// txnOptions are the modes that BEGIN, SET TRANSACTION or the defaults gave.
func (s *Session) txnOptions() (engine.TxOptions, error) {
	opts := engine.TxOptions{ReadOnly: s.vars.on("transaction_read_only"), Memory: s.db.QueryMemory}
	level, _ := s.vars.Get("transaction_isolation")
	if level == "repeatable read" {
		opts.Level = engine.RepeatableRead
	}
	return opts, checkIsolation(level)
}

// Catalog is the catalog as the session sees it: with its temporary relations
// and the DDL of its own transaction.
func (s *Session) Catalog() *catalog.Snapshot {
	if s.txn.tx != nil {
		return s.withTemporary(s.txn.tx.Catalog())
	}
	return s.withTemporary(s.db.Engine.Catalog())
}
