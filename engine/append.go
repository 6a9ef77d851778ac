package engine

import (
	"context"
	"errors"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
)

// outcome is what became of a batch: written, another entry in its place, or
// an error, which says that it was not written or (08007) that nobody knows.
type outcome struct {
	modified int64           // LastModified of the entry in Unix seconds
	other    *journal.Loaded // the entry of another server at that number
	err      error
}

// Waits between attempts at one number.
const (
	firstPause = 20 * time.Millisecond
	lastPause  = 2 * time.Second
)

// append writes an entry under its number. The PUT that succeeds is the
// commit point. A batch once sent is frozen: until its number is known to be
// occupied, by it or by another, the same bytes go to the same number again,
// because a request of unknown outcome may land at any time, or until expires,
// if that is set: then a number that is free stays so.
func (db *DB) append(ctx context.Context, e *journal.Entry, expires time.Time) outcome {
	enc := journal.Encode(e, db.opts.MaxEntryBytes)
	if err := db.putParts(ctx, e.Batch, enc.Parts); err != nil {
		return outcome{err: storeError(ctx, err)}
	}
	proof := db.lastProof()
	unknown := false
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		info, err := db.bucket.Put(ctx, keys.EntryKey(e.Position), storage.Upload{Body: enc.Body}, storage.Condition{IfAbsent: true, ExpiresAt: expires})
		if err == nil {
			return db.believe(ctx, e, proof, info.Date, outcome{modified: later(info.LastModified, info.Date).Unix()})
		}
		expired := errors.Is(err, storage.ErrExpired)
		if expired && (!unknown || db.free(ctx, e.Position)) {
			return outcome{err: db.untimely()}
		}
		if surelyRefused(err) && !unknown {
			return outcome{err: pgerr.Newf(pgerr.IOError, "the store refused the journal entry: %w", err)}
		}
		occupied := errors.Is(err, storage.ErrPrecondition)
		unknown = unknown || !occupied && !errors.Is(err, storage.ErrConflict)
		if occupied || unknown {
			if o, resolved := db.occupant(ctx, e, proof, occupied); resolved {
				return o
			}
		}
		if err := sleep(ctx, pause); err != nil {
			return outcome{err: unresolved()}
		}
	}
}

// free reports whether a number has no entry for certain.
func (db *DB) free(ctx context.Context, position uint64) bool {
	_, err := db.bucket.Head(ctx, keys.EntryKey(position))
	return notThere(err)
}

// surelyRefused reports whether the store answered that it wrote nothing and
// would write nothing.
func surelyRefused(err error) bool {
	for _, refusal := range []error{storage.ErrDenied, storage.ErrNoBucket, storage.ErrTooLarge, storage.ErrInvalid, storage.ErrExpired} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}

// occupant looks who has the number. resolved is false if nobody has: a 404
// proves nothing, for our own PUT may still be on its way.
func (db *DB) occupant(ctx context.Context, e *journal.Entry, proof time.Time, refused bool) (o outcome, resolved bool) {
	found, err := journal.Load(ctx, db.bucket, db.journal, e.Position, db.env.shapes)
	switch {
	case errors.Is(err, storage.ErrNotFound) && !db.rules.resend && !refused:
		return outcome{err: concurrent("update")}, true
	case errors.Is(err, journal.ErrCorrupt):
		return outcome{err: err}, true
	case err != nil:
		return outcome{}, false
	case found.Batch == e.Batch && (db.rules.ownBatch || !refused):
		return db.believe(ctx, e, proof, found.Date, outcome{modified: found.Modified.Unix()}), true
	}
	return db.believe(ctx, e, proof, found.Date, outcome{other: found}), true
}

// believe accepts an answer about a number only if the head was proven less
// than half the retention before it. Otherwise the number may have been
// truncated and taken again: then the boundary must be below it, or nobody
// can tell what became of the batch, and the server starts again.
func (db *DB) believe(ctx context.Context, e *journal.Entry, proof, answered time.Time, o outcome) outcome {
	if !db.rules.boundary || !db.stale(proof, answered) {
		return o
	}
	k, err := db.readKeeper(ctx)
	for err != nil && ctx.Err() == nil {
		_ = sleep(ctx, firstPause)
		k, err = db.readKeeper(ctx)
	}
	if err != nil {
		return outcome{err: unresolved()}
	}
	if k.Boundary < e.Position {
		return o
	}
	if err := db.restart(ctx); err != nil {
		db.fail(err)
	}
	return outcome{err: unresolved()}
}

// stale reports whether a proof of the head is older than half the retention,
// by the store's clock.
func (db *DB) stale(proof, now time.Time) bool {
	return db.caps.Shared && now.Sub(proof) > db.opts.Retention/2
}

func (db *DB) lastProof() time.Time {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.proof
}

func (db *DB) putParts(ctx context.Context, batch string, parts [][]byte) error {
	return db.pool.each(ctx, len(parts), func(ctx context.Context, k int) error {
		return db.putPart(ctx, keys.PartKey(batch, uint64(k)), parts[k])
	})
}

// putPart writes a part, again and again while the outcome is unknown: the
// same bytes under a name that nobody else uses.
func (db *DB) putPart(ctx context.Context, key string, part []byte) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		_, err := db.bucket.Put(ctx, key, storage.Upload{Body: part}, storage.Condition{})
		if err == nil || surelyRefused(err) {
			return err
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
