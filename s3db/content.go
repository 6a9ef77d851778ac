package s3db

import (
	"context"
	"fmt"
	"io"

	"github.com/s3dbsql/s3dbsql/engine"
)

// Content is the binary content of a record, as it was when the operation that
// returned it began. It is read from the store as it is asked for, 8 MiB at a
// time, within the context of that operation. If it is replaced meanwhile and
// the old bytes are gone, reading fails with SQLSTATE 72000.
type Content struct {
	Type string // as SetContent was given it
	Size int64  // bytes

	r *engine.ContentReader
}

// Read implements io.Reader.
func (c *Content) Read(p []byte) (int, error) { return c.r.Read(p) }

// WriteTo implements io.WriterTo: what io.Copy uses.
func (c *Content) WriteTo(w io.Writer) (int64, error) { return c.r.WriteTo(w) }

// Bytes reads the rest into memory.
func (c *Content) Bytes() ([]byte, error) { return io.ReadAll(c) }

// NoContentError says that a record has no binary content. s3db.js returns an
// object of nulls, or the record's own JSON.
type NoContentError struct{ Resource, ID string }

func (e *NoContentError) Error() string {
	return fmt.Sprintf("record %q of resource %q has no binary content", e.ID, e.Resource)
}

// SetContent gives a record binary content: what body gives until io.EOF. It is
// uploaded before the commit, in parts if it is more than 8 MiB, and is there
// with the commit or not at all. An empty contentType is
// application/octet-stream; an empty body is no content.
//
// The record's attributes stay, and later updates keep the content. In
// exchange they must fit into metadata: a record that does not, and every one
// of behavior body-only, is refused, where s3db.js would destroy its data.
// *NotFoundError if there is no such record. In a transaction that runs again,
// body must be one that can be read again.
func (r *Resource) SetContent(ctx context.Context, id string, body io.Reader, contentType string) error {
	var staged *engine.Staged
	return r.do(ctx, func(op *operation) (err error) {
		ok, err := op.tx.CheckContent(ctx, op.table, id)
		if err == nil && ok && staged == nil { // else an attempt before has read the body
			staged, err = r.db.engine.StageContent(ctx, body, contentType)
		}
		if err == nil && ok {
			ok, err = op.tx.SetContent(ctx, op.table, id, staged)
		}
		return op.unlessFound(id, ok, err)
	})
}

// Content begins to read the content of a record. *NotFoundError if there is no
// such record, *NoContentError if it has none.
func (r *Resource) Content(ctx context.Context, id string) (c *Content, err error) {
	err = r.do(ctx, func(op *operation) error {
		reader, ok, err := op.tx.OpenContent(ctx, op.table, id)
		switch {
		case err != nil || !ok:
			return op.unlessFound(id, ok, err)
		case reader == nil:
			return &NoContentError{r.name, id}
		}
		c = &Content{Type: reader.Type, Size: reader.Size, r: reader}
		return nil
	})
	return c, err
}

// HasContent reports whether a record has binary content; one that does not
// exist has none. Unlike in s3db.js a record that has only its own JSON in its
// body has none either.
func (r *Resource) HasContent(ctx context.Context, id string) (has bool, err error) {
	err = r.do(ctx, func(op *operation) error {
		c, _, err := op.tx.ContentOf(ctx, op.table, id)
		has = c != nil
		return err
	})
	return has, err
}

// DeleteContent takes the content of a record away; the record stays.
// *NotFoundError if there is no such record.
func (r *Resource) DeleteContent(ctx context.Context, id string) error {
	return r.do(ctx, func(op *operation) error {
		ok, err := op.tx.DeleteContent(ctx, op.table, id)
		return op.unlessFound(id, ok, err)
	})
}

func (op *operation) unlessFound(id string, ok bool, err error) error {
	if err == nil && !ok {
		err = &NotFoundError{op.r.name, id}
	}
	return err
}
