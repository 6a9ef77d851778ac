package s3db

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine"
)

// Get returns a record, by one request. *NotFoundError if there is none.
func (r *Resource) Get(ctx context.Context, id string) (Record, error) {
	return invoke(ctx, r, MethodGet, Args{ID: id}, (*operation).get)
}

func (op *operation) get(ctx context.Context, args Args) (rec Record, err error) {
	id := args.ID
	if id == "" {
		return nil, &ResourceError{op.r.name, "id cannot be empty"}
	}
	err = op.tx.Records(ctx, op.byID(id), func(e *engine.Record) (err error) {
		rec, err = op.record(e)
		return err
	})
	if err != nil {
		return nil, err
	}
	if rec == nil {
		return nil, &NotFoundError{op.r.name, id}
	}
	op.tell(Event{Name: EventGet, ID: id, Record: rec})
	return rec, nil
}

// Exists reports whether there is a record of an id. Unlike in s3db.js a
// request that fails is an error, not a no.
func (r *Resource) Exists(ctx context.Context, id string) (bool, error) {
	return invoke(ctx, r, MethodExists, Args{ID: id}, func(op *operation, ctx context.Context, args Args) (bool, error) {
		return op.exists(ctx, args.ID)
	})
}

func (op *operation) exists(ctx context.Context, id string) (bool, error) {
	found, err := op.tx.Exists(ctx, op.table, []string{id})
	return err == nil && found[0], err
}

// GetMany returns the records of ids, in their order. Those that do not exist
// are left out.
func (r *Resource) GetMany(ctx context.Context, ids []string) ([]Record, error) {
	return invoke(ctx, r, MethodGetMany, Args{IDs: ids}, func(op *operation, ctx context.Context, args Args) ([]Record, error) {
		list, err := op.inOrder(ctx, args.IDs)
		if err == nil {
			op.tell(Event{Name: EventGetMany, Count: len(list)})
		}
		return list, err
	})
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
