package engine

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// pastImage is a row as a version of the definition left it, and the position
// of the entry that made it a row of the next one.
type pastImage struct {
	journal.Image
	replaced uint64
}

// crosses reports whether an operation takes a row from one version of its
// definition to another.
func crosses(op *journal.Op) bool {
	return !op.Before.IsZero() && !op.After.IsZero() && op.Before.Shape.Version != op.After.Shape.Version
}

// keepPast copies a row to its history before the record is replaced: under its
// version, and where s3db.js keeps the last copy (format, section 13). A copy is
// stamped with the entry that replaced it; doing it again makes the same bytes.
func (w *work) keepPast(ctx context.Context, r *rowWork) error {
	for _, m := range r.past {
		up, err := w.pastObject(r, m)
		if limit := (*behaviors.LimitError)(nil); errors.As(err, &limit) {
			w.k.db.opts.Logger.Warn("a row of an older version does not fit and is not kept", "resource", r.rel.resource.Name, "id", r.id, "error", err)
			continue
		}
		if err != nil {
			return err
		}
		for _, key := range []string{r.rel.keys.HistoryOf(r.id, m.Shape.Version), r.rel.keys.History(r.id)} {
			if _, err := w.k.put(ctx, key, up, storage.Condition{}); err != nil {
				return err
			}
		}
	}
	r.past = nil
	return nil
}

// pastObject is the copy of a row, without binary content: that is of no
// version, and stays with the record.
func (w *work) pastObject(r *rowWork, m pastImage) (storage.Upload, error) {
	v := r.rel.resource.Version(m.Shape.Version)
	if v == nil {
		v = r.rel.version
	}
	return document.Encode(v, fieldsOf(m.Image), document.Options{
		Stamp: document.Stamp{Position: m.replaced, Journal: w.k.db.journal}, Capabilities: w.k.db.caps,
	})
}
