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
// *NotFoundError if there is no such record. A secret that cannot be decrypted
// stays as it is; the record that is returned has Sealed in its place.
func (r *Resource) Update(ctx context.Context, id string, changes Record) (Record, error) {
	return invoke(ctx, r, MethodUpdate, Args{ID: id, Record: changes}, (*operation).update)
}

func (op *operation) update(ctx context.Context, args Args) (Record, error) {
	return op.change(ctx, args.ID, func(rec Record) Record { return merge(rec, args.Record) })
}

// Patch is Update: s3db.js's later releases call it so.
func (r *Resource) Patch(ctx context.Context, id string, changes Record) (Record, error) {
	return r.Update(ctx, id, changes)
}

// Replace makes a record exactly what is given, whether it existed or not.
func (r *Resource) Replace(ctx context.Context, id string, rec Record) (Record, error) {
	return invoke(ctx, r, MethodReplace, Args{ID: id, Record: rec}, (*operation).replace)
}

func (op *operation) replace(ctx context.Context, args Args) (Record, error) {
	there, err := op.there(ctx, args.ID)
	if err != nil {
		return nil, err
	}
	if there {
		return op.change(ctx, args.ID, func(Record) Record { return args.Record })
	}
	return op.insert(ctx, Args{Record: args.Record.withID(args.ID)})
}

// Upsert inserts a record, or updates it if there is one of its id. Its
// middlewares are those of insert or update.
func (r *Resource) Upsert(ctx context.Context, id string, rec Record) (stored Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		stored, err = op.upsert(ctx, id, rec)
		return err
	})
	r.failed(MethodUpdate, Args{ID: id, Record: rec}, err)
	return stored, err
}

func (op *operation) upsert(ctx context.Context, id string, rec Record) (Record, error) {
	there, err := op.there(ctx, id)
	if err != nil {
		return nil, err
	}
	if there {
		return call(ctx, op, MethodUpdate, Args{ID: id, Record: rec}, (*operation).update)
	}
	return call(ctx, op, MethodInsert, Args{Record: rec.withID(id)}, (*operation).insert)
}

// there reports whether there is a record, and locks it or its absence, so
// that what follows need not look again.
func (op *operation) there(ctx context.Context, id string) (bool, error) {
	locked, err := op.tx.LockRecords(ctx, op.table, []string{id})
	return err == nil && locked[0] != nil, err
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
	old, err := op.sealed(locked[0])
	if err != nil {
		return nil, err
	}
	row, err := op.changedRow(ctx, locked[0], old, f(old.clone()))
	if err != nil {
		return nil, err
	}
	if err := op.tx.UpdateRecords(own(ctx), op.table, []*engine.Record{row}); err != nil {
		return nil, err
	}
	stored, err := op.sealed(row)
	if err != nil {
		return nil, err
	}
	return op.runHooks(ctx, AfterUpdate, stored)
}

// changedRow encodes what became of a record, as the hooks leave it.
func (op *operation) changedRow(ctx context.Context, before *engine.Record, old, rec Record) (*engine.Record, error) {
	rec = rec.clone()
	op.stamp(rec, catalog.UpdatedAt)
	if created, ok := old[catalog.CreatedAt]; ok && op.resource.Current().Timestamps {
		rec[catalog.CreatedAt] = created
	}
	rec["id"] = before.ID
	rec, err := op.runHooks(ctx, BeforeUpdate, rec)
	if err != nil {
		return nil, err
	}
	if rec, err = op.validate(rec); err != nil {
		return nil, err
	}
	row := &engine.Record{ID: before.ID, Version: op.resource.CurrentVersion, Content: before.Content}
	if row.Fields, err = op.fields(rec, before); err != nil {
		return nil, err
	}
	if before.Version == row.Version {
		keepTexts(row.Fields, before, old, rec)
	}
	return row, nil
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
