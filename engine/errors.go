package engine

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
)

var errClosed = errors.New("database is closed")

// concurrent is the failure of a transaction that another one overtook.
func concurrent(what string) error {
	return pgerr.New(pgerr.SerializationFailure, "could not serialize access due to concurrent "+what)
}

// unresolved is the answer where nobody can tell whether a commit happened.
func unresolved() error {
	return pgerr.New(pgerr.TransactionResolutionUnknown, "the store did not say whether the transaction was committed").
		WithHint("Look whether its changes are there before repeating it.")
}

func tooOld() error {
	return pgerr.New(pgerr.SnapshotTooOld, "snapshot too old")
}

// storeError makes a failed request the error a user sees. A cancelled
// context stays what it is.
func storeError(ctx context.Context, err error) error {
	var known *pgerr.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return pgerr.Newf(pgerr.IOError, "request to the store failed: %w", err)
}

// duplicate is the violation of a primary key or a UNIQUE constraint.
func duplicate(t *catalog.Table, constraint, columns, values string) error {
	err := pgerr.Newf(pgerr.UniqueViolation, "duplicate key value violates unique constraint %q", constraint).
		WithDetail("Key (%s)=(%s) already exists.", columns, values)
	err.Schema, err.Table, err.Constraint = t.Schema, t.Name, constraint
	return err
}

// notThere reports whether err says that an object does not exist.
func notThere(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// isCorrupt reports whether err says that an entry is there and cannot be
// read: by its bytes, or because its format is newer.
func isCorrupt(err error) bool {
	var format *journal.FormatError
	return errors.Is(err, journal.ErrCorrupt) || errors.As(err, &format)
}

// fatalError is a failure that no repetition mends: the database stops.
type fatalError struct{ err error }

func (e *fatalError) Error() string { return e.err.Error() }
func (e *fatalError) Unwrap() error { return e.err }

func isFatal(err error) bool {
	var fatal *fatalError
	return errors.As(err, &fatal) || isCorrupt(err)
}
