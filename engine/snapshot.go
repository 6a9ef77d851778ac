package engine

import (
	"context"
	"time"
)

// snapshot is the state of the database that a statement sees.
type snapshot struct {
	position   uint64
	base       uint64 // applied as known before the first request for data
	schema     *schema
	proof      time.Time // when the store proved that it was the newest
	generation int
}

// pin keeps entries after a position in memory: those that a snapshot needs
// to see rows as they were, and that validation needs.
type pin struct{ after uint64 }

// take takes a new snapshot. Where other servers may commit, a look at the
// journal goes on beside the first request for data; ready waits for it.
func (tx *Tx) take(ctx context.Context) error {
	db := tx.db
	db.mu.Lock()
	if db.err != nil {
		db.mu.Unlock()
		return db.err
	}
	if tx.wrote() && tx.snap.generation != db.generation {
		db.mu.Unlock()
		return tooOld()
	}
	tx.snapshotLocked()
	db.mu.Unlock()
	if db.caps.Shared {
		tx.fresh = make(chan error, 1)
		go func(answer chan<- error) { answer <- db.refresh(ctx) }(tx.fresh)
	}
	return nil
}

// snapshotLocked takes the newest state. The pin of a transaction that has
// read rows it will write stays where it is: they are validated from there.
func (tx *Tx) snapshotLocked() {
	db := tx.db
	tx.snap = snapshot{
		position: db.head, base: db.shown(), schema: db.schema,
		proof: db.proof, generation: db.generation,
	}
	switch {
	case tx.pin == nil:
		tx.pin = &pin{tx.snap.base}
		db.pins[tx.pin] = struct{}{}
	case !tx.wrote():
		tx.pin.after = tx.snap.base
	}
}

// wrote reports whether the transaction has read rows to write them.
func (tx *Tx) wrote() bool { return len(tx.order) > 0 || len(tx.asserts) > 0 || tx.schema != nil }

// ready waits for the look at the journal that take began and moves the
// snapshot to what it found. Data read before is laid over from base on.
func (tx *Tx) ready(ctx context.Context) error {
	if tx.fresh == nil {
		return tx.alive()
	}
	err := <-tx.fresh
	tx.fresh = nil
	if err != nil {
		return storeError(ctx, err)
	}
	db := tx.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if tx.snap.generation != db.generation {
		return tooOld()
	}
	tx.snap.position, tx.snap.schema, tx.snap.proof = db.head, db.schema, db.proof
	return nil
}

// alive reports why the snapshot cannot be read any more.
func (tx *Tx) alive() error {
	db := tx.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.err != nil {
		return db.err
	}
	if tx.snap.generation != db.generation {
		return tooOld()
	}
	return nil
}

func (db *DB) unpin(p *pin) {
	if p == nil {
		return
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	delete(db.pins, p)
	db.dropEntries()
}

// dropEntries lets go of entries that are objects and that no snapshot needs,
// as far as there are more of them than may stay. db.mu is held.
func (db *DB) dropEntries() {
	keep := db.shown()
	if db.rules.pins {
		for p := range db.pins {
			keep = min(keep, p.after)
		}
	}
	db.overlay.drop(keep, db.opts.HeldBytes)
}
