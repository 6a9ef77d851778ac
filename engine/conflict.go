package engine

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// lostVersion is an object under s3dbsql/conflicts/ or s3dbsql/parked/: a
// version of a row that did not become, or did not stay, its record.
type lostVersion struct {
	Resource string            `json:"resource"`
	ID       string            `json:"id"`
	Position uint64            `json:"position"`         // of the entry concerned
	Winner   string            `json:"winner,omitempty"` // journal or foreign
	Reason   string            `json:"reason,omitempty"`
	Fields   map[string]string `json:"fields,omitempty"` // of the version that lost, as stored
}

// conflict keeps the version that lost against the other.
func (w *work) conflict(ctx context.Context, r *rowWork, o *recordObject, journalWins bool) error {
	lost := lostVersion{Resource: r.rel.resource.Name, ID: r.id, Position: r.position, Winner: "foreign"}
	if journalWins {
		lost.Winner = "journal"
		if o.raw != nil {
			lost.Fields = texts(o.raw.Fields)
		}
	} else {
		lost.Fields = imageTexts(r.after)
	}
	return w.k.keepConflict(ctx, lost)
}

func (k *keeper) keepConflict(ctx context.Context, lost lostVersion) error {
	k.db.mu.Lock()
	k.db.conflicts++
	n := k.db.conflicts
	k.db.mu.Unlock()
	return k.note(ctx, keys.ConflictKey, uint64(n), lost)
}

// park keeps a row that the store refuses for good. Its entry stays in the
// journal and in memory, so the row is read as committed.
func (w *work) park(ctx context.Context, r *rowWork, cause error) error {
	if cause == nil || !surelyRefused(cause) || isFatal(cause) {
		return cause
	}
	w.k.db.opts.Logger.Error("the store refuses a row; it is parked", "resource", r.rel.resource.Name, "id", r.id, "error", cause)
	w.mu.Lock()
	w.parked = append(w.parked, r.position)
	w.mu.Unlock()
	return w.k.note(ctx, keys.ParkedKey, r.position, lostVersion{
		Resource: r.rel.resource.Name, ID: r.id, Position: r.position,
		Reason: cause.Error(), Fields: imageTexts(r.after),
	})
}

// note writes an object under the first free number from n on.
func (k *keeper) note(ctx context.Context, key func(uint64) string, n uint64, v lostVersion) error {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	up := storage.Upload{ContentType: "application/json", Body: append(body, '\n')}
	for {
		_, err := k.put(ctx, key(n), up, storage.Condition{IfAbsent: true})
		if !errors.Is(err, storage.ErrPrecondition) {
			return err
		}
		n++
	}
}

func texts(fields document.Fields) map[string]string {
	m := make(map[string]string, len(fields))
	for _, f := range fields {
		m[f.Path] = f.Text
	}
	return m
}

func imageTexts(m journal.Image) map[string]string {
	if m.IsZero() {
		return nil
	}
	return texts(fieldsOf(m))
}
