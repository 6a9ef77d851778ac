package engine

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// refresh takes in the entries that other servers have committed: from head+1
// to the first number that is free. One goroutine walks at a time; those that
// wait share the next walk, for it begins after they asked.
func (db *DB) refresh(ctx context.Context) error {
	asked := db.walks.Load()
	select {
	case db.walking <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-db.walking }()
	if db.walked > asked {
		return nil
	}
	number := db.walks.Add(1)
	err := db.walk(ctx)
	if err == nil {
		db.walked = number
	}
	return err
}

// walk reads entries until one is missing. An answer counts only if the last
// proof of the head is younger than half the retention; else the boundary,
// read after it, must be at or under the head, or the server starts again:
// what it looks for may have been truncated.
func (db *DB) walk(ctx context.Context) error {
	for {
		head, proof, generation := db.position()
		e, err := journal.Load(ctx, db.bucket, db.journal, head+1, db.env.shapes)
		free := notThere(err)
		if err != nil && !free {
			return db.unreadable(err)
		}
		answered := storage.DateOf(err)
		if e != nil {
			answered = e.Date
		}
		if db.rules.staleProof && db.stale(proof, answered) || e != nil && e.PartsGone {
			if again, err := db.checkBoundary(ctx, head); err != nil || again {
				if err != nil {
					return err
				}
				continue
			}
		}
		if free {
			db.prove(head, generation, answered)
			return nil
		}
		if err := db.take(e); err != nil {
			return err
		}
	}
}

func (db *DB) position() (head uint64, proof time.Time, generation int) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.head, db.proof, db.generation
}

// unreadable stops the database at an entry that is there and cannot be read.
func (db *DB) unreadable(err error) error {
	if isCorrupt(err) {
		db.fail(err)
	}
	return err
}

// checkBoundary starts again if entries after head are gone already.
func (db *DB) checkBoundary(ctx context.Context, head uint64) (again bool, err error) {
	k, err := db.readKeeper(ctx)
	if err != nil {
		return false, err
	}
	if k.Boundary <= head {
		return false, nil
	}
	return true, db.load(ctx)
}

// prove notes that head was the newest entry at a time.
func (db *DB) prove(head uint64, generation int, at time.Time) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.head == head && db.generation == generation && at.After(db.proof) {
		db.proof = at
	}
}

// forget takes the rows that an entry touches out of the cache. db.mu is held.
func (db *DB) forget(e *heldEntry) {
	for i := range e.rows {
		if op := e.rows[i].op; db.rules.forget {
			db.cache.drop(op.Resource, op.ID)
		}
	}
}

// take takes in an entry that was read.
func (db *DB) take(e *journal.Loaded) error {
	if e.PartsGone {
		e.Txs = nil // given up before it was written: void for everyone
	}
	return db.publish(e.Entry, e.Modified.Unix())
}

// publish makes an entry visible. Its place is after the head; one that has
// been taken in before changes nothing.
func (db *DB) publish(e *journal.Entry, modified int64) error {
	held := &heldEntry{Entry: e, modified: modified}
	db.mu.Lock()
	defer db.mu.Unlock()
	if e.Position != db.head+1 || db.err != nil {
		return db.err
	}
	next, err := db.schema.apply(e, &db.env)
	if err != nil {
		db.err = err
		db.notify()
		return err
	}
	db.overlay.add(held)
	db.forget(held)
	db.announce(held, next)
	db.schema = next
	db.head = e.Position
	if at := time.Unix(modified, 0); at.After(db.proof) {
		db.proof = at
	}
	db.notify()
	return nil
}
