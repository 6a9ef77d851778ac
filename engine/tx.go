package engine

import (
	"context"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Level is an isolation level.
type Level uint8

// The levels offered.
const (
	ReadCommitted  Level = iota // a snapshot per statement
	RepeatableRead              // a snapshot per transaction, 40001 on conflict
)

// TxOptions are the options of Begin.
type TxOptions struct {
	Level    Level
	ReadOnly bool // writes fail with 25006
	// Memory is how many bytes DDL may keep of the unique values of a table,
	// 0 for any number; 53200 beyond it.
	Memory int64
}

// Tx is a transaction. It belongs to one goroutine. After an error only
// Rollback makes sense.
type Tx struct {
	db   *DB
	opts TxOptions

	snap      snapshot
	pin       *pin
	fresh     chan error        // answer of the look at the journal under way, nil if none
	statement int               // number of the statement, from 1
	begun     int               // statements begun, those within others included
	schema    *schema           // with own DDL; nil without
	from      *schema           // the committed one that own DDL began with
	defined   *catalog.Resource // by the change of the catalog under way; nil if it follows from the table
	writes    map[string]*tableWrites
	order     []*tableWrites // in order of first write
	asserts   []journal.Op
	claims    map[string]string // unique keys that own rows have taken -> id
	claimed   []journal.Op      // the same as operations
	seen      map[string]seenRow
	position  uint64 // of the entry, once committed
	ended     bool
	committed []func() // to be called once it has

	stagedUntil time.Time // when content that it names may go, by the store's clock; zero if it names none
	commitBy    time.Time // the local clock's word for the same, sooner

	locks   []string // held; guarded by the lock table
	waiting string   // key of the lock waited for; guarded by the lock table
}

// Begin starts a transaction. Its snapshot is taken by the first Statement.
func (db *DB) Begin(ctx context.Context, opts TxOptions) (*Tx, error) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.err != nil {
		return nil, db.err
	}
	return &Tx{
		db: db, opts: opts,
		writes: map[string]*tableWrites{}, claims: map[string]string{}, seen: map[string]seenRow{},
	}, nil
}

// Statement starts a statement: under READ COMMITTED it takes a new snapshot.
// The statement sees what earlier statements of the transaction wrote, not its
// own writes, so INSERT ... SELECT from its own table ends. Checks of foreign
// keys start a statement of their own to see what the statement wrote.
func (tx *Tx) Statement(ctx context.Context) error {
	if tx.ended {
		return pgerr.New(pgerr.NoActiveSQLTransaction, "transaction has ended")
	}
	tx.db.watcher.poke()
	tx.begun++
	tx.statement = tx.begun
	clear(tx.seen)
	if tx.statement > 1 && tx.opts.Level == RepeatableRead {
		return tx.alive()
	}
	return tx.take(ctx)
}

// Within runs f as a statement inside of the one under way: with its snapshot,
// but it sees what the transaction has written so far, that statement
// included. What f writes the outer statement does not see.
func (tx *Tx) Within(f func() error) error {
	outer := tx.statement
	defer func() { tx.statement = outer }()
	tx.begun++
	tx.statement = tx.begun
	return f()
}

// Catalog returns the catalog of the snapshot with the transaction's own DDL.
func (tx *Tx) Catalog() *catalog.Snapshot {
	if tx.snap.schema == nil {
		return tx.db.Catalog()
	}
	return tx.current().Snapshot
}

// current is the schema that the transaction sees.
func (tx *Tx) current() *schema {
	if tx.schema != nil {
		return tx.schema
	}
	return tx.snap.schema
}

// relation returns the relation of a table as the transaction sees it.
func (tx *Tx) relation(t *catalog.Table) (*relation, error) {
	rel := tx.current().relations[t.Resource]
	if rel == nil || rel.table != t && !sameColumns(rel.table, t) {
		return nil, concurrent("change of the table's definition")
	}
	return rel, nil
}

// sameColumns reports whether rows of one definition of a table are rows of
// the other.
func sameColumns(a, b *catalog.Table) bool {
	return a.OID == b.OID && slices.EqualFunc(a.Columns, b.Columns, func(a, b *catalog.Column) bool {
		return a.Number == b.Number && a.Type == b.Type
	}) && slices.Equal(a.PrimaryKey, b.PrimaryKey)
}

// writable reports why a statement may not write.
func (tx *Tx) writable(command string) error {
	if tx.opts.ReadOnly {
		return pgerr.Newf(pgerr.ReadOnlySQLTransaction, "cannot execute %s in a read-only transaction", command)
	}
	return nil
}

// Position returns the position of the entry that holds the transaction, once
// Commit has returned nil; 0 if it wrote nothing. WaitApplied takes it.
func (tx *Tx) Position() uint64 { return tx.position }

// AfterCommit has f called once the transaction is committed, before Commit
// returns. Position tells where by then.
func (tx *Tx) AfterCommit(f func()) { tx.committed = append(tx.committed, f) }

// Commit makes the transaction durable. 40001 if another one came first;
// 08007 if the store did not say in time whether it was written. A cancelled
// ctx counts only until the batch is sent.
func (tx *Tx) Commit(ctx context.Context) error {
	if tx.ended {
		return pgerr.New(pgerr.NoActiveSQLTransaction, "transaction has ended")
	}
	defer tx.Rollback()
	ops, err := tx.operations()
	if err != nil {
		return err
	}
	if len(ops) > 0 {
		if err := tx.timely(); err != nil {
			return err
		}
		if tx.position, err = tx.db.committer.commit(ctx, tx, ops); err != nil {
			return err
		}
		tx.settle(ctx)
	}
	for _, f := range tx.committed {
		f()
	}
	return nil
}

// settle waits until the rows are objects, where that is asked for. If it
// takes too long the commit stands all the same.
func (tx *Tx) settle(ctx context.Context) {
	if !tx.db.opts.SynchronousApply && !tx.waitsForReferences() {
		return
	}
	if err := tx.db.WaitApplied(ctx, tx.position); err != nil {
		tx.db.opts.Logger.Warn("committed, but not yet applied", "position", tx.position, "error", err)
	}
}

// waitsForReferences reports whether the transaction wrote a table whose
// references are not to come later.
func (tx *Tx) waitsForReferences() bool {
	return slices.ContainsFunc(tx.order, func(t *tableWrites) bool {
		return t.rel.table.Options.SyncPartitions && len(t.rel.parts) > 0
	})
}

// Rollback ends the transaction without effect. After Commit it does nothing.
func (tx *Tx) Rollback() {
	if tx.ended {
		return
	}
	tx.ended = true
	tx.db.locks.release(tx)
	tx.db.unpin(tx.pin)
}
