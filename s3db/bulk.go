package s3db

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// ItemError says why one record of many could not be written.
type ItemError struct {
	Index int // among the records given
	Err   error
}

func (e ItemError) Error() string { return fmt.Sprintf("record %d: %v", e.Index, e.Err) }

// Unwrap returns the record's error.
func (e ItemError) Unwrap() error { return e.Err }

// BulkError says which records of many could not be written. The others were.
type BulkError struct{ Items []ItemError }

func (e *BulkError) Error() string {
	return fmt.Sprintf("%d records were not written; %v", len(e.Items), e.Items[0])
}

// Unwrap returns the errors of the records.
func (e *BulkError) Unwrap() []error {
	list := make([]error, len(e.Items))
	for i, item := range e.Items {
		list[i] = item
	}
	return list
}

// InsertMany inserts records, by one commit for all of them where none is
// refused. Those that are not valid, or exist already, are left out and told
// in a *BulkError; it returns those that were inserted, in their order. Within
// a Transaction the first that is refused ends it.
func (r *Resource) InsertMany(ctx context.Context, list []Record) (stored []Record, err error) {
	failed := &BulkError{}
	all := make([]Record, len(list))
	err = r.do(ctx, func(op *operation) error {
		failed.Items = nil
		return op.insertSound(ctx, list, all, failed)
	})
	if r.tx == nil && isDuplicate(err) {
		err = nil
		failed.Items = nil
		r.insertEach(ctx, list, all, failed)
	}
	if err != nil {
		return nil, err
	}
	stored = make([]Record, 0, len(list))
	for _, rec := range all {
		if rec != nil {
			stored = append(stored, rec)
		}
	}
	if len(failed.Items) > 0 {
		err = failed
	}
	return stored, err
}

// insertSound inserts the records that are valid together.
func (op *operation) insertSound(ctx context.Context, list, all []Record, failed *BulkError) error {
	var rows []*engine.Record
	var at []int
	for i, rec := range list {
		row, err := op.newRow(rec)
		switch {
		case err != nil && op.r.tx != nil:
			return ItemError{i, err}
		case err != nil:
			failed.Items = append(failed.Items, ItemError{i, err})
		default:
			rows, at = append(rows, row), append(at, i)
		}
	}
	stored, err := op.insertRows(ctx, rows)
	for k, rec := range stored {
		all[at[k]] = rec
	}
	return err
}

// insertEach inserts records one by one, because some exist already.
func (r *Resource) insertEach(ctx context.Context, list, all []Record, failed *BulkError) {
	for i, rec := range list {
		var err error
		if all[i], err = r.Insert(ctx, rec); err != nil {
			failed.Items = append(failed.Items, ItemError{i, err})
		}
	}
}

func isDuplicate(err error) bool {
	var e *pgerr.Error
	return errors.As(err, new(*ExistsError)) || errors.As(err, &e) && e.Code == pgerr.UniqueViolation
}
