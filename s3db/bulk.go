package s3db

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
// refused. Those that are not valid, that a hook refuses, or that exist already,
// are left out and told in a *BulkError; it returns those that were inserted, in
// their order. Within a Transaction the first that is refused ends it. With
// middlewares of insert, which stand around each record, it is a commit a
// record.
func (r *Resource) InsertMany(ctx context.Context, list []Record) ([]Record, error) {
	failed := &BulkError{}
	all := make([]Record, len(list))
	var err error
	if len(r.middlewares.of(MethodInsert)) > 0 {
		err = r.insertEach(ctx, list, all, failed)
	} else if err = r.insertTogether(ctx, list, all, failed); err != nil && r.tx == nil && refusesOne(err) {
		err = r.insertEach(ctx, list, all, failed)
	}
	if err != nil {
		return nil, err
	}
	stored := slices.DeleteFunc(all, func(rec Record) bool { return rec == nil })
	r.tellNow(Event{Name: EventInsertMany, Count: len(stored)})
	if len(failed.Items) > 0 {
		return stored, failed
	}
	return stored, nil
}

func (r *Resource) insertTogether(ctx context.Context, list, all []Record, failed *BulkError) error {
	return r.do(ctx, func(op *operation) error {
		failed.Items = nil
		return op.insertSound(ctx, list, all, failed)
	})
}

// insertSound inserts the records that are valid together. What the hooks of
// one that is not have done goes only with the transaction.
func (op *operation) insertSound(ctx context.Context, list, all []Record, failed *BulkError) error {
	strict := op.r.tx != nil || len(op.r.hooks.of(BeforeInsert)) > 0
	var rows []*engine.Record
	var at []int
	for i, rec := range list {
		row, err := op.newRow(ctx, rec)
		switch {
		case err != nil && strict:
			return ItemError{i, err}
		case err != nil:
			failed.Items = append(failed.Items, ItemError{i, err})
		default:
			rows, at = append(rows, row), append(at, i)
		}
	}
	stored, err := op.insertRows(ctx, rows)
	if err != nil {
		return err
	}
	for k, i := range at {
		if all[i], err = op.runHooks(ctx, AfterInsert, stored[k]); err != nil {
			return ItemError{i, err}
		}
	}
	return nil
}

// insertEach inserts records one by one: because of middlewares, or because
// some are refused.
func (r *Resource) insertEach(ctx context.Context, list, all []Record, failed *BulkError) error {
	failed.Items = nil
	for i, rec := range list {
		var err error
		all[i], err = r.Insert(ctx, rec)
		switch {
		case err != nil && r.tx != nil:
			return ItemError{i, err}
		case err != nil:
			failed.Items = append(failed.Items, ItemError{i, err})
		}
	}
	return nil
}

// refusesOne reports whether an error is about single records of many.
func refusesOne(err error) bool {
	var e *pgerr.Error
	return errors.As(err, new(ItemError)) || errors.As(err, new(*ExistsError)) || errors.As(err, &e) && e.Code == pgerr.UniqueViolation
}
