package s3db

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// ownWrite marks the context of a write whose hooks and middlewares run
// already, because a method of this package does it.
type ownWrite struct{}

func own(ctx context.Context) context.Context { return context.WithValue(ctx, ownWrite{}, true) }

// interceptWrites begins to run hooks and middlewares for rows that SQL
// writes.
func (s *shared) interceptWrites() {
	s.intercepted.Do(func() { s.db.engine.Intercept(s.name, s.intercept) })
}

// intercept is a call of insert, update or delete for one row.
func (s *shared) intercept(ctx context.Context, tx *engine.Tx, w *engine.Write, next func(context.Context) error) error {
	if ctx.Value(ownWrite{}) != nil {
		return next(ctx)
	}
	_, resource := tx.Resource(s.name)
	row := rowWrite{&operation{&Resource{shared: s, tx: tx}, tx, w.Table, resource}, w, next}
	return raised(row.call(ctx))
}

// raised is an error of a hook or middleware as SQL has those of triggers.
func raised(err error) error {
	switch {
	case err == nil || errors.As(err, new(*pgerr.Error)):
		return err
	case errors.As(err, new(*ValidationError)):
		return pgerr.Newf(pgerr.CheckViolation, "%w", err)
	}
	return pgerr.Newf(pgerr.RaiseException, "%w", err)
}

// rowWrite is the write of one row by SQL, or by a method that writes many.
type rowWrite struct {
	*operation
	*engine.Write
	next func(context.Context) error
}

func (w *rowWrite) call(ctx context.Context) (err error) {
	switch w.Operation {
	case engine.Inserting:
		err = w.put(ctx, MethodInsert, BeforeInsert, AfterInsert)
	case engine.Updating:
		err = w.put(ctx, MethodUpdate, BeforeUpdate, AfterUpdate)
	case engine.Deleting:
		_, err = call(ctx, w.operation, MethodDelete, Args{ID: w.ID}, func(_ *operation, ctx context.Context, _ Args) (any, error) {
			return nil, w.deleting(ctx, w.Before, func() error { return w.next(ctx) })
		})
	}
	return err
}

func (w *rowWrite) put(ctx context.Context, method Method, before, after HookPoint) error {
	given, err := w.sealed(w.After)
	if err != nil {
		return err
	}
	args := Args{ID: w.ID, Record: given.clone()}
	_, err = call(ctx, w.operation, method, args, func(_ *operation, ctx context.Context, args Args) (Record, error) {
		rec, err := w.runHooks(ctx, before, args.Record)
		if err != nil {
			return nil, err
		}
		if err := w.change(given, rec); err != nil {
			return nil, err
		}
		if err := w.next(ctx); err != nil {
			return nil, err
		}
		stored, err := w.sealed(w.After)
		if err != nil {
			return nil, err
		}
		return w.runHooks(ctx, after, stored)
	})
	return err
}

// change makes of the row what hooks and middlewares made of its record.
func (w *rowWrite) change(given, rec Record) error {
	if rec.ID() != w.ID {
		return &ResourceError{w.r.name, "the id of a row that SQL writes cannot be changed"}
	}
	if reflect.DeepEqual(given, rec) {
		return nil
	}
	if err := w.writable(); err != nil {
		return err
	}
	rec, err := w.validate(rec)
	if err != nil {
		return err
	}
	fields, err := w.fields(rec, w.After)
	if err != nil {
		return err
	}
	keepTexts(fields, w.After, given, rec)
	w.After.Fields = fields
	return nil
}

// keepTexts gives fields of attributes that did not change the text they had:
// a record holds a number as float64, SQL may have stored more digits.
func keepTexts(fields document.Fields, base *engine.Record, was, now Record) {
	for i, f := range fields {
		name, _, _ := strings.Cut(f.Path, ".")
		if text, ok := base.Fields.Get(f.Path); ok && reflect.DeepEqual(was[name], now[name]) {
			fields[i].Text = text
		}
	}
}

// deleting runs the hooks of a delete around it. The record is decoded only
// for them.
func (op *operation) deleting(ctx context.Context, row *engine.Record, remove func() error) error {
	if len(op.r.hooks.of(BeforeDelete))+len(op.r.hooks.of(AfterDelete)) == 0 {
		return remove()
	}
	old, err := op.sealed(row)
	if err != nil {
		return err
	}
	if old, err = op.runHooks(ctx, BeforeDelete, old); err != nil {
		return err
	}
	if err := remove(); err != nil {
		return err
	}
	_, err = op.runHooks(ctx, AfterDelete, old)
	return err
}
