package engine

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// LostVersion is an object under s3dbsql/conflicts/ or s3dbsql/parked/: a
// version of a row that did not become, or did not stay, its record.
type LostVersion struct {
	Number   uint64            `json:"-"` // of the object
	Resource string            `json:"resource"`
	ID       string            `json:"id"`
	Position uint64            `json:"position"`         // of the entry concerned
	Winner   string            `json:"winner,omitempty"` // journal or foreign; "" of a row that the store refuses
	Reason   string            `json:"reason,omitempty"`
	At       time.Time         `json:"at"`                // when it was noticed
	Journal  map[string]string `json:"journal,omitempty"` // what the journal says, as stored; nil for no row
	Foreign  map[string]string `json:"foreign,omitempty"` // what the foreign client wrote
}

// conflict keeps both versions of a row, one of which loses.
func (w *work) conflict(ctx context.Context, r *rowWork, o *recordObject, journalWins bool) error {
	lost := LostVersion{
		Resource: r.rel.resource.Name, ID: r.id, Position: r.position, Winner: "foreign", Journal: imageTexts(r.after),
	}
	if journalWins {
		lost.Winner = "journal"
	}
	if o.raw != nil {
		lost.Foreign = texts(o.raw.Fields)
	}
	return w.k.keepConflict(ctx, lost)
}

func (k *keeper) keepConflict(ctx context.Context, lost LostVersion) error {
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
	return w.k.note(ctx, keys.ParkedKey, r.position, LostVersion{
		Resource: r.rel.resource.Name, ID: r.id, Position: r.position,
		Reason: cause.Error(), Journal: imageTexts(r.after),
	})
}

// note writes an object under the first free number from n on.
func (k *keeper) note(ctx context.Context, key func(uint64) string, n uint64, v LostVersion) error {
	v.At = k.db.opts.Clock().UTC()
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

// Conflicts lists the rows that this database and foreign clients have both
// changed, in the order in which that was noticed. Each is read: one request.
func (db *DB) Conflicts(ctx context.Context) ([]LostVersion, error) {
	return db.lostVersions(ctx, keys.ConflictsPrefix, keys.ConflictKey)
}

// Parked lists the rows that the store refuses, in order of position.
func (db *DB) Parked(ctx context.Context) ([]LostVersion, error) {
	return db.lostVersions(ctx, keys.ParkedPrefix, keys.ParkedKey)
}

func (db *DB) lostVersions(ctx context.Context, prefix string, key func(uint64) string) ([]LostVersion, error) {
	var list []LostVersion
	err := eachPage(ctx, db.bucket, prefix, func(page *storage.Page) error {
		for _, o := range page.Objects {
			list = append(list, LostVersion{Number: keys.Parse(o.Key).Number})
		}
		return nil
	})
	if err == nil {
		err = db.pool.each(ctx, len(list), func(ctx context.Context, i int) error {
			obj, err := db.bucket.Get(ctx, key(list[i].Number), storage.GetOptions{})
			if err != nil {
				return err
			}
			return json.Unmarshal(obj.Body, &list[i])
		})
	}
	return list, storeError(ctx, err)
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
