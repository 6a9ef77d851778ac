package engine

import (
	"context"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// work is what a window asks of the objects: for each row touched its last
// image, whatever it was in between.
type work struct {
	k    *keeper
	rows []*rowWork

	unused map[string]bool // tables whose floors hide nothing

	mu     sync.Mutex
	parked []uint64
	doomed []doomed // records to be deleted together
	gone   []string // references likewise, after the records
}

// rowWork is one row of a window.
type rowWork struct {
	rel      *relation
	id       string
	first    uint64          // position of the first operation on it
	position uint64          // of the last one
	modified int64           // LastModified of that entry
	before   journal.Image   // before the first operation
	between  []journal.Image // images that came and went within the window
	past     []pastImage     // those that became history
	after    journal.Image
	base     string // ETag of the object now, "" if unknown
	read     *journal.Op
	newest   *version
	etag     string // of the object written
	lost     bool   // a foreign client's version stays
	look     bool   // the object is not what it was thought to be
}

// coalesce gathers the rows of a window. Rows of tables that are gone, or
// that a floor hides, need no object any more.
func (k *keeper) coalesce(window []*heldEntry) *work {
	db := k.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	w := &work{k: k}
	index := map[string]*rowWork{}
	for _, e := range window {
		for i := range e.rows {
			w.add(index, &e.rows[i], e)
		}
	}
	return w
}

func (w *work) add(index map[string]*rowWork, v *version, e *heldEntry) {
	op, db := v.op, w.k.db
	rel := db.schema.relations[op.Resource]
	if rel == nil || e.Position <= rel.table.Floor && db.rules.floors {
		return
	}
	key := lockKey(op.Resource, op.ID)
	r := index[key]
	if r == nil {
		r = &rowWork{rel: rel, id: op.ID, first: e.Position, before: op.Before, base: v.base, read: op}
		if r.base == "" && v.prev != nil {
			r.base = v.prev.etag
		}
		index[key] = r
		w.rows = append(w.rows, r)
	} else {
		r.between = append(r.between, r.after)
	}
	r.after, r.position, r.modified, r.newest = op.After, e.Position, e.modified, v
	if rel.table.Options.Versioning && crosses(op) {
		r.past = append(r.past, pastImage{op.Before, e.Position})
	}
}

// run writes the rows, as many at once as the pool allows, then deletes what
// may be deleted together.
func (w *work) run(ctx context.Context) error {
	err := w.k.db.pool.each(ctx, len(w.rows), func(ctx context.Context, i int) error {
		return w.row(ctx, w.rows[i])
	})
	if err != nil {
		return err
	}
	return w.remove(ctx)
}

// row makes the objects show one row: references that are new, the record,
// references that are gone. So a row is never missing from a partition it is
// in, and a reference too many is only a hint that leads nowhere.
func (w *work) row(ctx context.Context, r *rowWork) error {
	refs, err := r.rel.references(r.id, r.after)
	if err != nil && r.position >= r.rel.changed {
		return err
	}
	had := r.rel.pastReferences(r.id, r.before)
	if err != nil {
		refs = r.rel.pastReferences(r.id, r.after)
	}
	fresh := refs
	if r.first > w.k.tried {
		fresh = without(refs, had) // what the row had before, nobody has taken away
	}
	for _, key := range fresh {
		if err := w.k.putReference(ctx, r.rel, key); err != nil {
			return err
		}
	}
	if err := w.record(ctx, r); err != nil {
		return err
	}
	for _, m := range r.between {
		had = append(had, r.rel.pastReferences(r.id, m)...)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gone = append(w.gone, without(had, refs)...)
	return nil
}

// without returns the keys that are not among others.
func without(keys, others []string) []string {
	var rest []string
	for _, key := range keys {
		if !contains(others, key) {
			rest = append(rest, key)
		}
	}
	return rest
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// learn keeps the ETags of the records written, so that their next versions
// need not be read first. db.mu is held.
func (w *work) learn() {
	for _, r := range w.rows {
		if r.etag != "" {
			r.newest.etag = r.etag
		}
		if h := w.k.db.overlay.resources[r.newest.op.Resource]; r.lost && h.rows[r.id] == r.newest {
			delete(h.rows, r.id) // the object tells from now on
		}
	}
}
