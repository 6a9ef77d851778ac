package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// keepsContent reports whether a row has content after a change and had the
// same before.
func keepsContent(before, after journal.Image) bool {
	c, has := after.Content()
	old, had := before.Content()
	return has && had && c.ID == old.ID
}

// errNotStaged says that content is not where it was uploaded to.
var errNotStaged = errors.New("content is not staged")

// withContent writes the record of a row that has content. Its bytes are in
// the object o already, if the keeper has looked and they are the same; else
// staged. Where s3db.js has put others into the record these stay.
func (w *work) withContent(ctx context.Context, r *rowWork, v *catalog.Version, o *recordObject, cond storage.Condition) (storage.Info, error) {
	c, _ := r.after.Content()
	if o != nil && o.content != nil && o.content.ID == c.ID {
		return w.rewrite(ctx, r, v, o, cond)
	}
	info, err := w.fromStage(ctx, r, v, c, cond)
	if !errors.Is(err, errNotStaged) || o == nil {
		return info, err
	}
	w.k.db.opts.Logger.Error("content is gone: a foreign client has overwritten it", "resource", r.rel.resource.Name, "id", r.id)
	if o.content != nil {
		return w.rewrite(ctx, r, v, o, cond)
	}
	up, err := w.encode(r, v, nil)
	if err != nil {
		return storage.Info{}, err
	}
	return w.k.put(ctx, r.rel.keys.Record(r.id), up, cond)
}

// rewrite writes a record anew around the content that its object has.
func (w *work) rewrite(ctx context.Context, r *rowWork, v *catalog.Version, o *recordObject, cond storage.Condition) (storage.Info, error) {
	key := r.rel.keys.Record(r.id)
	up, err := w.encode(r, v, o.content)
	switch {
	case err != nil:
		return storage.Info{}, err
	case o.content.Bytes != nil:
		return w.k.put(ctx, key, up, cond)
	}
	return w.k.copy(ctx, key, up, storage.Info{Key: key, ETag: o.etag, Size: o.content.Size}, cond)
}

// fromStage writes a record with content that was staged for it.
func (w *work) fromStage(ctx context.Context, r *rowWork, v *catalog.Version, c Content, cond storage.Condition) (storage.Info, error) {
	if c.ID == "" {
		return storage.Info{}, errNotStaged
	}
	key, staged := r.rel.keys.Record(r.id), keys.ContentKey(c.ID)
	content := documentContent(c)
	if c.Size <= w.k.db.opts.keptContent {
		obj, err := w.k.db.bucket.Get(ctx, staged, storage.GetOptions{})
		if notThere(err) {
			return storage.Info{}, errNotStaged
		}
		if err != nil {
			return storage.Info{}, err
		}
		content.Bytes = obj.Body
	}
	up, err := w.encode(r, v, content)
	switch {
	case err != nil:
		return storage.Info{}, err
	case content.Bytes != nil:
		return w.k.put(ctx, key, up, cond)
	}
	return w.k.copy(ctx, key, up, storage.Info{Key: staged, Size: c.Size}, cond)
}

func (w *work) encode(r *rowWork, v *catalog.Version, c *document.Content) (storage.Upload, error) {
	up, err := document.Encode(v, fieldsOf(r.after), document.Options{
		Stamp:   document.Stamp{Position: r.position, Journal: w.k.db.journal},
		Content: c, Capabilities: w.k.db.caps,
	})
	if err != nil {
		return up, fmt.Errorf("%w: %w", storage.ErrTooLarge, err)
	}
	return up, nil
}

// copy is put of an object whose body the store copies. Only its last request
// can be seen, and that expires as every write of the keeper does.
func (k *keeper) copy(ctx context.Context, key string, up storage.Upload, src storage.Info, cond storage.Condition) (info storage.Info, err error) {
	copying, err := storage.CopyObject(ctx, k.db.bucket, key, up, src)
	if notThere(err) {
		return info, errNotStaged
	}
	if err != nil {
		return info, err
	}
	err = k.write(ctx, func(expiry storage.Condition) error {
		cond.ExpiresAt = expiry.ExpiresAt
		info, err = copying.Finish(ctx, cond)
		return err
	})
	if err != nil {
		copying.Abort(ctx)
	}
	return info, err
}
