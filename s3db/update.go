package s3db

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// Update changes attributes of a record and returns it as it is then. A name
// with dots sets the attribute of a nested object, an object is merged into
// the one that is there, anything else replaces; nil removes.
// *NotFoundError if there is no such record.
func (r *Resource) Update(ctx context.Context, id string, changes Record) (stored Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		stored, err = op.change(ctx, id, func(rec Record) Record { return merge(rec, changes) })
		return err
	})
	return stored, err
}

// Patch is Update: s3db.js's later releases call it so.
func (r *Resource) Patch(ctx context.Context, id string, changes Record) (Record, error) {
	return r.Update(ctx, id, changes)
}

// Replace makes a record exactly what is given, whether it existed or not.
func (r *Resource) Replace(ctx context.Context, id string, rec Record) (stored Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		stored, err = op.upsert(ctx, id, rec, func(Record) Record { return rec })
		return err
	})
	return stored, err
}

// Upsert inserts a record, or updates it if there is one of its id.
func (r *Resource) Upsert(ctx context.Context, id string, rec Record) (stored Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		stored, err = op.upsert(ctx, id, rec, func(old Record) Record { return merge(old, rec) })
		return err
	})
	return stored, err
}

func (op *operation) upsert(ctx context.Context, id string, rec Record, change func(Record) Record) (Record, error) {
	exists, err := op.tx.Exists(ctx, op.table, []string{id})
	if err != nil {
		return nil, err
	}
	if exists[0] {
		return op.change(ctx, id, change)
	}
	rec = rec.clone()
	rec["id"] = id
	return op.insert(ctx, rec)
}

// change locks a record and writes what f makes of it.
func (op *operation) change(ctx context.Context, id string, f func(Record) Record) (Record, error) {
	if err := op.writable(); err != nil {
		return nil, err
	}
	locked, err := op.tx.LockRecords(ctx, op.table, []string{id})
	if err != nil {
		return nil, err
	}
	if locked[0] == nil {
		return nil, &NotFoundError{op.r.name, id}
	}
	old, err := op.record(locked[0])
	if err != nil {
		return nil, err
	}
	row, err := op.changedRow(locked[0], old, f(old.clone()))
	if err != nil {
		return nil, err
	}
	if err := op.tx.UpdateRecords(ctx, op.table, []*engine.Record{row}); err != nil {
		return nil, err
	}
	return op.record(row)
}

// changedRow encodes what became of a record.
func (op *operation) changedRow(before *engine.Record, old, rec Record) (*engine.Record, error) {
	rec = rec.clone()
	op.stamp(rec, catalog.UpdatedAt)
	if created, ok := old[catalog.CreatedAt]; ok && op.resource.Current().Timestamps {
		rec[catalog.CreatedAt] = created
	}
	rec, err := op.validate(rec)
	if err != nil {
		return nil, err
	}
	o, err := rec.object()
	if err != nil {
		return nil, err
	}
	row := &engine.Record{ID: before.ID, Version: op.resource.CurrentVersion, Content: before.Content}
	row.Fields, err = op.tx.Fields(op.table, o, before)
	return row, err
}

// merge applies changes to a record.
func merge(rec, changes Record) Record {
	for name, v := range changes {
		if name != "id" {
			setPath(rec, name, v)
		}
	}
	return rec
}

// setPath sets a value under a name, or a path with dots; objects are merged.
func setPath(m map[string]any, path string, v any) {
	name, rest, nested := strings.Cut(path, ".")
	child, _ := m[name].(map[string]any)
	if !nested {
		if object, ok := asObject(v); ok && child != nil {
			for key, value := range object {
				mergeInto(child, key, value)
			}
			return
		}
		m[name] = v
		return
	}
	if child == nil {
		child = map[string]any{}
		m[name] = child
	}
	setPath(child, rest, v)
}

func mergeInto(m map[string]any, name string, v any) {
	child, old := m[name].(map[string]any)
	object, ok := asObject(v)
	if !ok || !old {
		m[name] = v
		return
	}
	for key, value := range object {
		mergeInto(child, key, value)
	}
}

func asObject(v any) (map[string]any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return v, true
	case Record:
		return v, true
	}
	return nil, false
}
