package s3db

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/ids"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Insert adds a record and returns it as it is stored. Without id it gets a
// drawn one. *ExistsError if there is a record of that id; in s3db.js two
// inserts at the same time may both succeed, here one does.
func (r *Resource) Insert(ctx context.Context, rec Record) (Record, error) {
	return invoke(ctx, r, MethodInsert, Args{Record: rec}, (*operation).insert)
}

func (op *operation) insert(ctx context.Context, args Args) (Record, error) {
	row, err := op.newRow(ctx, args.Record)
	if err != nil {
		return nil, err
	}
	stored, err := op.insertRows(ctx, []*engine.Record{row})
	if err != nil {
		return nil, err
	}
	return op.runHooks(ctx, AfterInsert, stored[0])
}

// insertRows adds encoded records together and returns them as they are then.
func (op *operation) insertRows(ctx context.Context, rows []*engine.Record) ([]Record, error) {
	if err := op.writable(); err != nil {
		return nil, err
	}
	if err := op.tx.InsertRecords(own(ctx), op.table, rows); err != nil {
		return nil, op.duplicate(err, rows)
	}
	stored := make([]Record, len(rows))
	for i, row := range rows {
		var err error
		if stored[i], err = op.record(row); err != nil {
			return nil, err
		}
	}
	return stored, nil
}

// newRow encodes a record that is to be inserted: stamped, with defaults, as
// the hooks leave it.
func (op *operation) newRow(ctx context.Context, rec Record) (*engine.Record, error) {
	rec = op.withDefaults(rec.clone())
	op.stamp(rec, catalog.CreatedAt, catalog.UpdatedAt)
	rec, err := op.runHooks(ctx, BeforeInsert, rec)
	if err != nil {
		return nil, err
	}
	if rec, err = op.validate(rec); err != nil {
		return nil, err
	}
	row := &engine.Record{ID: rec.ID(), Version: op.resource.CurrentVersion}
	if row.ID == "" {
		if row.ID, err = op.drawID(); err != nil {
			return nil, err
		}
	}
	row.Fields, err = op.fields(rec, nil)
	return row, err
}

// fields encodes a record by the current version. What base has already keeps
// its ciphertext; base may be nil.
func (op *operation) fields(rec Record, base *engine.Record) (document.Fields, error) {
	o, err := rec.object()
	if err != nil {
		return nil, err
	}
	fields, err := op.tx.Fields(op.table, o, base)
	if err != nil {
		return nil, err
	}
	return fields, op.keepSealed(fields, rec)
}

// stamp sets the times of a resource with timestamps, whatever the caller
// gave.
func (op *operation) stamp(rec Record, names ...string) {
	if !op.resource.Current().Timestamps {
		return
	}
	now := op.r.db.opts.Clock().UTC().Format(isoMillis)
	for _, name := range names {
		rec[name] = now
	}
}

// drawID draws an id as the resource is configured to: by its function, or
// by the generator of its definition.
func (op *operation) drawID() (string, error) {
	if op.r.generate != nil {
		if id := op.r.generate(); id != "" {
			return id, nil
		}
	}
	draw := ids.Named(op.table.Options.IDGenerator, op.resource.Current().IDSize)
	if draw == nil {
		draw = ids.Named(ids.Nano, op.resource.Current().IDSize)
	}
	return draw(op.r.db.opts.Rand, op.r.db.opts.Clock())
}

// duplicate turns the violation of the primary key into an *ExistsError.
func (op *operation) duplicate(err error, rows []*engine.Record) error {
	var e *pgerr.Error
	if !errors.As(err, &e) || e.Code != pgerr.UniqueViolation || len(rows) != 1 || e.Constraint != op.primaryKey() {
		return err
	}
	return &ExistsError{op.r.name, rows[0].ID}
}

func (op *operation) primaryKey() string {
	for _, c := range op.table.Constraints {
		if c.Kind == catalog.PrimaryKey {
			return c.Name
		}
	}
	return ""
}
