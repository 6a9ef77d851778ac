package engine

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// fetch returns the object of a row: from memory, or by one GET. A missing one
// is a stored without image.
func (db *DB) fetch(ctx context.Context, rel *relation, id string) (*stored, error) {
	if o := db.remembered(rel, id); o != nil {
		return o, nil
	}
	place := db.place(rel, id)
	o, err := db.read(ctx, rel, id)
	db.cache.fill(place, id, o)
	return o, err
}

// remembered returns the object of a row if it is in memory and the overlay
// has nothing to say of it, else nil. Where foreign clients write the table
// memory does not count: unchanged asks what was listed.
func (db *DB) remembered(rel *relation, id string) *stored {
	if rel.table.Options.ExternalWriters {
		return nil
	}
	return db.kept(rel, id)
}

// unchanged returns the object of a row of a table that foreign clients write,
// if it is in memory and is still what was listed, else nil.
func (db *DB) unchanged(rel *relation, k listed) *stored {
	if k.etag == "" || !rel.table.Options.ExternalWriters {
		return nil
	}
	o := db.kept(rel, k.id)
	if o == nil || o.etag != k.etag || o.size != k.size || o.modified != k.modified {
		return nil
	}
	return o
}

func (db *DB) kept(rel *relation, id string) *stored {
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.overlay.row(rel.resource.Name, id) != nil {
		return nil
	}
	return db.cache.get(rel, id)
}

// place returns a place in the cache for the object of a row, nil where it may
// not be kept: the overlay has the row, or no row is to stay.
func (db *DB) place(rel *relation, id string) *cached {
	if db.opts.CacheBytes == 0 {
		return nil
	}
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.overlay.row(rel.resource.Name, id) != nil {
		return nil
	}
	return db.cache.reserve(rel, id)
}

// read reads the object of a row: one GET.
func (db *DB) read(ctx context.Context, rel *relation, id string) (*stored, error) {
	db.mu.RLock()
	applied := db.shown()
	db.mu.RUnlock()
	obj, err := db.bucket.Get(ctx, rel.keys.Record(id), storage.GetOptions{Wanted: wantsBody(inlineContent)})
	if notThere(err) {
		return &stored{applied: applied}, nil
	}
	if err != nil {
		return nil, storeError(ctx, err)
	}
	return db.decode(rel, id, obj), nil
}

// racy is how long after an object was written another write may still get the
// same LastModified, or show late: what was read before that time says nothing
// of what a listing shows later.
const racy = time.Minute

func (db *DB) decode(rel *relation, id string, obj *storage.Object) *stored {
	return db.storedOf(rel, document.Decode(rel.resource, id, obj), obj)
}

// storedOf is what a decoded record says of its row.
func (db *DB) storedOf(rel *relation, d *document.Document, obj *storage.Object) *stored {
	o := &stored{
		image: rel.stored(d), etag: obj.ETag, modified: obj.LastModified.Unix(), size: obj.Size,
		settled: obj.Date.Sub(obj.LastModified) >= racy,
	}
	if db.ours(d, d.Stamp.Position) {
		o.position = d.Stamp.Position
	} else {
		o.foreign = true
	}
	return o
}

// resolve decides the image of a row at a position by what is held and by the
// object, nil if it was not read. ok is false if the object is needed to tell.
func (db *DB) resolve(rel *relation, id string, position uint64, o *stored) (m journal.Image, ok bool) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.resolveLocked(rel, id, position, o)
}

func (db *DB) resolveLocked(rel *relation, id string, position uint64, o *stored) (m journal.Image, ok bool) {
	floor := db.floor(rel)
	if position <= floor && floor > 0 {
		return journal.Image{}, true
	}
	v := db.overlay.row(rel.resource.Name, id)
	m, written, ok := v.at(position, db.applied, o, rel.table.Options.ExternalWriters)
	if ok && written <= floor && (o == nil || !o.foreign) {
		return journal.Image{}, true
	}
	return m, ok
}

// floor is the newest floor of a table. It holds for every snapshot: as in
// PostgreSQL, TRUNCATE is not undone for older ones. db.mu is held.
func (db *DB) floor(rel *relation) uint64 {
	if now := db.schema.relations[rel.resource.Name]; now != nil && db.rules.floors {
		return now.table.Floor
	}
	return 0
}

// unstored reports whether no object of the table counts: it was made or
// truncated by an entry that is not applied, or by the transaction itself.
func (db *DB) unstored(rel *relation, tx *Tx) bool {
	if tx.hides(rel) {
		return true
	}
	db.mu.RLock()
	defer db.mu.RUnlock()
	return rel.table.Floor >= db.applied && rel.table.Floor > 0
}

// heldRow is the image of a row at a position as held entries tell it,
// without a request; ok is false if they do not.
func (db *DB) heldRow(rel *relation, id string, position uint64) (o *stored, ok bool) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	m, ok := db.resolveLocked(rel, id, position, nil)
	if !ok {
		return nil, false
	}
	o = &stored{image: m}
	if v := db.overlay.row(rel.resource.Name, id); v != nil && v.position <= position {
		o.position, o.etag = v.position, v.etag
	}
	return o, true
}

// newest is a row's newest committed image and the position up to which it is
// known to be the newest.
func (db *DB) newest(ctx context.Context, rel *relation, id string) (stored, uint64, error) {
	head := db.Position()
	if o, ok := db.heldRow(rel, id, head); ok {
		return *o, head, nil
	}
	o, err := db.fetch(ctx, rel, id)
	if err != nil {
		return stored{}, 0, err
	}
	return *db.lookAgain(rel, id, o), head, nil
}

// lookAgain corrects an object by what the journal is known to say after it
// was read: it may have been applied meanwhile, or deleted. What other servers
// commit is found by validation.
func (db *DB) lookAgain(rel *relation, id string, o *stored) *stored {
	db.mu.RLock()
	defer db.mu.RUnlock()
	m, _ := db.resolveLocked(rel, id, db.head, o)
	if v := db.overlay.row(rel.resource.Name, id); v != nil && v.position > o.position && m == v.op.After {
		return &stored{image: m, position: v.position, etag: v.etag}
	}
	if m.IsZero() {
		return &stored{etag: o.etag, modified: o.modified}
	}
	return o
}
