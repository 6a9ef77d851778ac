package s3db

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine"
)

// Get returns a record, by one request. *NotFoundError if there is none.
func (r *Resource) Get(ctx context.Context, id string) (rec Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		rec, err = op.get(ctx, id)
		return err
	})
	return rec, err
}

func (op *operation) get(ctx context.Context, id string) (rec Record, err error) {
	if id == "" {
		return nil, &ResourceError{op.r.name, "id cannot be empty"}
	}
	err = op.tx.Records(ctx, op.byID(id), func(e *engine.Record) (err error) {
		rec, err = op.record(e)
		return err
	})
	if err == nil && rec == nil {
		err = &NotFoundError{op.r.name, id}
	}
	return rec, err
}

// Exists reports whether there is a record of an id. Unlike in s3db.js a
// request that fails is an error, not a no.
func (r *Resource) Exists(ctx context.Context, id string) (exists bool, err error) {
	err = r.do(ctx, func(op *operation) error {
		found, err := op.tx.Exists(ctx, op.table, []string{id})
		exists = err == nil && found[0]
		return err
	})
	return exists, err
}

// GetMany returns the records of ids, in their order. Those that do not exist
// are left out.
func (r *Resource) GetMany(ctx context.Context, ids []string) (list []Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		found, err := op.getMany(ctx, ids)
		list = make([]Record, 0, len(ids))
		for _, id := range ids {
			if rec := found[id]; rec != nil {
				list = append(list, rec)
			}
		}
		return err
	})
	return list, err
}

func (op *operation) getMany(ctx context.Context, ids []string) (map[string]Record, error) {
	found := make(map[string]Record, len(ids))
	err := op.tx.Records(ctx, op.byID(distinct(ids)...), func(e *engine.Record) (err error) {
		found[e.ID], err = op.record(e)
		return err
	})
	return found, err
}

func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	var list []string
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}
