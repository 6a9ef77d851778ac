package s3db

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// Delete removes a record with its references. *NotFoundError if there is
// none.
func (r *Resource) Delete(ctx context.Context, id string) error {
	return r.do(ctx, func(op *operation) error {
		n, err := op.delete(ctx, []string{id})
		if err == nil && n == 0 {
			err = &NotFoundError{op.r.name, id}
		}
		return err
	})
}

// DeleteMany removes the records of ids, with their references, and returns
// how many there were.
func (r *Resource) DeleteMany(ctx context.Context, ids []string) (n int, err error) {
	err = r.do(ctx, func(op *operation) error {
		n, err = op.delete(ctx, distinct(ids))
		return err
	})
	return n, err
}

func (op *operation) delete(ctx context.Context, ids []string) (int, error) {
	if err := op.writable(); err != nil {
		return 0, err
	}
	locked, err := op.tx.LockRecords(ctx, op.table, ids)
	if err != nil {
		return 0, err
	}
	var there []string
	for _, rec := range locked {
		if rec != nil {
			there = append(there, rec.ID)
		}
	}
	return len(there), op.tx.Delete(ctx, op.table, there)
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
		n, err = op.delete(ctx, ids)
		return err
	})
	return n, err
}
