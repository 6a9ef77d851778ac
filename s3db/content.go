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
	args := Args{ID: id, ContentType: contentType}
	_, err := invoke(ctx, r, MethodSetContent, args, func(op *operation, ctx context.Context, args Args) (_ any, err error) {
		ok, err := op.tx.CheckContent(ctx, op.table, args.ID)
		if err == nil && ok && staged == nil { // else an attempt before has read the body
			staged, err = r.db.engine.StageContent(ctx, body, args.ContentType)
		}
		if err == nil && ok {
			ok, err = op.tx.SetContent(ctx, op.table, args.ID, staged)
		}
		if err = op.unlessFound(args.ID, ok, err); err == nil {
			op.tell(Event{Name: EventSetContent, ID: args.ID, ContentType: args.ContentType, Length: staged.Size})
		}
		return nil, err
	})
	return err
}

// Content begins to read the content of a record. *NotFoundError if there is no
// such record, *NoContentError if it has none.
func (r *Resource) Content(ctx context.Context, id string) (*Content, error) {
	return invoke(ctx, r, MethodContent, Args{ID: id}, func(op *operation, ctx context.Context, args Args) (*Content, error) {
		reader, ok, err := op.tx.OpenContent(ctx, op.table, args.ID)
		switch {
		case err != nil || !ok:
			return nil, op.unlessFound(args.ID, ok, err)
		case reader == nil:
			return nil, &NoContentError{r.name, args.ID}
		}
		op.tell(Event{Name: EventContent, ID: args.ID, ContentType: reader.Type, Length: reader.Size})
		return &Content{Type: reader.Type, Size: reader.Size, r: reader}, nil
	})
}

// HasContent reports whether a record has binary content; one that does not
// exist has none. Unlike in s3db.js a record that has only its own JSON in its
// body has none either.
func (r *Resource) HasContent(ctx context.Context, id string) (bool, error) {
	return invoke(ctx, r, MethodHasContent, Args{ID: id}, func(op *operation, ctx context.Context, args Args) (bool, error) {
		c, _, err := op.tx.ContentOf(ctx, op.table, args.ID)
		return c != nil, err
	})
}

// DeleteContent takes the content of a record away; the record stays.
// *NotFoundError if there is no such record.
func (r *Resource) DeleteContent(ctx context.Context, id string) error {
	_, err := invoke(ctx, r, MethodDeleteContent, Args{ID: id}, func(op *operation, ctx context.Context, args Args) (any, error) {
		ok, err := op.tx.DeleteContent(ctx, op.table, args.ID)
		if err = op.unlessFound(args.ID, ok, err); err == nil {
			op.tell(Event{Name: EventDeleteContent, ID: args.ID})
		}
		return nil, err
	})
	return err
}

func (op *operation) unlessFound(id string, ok bool, err error) error {
	if err == nil && !ok {
		err = &NotFoundError{op.r.name, id}
	}
	return err
}
