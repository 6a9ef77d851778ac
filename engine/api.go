package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

var errNotYet = pgerr.Unsupported("this operation")

// Level is an isolation level.
type Level uint8

// The levels offered.
const (
	ReadCommitted Level = iota
	RepeatableRead
)

// TxOptions are the options of Begin.
type TxOptions struct {
	Level    Level
	ReadOnly bool // writes fail with 25006
}

// DB is one database, open. Its methods may be called from many goroutines.
type DB struct{}

// Open opens the database of a bucket, which is already narrowed to the
// database's prefix, and recovers it: entries not yet applied are read. A
// bucket without objects becomes an empty database. If another server holds a
// living lease the error is 55006 and names it.
func Open(ctx context.Context, bucket storage.Bucket, opts Options) (*DB, error) {
	return nil, errNotYet
}

// Close applies what it can until ctx ends, gives up the lease and stops.
func (db *DB) Close(ctx context.Context) error { return errNotYet }

// Catalog returns the catalog as committed now.
func (db *DB) Catalog() *catalog.Snapshot { return nil }

// Position returns the position of the newest committed entry known here.
func (db *DB) Position() uint64 { return 0 }

// WaitApplied waits until every entry up to position has become objects.
func (db *DB) WaitApplied(ctx context.Context, position uint64) error { return errNotYet }

// Status says how far the journal has been applied, for `s3dbsql check` and
// `ls`.
type Status struct {
	Server   string // id of this server
	Journal  string // id of the journal
	Head     uint64 // newest committed entry
	Applied  uint64 // every entry up to here is objects
	Boundary uint64 // entries up to here are gone
	Holder   string // server that holds the lease, "" if nobody does
	Parked   int    // rows the store refuses, see s3dbsql/parked/
	Conflict int    // versions lost to foreign clients, see s3dbsql/conflicts/
	Owed     []Owed // rows whose newest version is not an object yet, in order
	Err      error  // why the database stopped, nil while it runs
}

// Owed is a row that the journal holds and the objects do not show yet.
type Owed struct {
	Resource string
	ID       string
	Position uint64
}

// Status reports the state of the journal.
func (db *DB) Status() Status { return Status{} }

// NextValue returns the next value of a sequence, as nextval does: never
// undone, unique, with gaps. 2200H at its end.
func (db *DB) NextValue(ctx context.Context, seq *catalog.Sequence) (int64, error) {
	return 0, errNotYet
}

// SetValue sets a sequence as setval does; called says that v counts as
// handed out.
func (db *DB) SetValue(ctx context.Context, seq *catalog.Sequence, v int64, called bool) error {
	return errNotYet
}

// LastValue returns what a SELECT from the sequence shows: the last value
// handed out by this server, or the start, and whether it was handed out.
func (db *DB) LastValue(ctx context.Context, seq *catalog.Sequence) (v int64, called bool, err error) {
	return 0, false, errNotYet
}

// Tx is a transaction. It belongs to one goroutine. After an error only
// Rollback makes sense.
type Tx struct{}

// Begin starts a transaction. Its snapshot is taken by the first Statement.
func (db *DB) Begin(ctx context.Context, opts TxOptions) (*Tx, error) { return nil, errNotYet }

// Statement starts a statement: under READ COMMITTED it takes a new snapshot.
// The statement sees what earlier statements of the transaction wrote, not its
// own writes, so INSERT ... SELECT from its own table ends. Checks of foreign
// keys start a statement of their own to see what the statement wrote.
func (tx *Tx) Statement(ctx context.Context) error { return errNotYet }

// Catalog returns the catalog of the snapshot with the transaction's own DDL.
func (tx *Tx) Catalog() *catalog.Snapshot { return nil }

// Rows is one portion of a scan.
type Rows struct {
	Batch *types.Batch // Access.Columns in that order
	IDs   []string     // id of each row
}

// Scan reads the rows of one Access.
type Scan struct{}

// Scan starts reading. The scan belongs to the statement.
func (tx *Tx) Scan(ctx context.Context, a *catalog.Access) (*Scan, error) { return nil, errNotYet }

// Next returns the next portion in key order, nil at the end. It is valid
// until the next call.
func (s *Scan) Next(ctx context.Context) (*Rows, error) { return nil, errNotYet }

// Close ends the scan and the requests it has sent.
func (s *Scan) Close() {}

// Insert adds rows; the batch has all columns of the table in order. It
// returns their ids. A row whose key or UNIQUE value exists is 23505 with the
// constraint's name.
func (tx *Tx) Insert(ctx context.Context, t *catalog.Table, rows *types.Batch) (ids []string, err error) {
	return nil, errNotYet
}

// LockedRow is a row that Lock found changed since the statement's snapshot.
type LockedRow struct {
	Index  int           // into the ids given to Lock
	ID     string        //
	Gone   bool          // deleted; Values is nil
	Values []types.Value // newest committed values of the columns asked for
}

// Lock takes the row locks that UPDATE and DELETE need and waits for sessions
// that hold them (40P01 on deadlock). Under READ COMMITTED it returns the rows
// whose newest committed version is not the snapshot's, so that the caller
// evaluates its condition again; under REPEATABLE READ such a row is 40001.
func (tx *Tx) Lock(ctx context.Context, t *catalog.Table, ids []string, cols []int) (changed []LockedRow, err error) {
	return nil, errNotYet
}

// Update replaces rows locked before; the batch has all columns in order. A
// changed key is a delete and an insert. 23505 as for Insert.
func (tx *Tx) Update(ctx context.Context, t *catalog.Table, ids []string, rows *types.Batch) error {
	return errNotYet
}

// Delete removes rows locked before.
func (tx *Tx) Delete(ctx context.Context, t *catalog.Table, ids []string) error { return errNotYet }

// Truncate removes all rows of a table, as one operation.
func (tx *Tx) Truncate(ctx context.Context, t *catalog.Table) error { return errNotYet }

// Exists reports for each id whether the newest version of the row exists,
// the transaction's own writes included.
func (tx *Tx) Exists(ctx context.Context, t *catalog.Table, ids []string) ([]bool, error) {
	return nil, errNotYet
}

// RowID returns the id of the row of t whose primary key has these values.
func (tx *Tx) RowID(t *catalog.Table, key []types.Value) (string, error) { return "", errNotYet }

// AssertRow makes the commit depend on a row that was found (Exists): if it is
// gone by then the commit is 40001.
func (tx *Tx) AssertRow(t *catalog.Table, id string) {}

// AssertNoRow makes the commit depend on no row having these values in these
// columns, which the caller found true.
func (tx *Tx) AssertNoRow(t *catalog.Table, cols []int, values []types.Value) error {
	return errNotYet
}

// ChangeCatalog runs DDL on a draft of the transaction's catalog. It commits
// with the rows of the block.
func (tx *Tx) ChangeCatalog(ctx context.Context, change func(*catalog.Draft) error) error {
	return errNotYet
}

// Commit makes the transaction durable. 40001 if another one came first;
// 08007 if the store did not say in time whether it was written. A cancelled
// ctx counts only until the batch is sent.
func (tx *Tx) Commit(ctx context.Context) error { return errNotYet }

// Rollback ends the transaction without effect. After Commit it does nothing.
func (tx *Tx) Rollback() {}
