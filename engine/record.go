package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/storage"
)

// record makes the record of a row what the window says. Where the object it
// replaces is known it is one conditional write; if that fails, or nothing is
// known, the object is read and looked at.
func (w *work) record(ctx context.Context, r *rowWork) error {
	known := !r.rel.table.Options.ExternalWriters && (r.base != "" || r.before.IsZero())
	if r.before.IsZero() && r.after.IsZero() && r.first <= w.k.tried {
		// The row came and went within the window; a keeper that died within it
		// may have left the object.
		known = false
	}
	if r.look || keepsContent(r.before, r.after) {
		known = false // the object has the bytes
	}
	cond := storage.Condition{IfMatch: r.base, IfAbsent: r.base == ""}
	var obj *recordObject
	for {
		if !known {
			var err error
			if obj, err = w.k.object(ctx, r); err != nil {
				return err
			}
			done, err := w.compare(ctx, r, obj)
			if err != nil || done {
				return err
			}
			cond = storage.Condition{IfMatch: obj.etag, IfAbsent: obj.etag == ""}
		}
		if err := w.keepPast(ctx, r); err != nil {
			return w.park(ctx, r, err)
		}
		err := w.writeRecord(ctx, r, cond, obj)
		if !errors.Is(err, storage.ErrPrecondition) && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, errNotStaged) {
			return w.park(ctx, r, err)
		}
		known = false
	}
}

// found is the object of a row as the keeper sees it.
type recordObject struct {
	stored
	content *document.Content
	raw     *document.Document
}

func (k *keeper) object(ctx context.Context, r *rowWork) (*recordObject, error) {
	obj, err := k.db.bucket.Get(ctx, r.rel.keys.Record(r.id), storage.GetOptions{Wanted: wantsBody(k.db.opts.keptContent)})
	if notThere(err) {
		return &recordObject{}, nil
	}
	if err != nil {
		return nil, err
	}
	d := document.Decode(r.rel.resource, r.id, obj)
	o := &recordObject{content: d.Content, raw: d}
	o.etag, o.modified, o.position = obj.ETag, obj.LastModified.Unix(), d.Stamp.Position
	o.foreign = !k.db.ours(d, k.db.Position())
	return o, nil
}

func (w *work) writeRecord(ctx context.Context, r *rowWork, cond storage.Condition, o *recordObject) error {
	key := r.rel.keys.Record(r.id)
	if r.after.IsZero() {
		return w.deleteRecord(ctx, r, key, cond)
	}
	v := r.rel.resource.Version(r.after.Shape.Version)
	if v == nil {
		return &fatalError{fmt.Errorf("journal entry %d: resource %s has no version %q", r.position, r.rel.resource.Name, r.after.Shape.Version)}
	}
	info, err := w.writeVersion(ctx, r, v, o, cond)
	if err == nil {
		r.etag = info.ETag
	}
	return err
}

func (w *work) writeVersion(ctx context.Context, r *rowWork, v *catalog.Version, o *recordObject, cond storage.Condition) (storage.Info, error) {
	if r.after.Shape.Content {
		return w.withContent(ctx, r, v, o, cond)
	}
	up, err := w.encode(r, v, nil)
	if err != nil {
		return storage.Info{}, err
	}
	return w.k.put(ctx, r.rel.keys.Record(r.id), up, cond)
}

func (w *work) deleteRecord(ctx context.Context, r *rowWork, key string, cond storage.Condition) error {
	if cond.IfAbsent {
		return nil
	}
	if r.look || r.rel.table.Options.ExternalWriters {
		return w.k.delete(ctx, key, cond.IfMatch)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.doomed = append(w.doomed, doomed{r, key, cond.IfMatch})
	return nil
}

// compare decides about an object that is not what was expected. done says
// that it stays as it is: it shows this entry or a later one, or a foreign
// client wrote it after the entry.
func (w *work) compare(ctx context.Context, r *rowWork, o *recordObject) (done bool, err error) {
	switch {
	case o.raw == nil && r.after.IsZero():
		return true, nil
	case o.raw == nil:
		if r.before.IsZero() {
			return false, nil
		}
		return false, w.conflict(ctx, r, o, true) // a foreign deletion has no date: the journal wins
	case !o.foreign:
		if o.position >= r.position {
			r.etag = o.etag
			return true, nil
		}
		return false, nil
	case o.etag == quoted(r.read.ETag) && o.modified == r.read.Modified:
		return false, nil // the very version that the operation read
	}
	journalWins := o.modified <= r.modified
	r.lost = !journalWins
	return r.lost, w.conflict(ctx, r, o, journalWins)
}

func quoted(etag string) string { return etag }
