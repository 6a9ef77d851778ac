package s3db

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// Delete removes a record with its references. *NotFoundError if there is
// none.
func (r *Resource) Delete(ctx context.Context, id string) error {
	_, err := invoke(ctx, r, MethodDelete, Args{ID: id}, (*operation).deleteOne)
	return err
}

func (op *operation) deleteOne(ctx context.Context, args Args) (any, error) {
	if err := op.writable(); err != nil {
		return nil, err
	}
	locked, err := op.tx.LockRecords(ctx, op.table, []string{args.ID})
	if err != nil {
		return nil, err
	}
	if locked[0] == nil {
		return nil, &NotFoundError{op.r.name, args.ID}
	}
	return nil, op.deleting(ctx, locked[0], func() error { return op.tx.Delete(own(ctx), op.table, []string{args.ID}) })
}

// DeleteMany removes the records of ids, with their references, and returns
// how many there were.
func (r *Resource) DeleteMany(ctx context.Context, ids []string) (int, error) {
	return invoke(ctx, r, MethodDeleteMany, Args{IDs: ids}, func(op *operation, ctx context.Context, args Args) (int, error) {
		gone, err := op.delete(ctx, distinct(args.IDs))
		if err != nil {
			return 0, err
		}
		for _, id := range gone {
			op.tell(Event{Name: EventDeleted, ID: id})
		}
		op.tell(Event{Name: EventDeleteMany, Count: len(gone)})
		return len(gone), nil
	})
}

// delete removes those of some records that are there, each through the hooks
// and middlewares of a delete, and returns their ids.
func (op *operation) delete(ctx context.Context, ids []string) ([]string, error) {
	if err := op.writable(); err != nil {
		return nil, err
	}
	locked, err := op.tx.LockRecords(ctx, op.table, ids)
	if err != nil {
		return nil, err
	}
	var there []string
	for _, rec := range locked {
		if rec != nil {
			there = append(there, rec.ID)
		}
	}
	return there, op.tx.Delete(ctx, op.table, there)
}

// DeleteAll removes all records of a resource that is Permissive, and returns
// how many there were.
func (r *Resource) DeleteAll(ctx context.Context) (n int, err error) {
	err = r.do(ctx, func(op *operation) error {
		if op.resource.Current().Paranoid() {
			return &ResourceError{r.name, "deleteAll needs a resource defined as Permissive"}
		}
		var ids []string
		all := &catalog.Access{Table: op.table, Kind: catalog.Full, KeyOnly: true}
		if err := op.tx.Records(ctx, all, func(e *engine.Record) error {
			ids = append(ids, e.ID)
			return nil
		}); err != nil {
			return err
		}
		gone, err := op.delete(ctx, ids)
		n = len(gone)
		op.tell(Event{Name: EventDeleteAll, Count: n})
		return err
	})
	return n, err
}
