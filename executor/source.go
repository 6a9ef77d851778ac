package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// Source is the stored rows as one statement of a transaction sees them.
type Source interface {
	// Statement begins a new statement within the running one, which sees
	// what was written so far: checks at the end of a statement need it.
	Statement(ctx context.Context) error
	// Scan reads rows along an access path: its columns, then its system
	// columns.
	Scan(ctx context.Context, a *catalog.Access) (Rows, error)
	// Insert adds rows, given as all columns of the table in order, and
	// returns their record ids. A key that exists already is 23505.
	Insert(ctx context.Context, t *catalog.Table, rows *types.Batch) ([]string, error)
	// Update replaces the rows of the given ids by rows (all columns; one
	// that is nil stays as it is stored) and
	// returns their ids from then on.
	Update(ctx context.Context, t *catalog.Table, ids []string, rows *types.Batch) ([]string, error)
	// Written returns system columns of rows that were inserted or updated.
	Written(t *catalog.Table, ids []string, system []catalog.SystemColumn) (*types.Batch, error)
	// Delete removes rows.
	Delete(ctx context.Context, t *catalog.Table, ids []string) error
	// Lock locks rows against other transactions and returns those that
	// changed since the statement's snapshot.
	Lock(ctx context.Context, t *catalog.Table, ids []string, columns []int) ([]Changed, error)
	// RowID is the record id of the row with the given primary key.
	RowID(t *catalog.Table, key []types.Value) (string, error)
	// AssertRow makes the commit fail unless the row exists then.
	AssertRow(t *catalog.Table, id string)
	// AssertNoRow makes the commit fail if a row has these values then.
	AssertNoRow(t *catalog.Table, columns []int, values []types.Value) error
}

// Rows is a running scan.
type Rows interface {
	// Next returns rows with the access path's columns in order, and their
	// record ids, one for each selected row; nil at the end.
	Next(ctx context.Context) (b *types.Batch, ids []string, err error)
	Close()
}

// Changed is a row that another transaction committed a new version of.
type Changed struct {
	Index int          // position in the ids given to Lock
	Row   *types.Batch // the new image, one row; nil if the row is gone
}
