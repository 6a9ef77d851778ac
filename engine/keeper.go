package engine

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// keeper makes the journal true: it walks the entries in order and writes the
// objects that they say. Where other servers may write the bucket it does so
// only under a lease, and signs every write to expire with it.
type keeper struct {
	db    *DB
	lease lease
	// applied is the catalog as the objects show it.
	applied *schema
	// tried is the newest entry that an attempt, of this keeper or one before
	// it, may have applied in part: objects of entries up to here may show
	// any of them.
	tried      uint64
	generation int // of the state that applied and tried belong to
	nextTrim   time.Time
	sweeper    sweeper
	jobs       chan *job
	job        *job        // the next one, if await has taken it
	mending    atomic.Bool // s3db.json is not as it ought to be
	filled     backfill
}

// Pauses of the keeper.
const (
	afterError = 500 * time.Millisecond // before it tries again
	afterLoss  = 2 * time.Second        // before it looks at another server's lease again
)

// windowRows is about how many operations are applied between two advances of
// the applied position.
const windowRows = 20000

func newKeeper(db *DB) *keeper {
	k := &keeper{db: db, jobs: make(chan *job)}
	k.lease.init(db)
	return k
}

func (k *keeper) holder() string { return k.lease.holder() }

// run applies until ctx ends. An error of the store is logged and tried
// again; only an entry that makes no sense stops the database.
func (k *keeper) run(ctx context.Context) {
	for ctx.Err() == nil {
		pause, err := k.step(ctx)
		switch {
		case errors.Is(err, errLost):
			pause = afterLoss
		case isFatal(err):
			k.db.fail(err)
			return
		case err != nil && ctx.Err() == nil:
			k.db.opts.Logger.Warn("applying the journal failed, trying again", "error", err)
			pause = afterError
		}
		if pause > 0 {
			_ = sleep(ctx, pause)
		} else {
			k.await(ctx)
		}
	}
}

// step applies what there is, then tidies up. A pause asks to be called again
// after it, even if nothing new is committed.
func (k *keeper) step(ctx context.Context) (pause time.Duration, err error) {
	if err := k.work(ctx); err != nil {
		return 0, err
	}
	if k.mending.Load() {
		if err := k.mendNow(ctx); err != nil {
			return 0, err
		}
	}
	if len(k.window()) == 0 {
		if k.sole() {
			if err := k.hold(ctx); err != nil {
				return 0, err
			}
		}
		if err := k.lease.settle(ctx); err != nil {
			return 0, err
		}
		return 0, k.tidy(ctx)
	}
	if err := k.hold(ctx); err != nil {
		return 0, err
	}
	window := k.window()
	if len(window) == 0 {
		return time.Nanosecond, nil
	}
	if err := k.apply(ctx, window); err != nil {
		k.tried = max(k.tried, window[len(window)-1].Position)
		return 0, err
	}
	return time.Nanosecond, nil
}

// hold takes or renews the lease. One that takes it over may have slept: it
// must know what its predecessors committed and applied before it writes.
func (k *keeper) hold(ctx context.Context) error {
	if err := k.lease.hold(ctx); err != nil {
		return err
	}
	_, _, generation := k.db.position()
	if !k.lease.taken && k.generation == generation {
		return nil
	}
	if k.db.caps.Shared {
		if err := k.db.refresh(ctx); err != nil {
			return err
		}
		k.lease.learn()
	}
	var err error
	if k.applied, err = k.db.loadSchema(ctx); err != nil {
		return err
	}
	k.tried, _, k.generation = k.db.position()
	k.lease.taken = false
	return nil
}

// sole reports whether the lease is kept while there is nothing to do.
func (k *keeper) sole() bool { return k.db.opts.Sole && k.db.caps.Shared }

// await waits for an entry to apply or the time to tidy up or to renew the
// lease.
func (k *keeper) await(ctx context.Context) {
	k.db.mu.RLock()
	changed, owed := k.db.changed, k.db.head > k.db.applied && k.db.err == nil
	k.db.mu.RUnlock()
	if owed || k.mending.Load() {
		return
	}
	longest := k.db.opts.Retention / trimsPerRetention
	if k.sole() {
		longest = min(longest, k.db.opts.LeaseDuration/2) // hold renews after a third
	}
	if left, owed := k.lease.due(); owed {
		longest = min(longest, max(left, 0))
	}
	timer := time.NewTimer(longest)
	defer timer.Stop()
	select {
	case k.job = <-k.jobs:
	case <-changed:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// window takes the next entries to apply together. One with DDL begins a
// window, because rows are written by the definitions before or after it.
func (k *keeper) window() []*heldEntry {
	k.db.mu.RLock()
	defer k.db.mu.RUnlock()
	if k.db.err != nil {
		return nil
	}
	entries := k.db.overlay.since(k.db.applied)
	rows := 0
	for i, e := range entries {
		if i > 0 && (defines(e.Entry) || rows+len(e.rows) > windowRows) {
			return entries[:i:i]
		}
		rows += len(e.rows)
	}
	return entries[:len(entries):len(entries)]
}

func defines(e *journal.Entry) bool {
	for _, op := range e.AllOps() {
		if op.Kind == journal.Define || op.Kind == journal.Floor {
			return true
		}
	}
	return false
}

// apply makes the objects show a window: definitions, then rows. When all is
// known to be written the applied position moves.
func (k *keeper) apply(ctx context.Context, window []*heldEntry) error {
	unused, err := k.unused(ctx, window[0])
	if err != nil {
		return err
	}
	if err := k.define(ctx, window[0]); err != nil {
		return err
	}
	w := k.coalesce(window)
	w.unused = unused
	if err := w.run(ctx); err != nil {
		return err
	}
	return k.advance(ctx, window, w)
}

// advance notes in keeper.json and here that a window is applied.
func (k *keeper) advance(ctx context.Context, window []*heldEntry, w *work) error {
	last := window[len(window)-1].Position
	write := k.lease.note
	if k.telling(window, w) {
		write = k.lease.update
	}
	k.db.mu.RLock()
	conflicts := uint64(k.db.conflicts)
	k.db.mu.RUnlock()
	err := write(ctx, func(d *keeperDoc) {
		d.Applied = max(d.Applied, last)
		d.Conflicts = max(d.Conflicts, conflicts)
		if d.Backfill != nil && d.Backfill.Position <= last {
			d.Backfill = nil
		}
		for _, e := range window {
			d.note(e.Entry, w.unused)
		}
		d.Parked = reparked(d.Parked, window, w.parked)
	})
	if err != nil {
		return err
	}
	db := k.db
	db.mu.Lock()
	defer db.mu.Unlock()
	w.learn()
	db.applied = max(db.applied, last)
	db.parked = k.lease.file.Parked
	db.purging = k.lease.file.Purging
	db.dropEntries()
	db.notify()
	return nil
}

// telling reports whether keeper.json must say at once that a window is
// applied: floors and parked rows are known from there. The rest is found out
// again by who starts from an older position.
func (k *keeper) telling(window []*heldEntry, w *work) bool {
	return defines(window[0].Entry) || len(w.parked) > 0 || len(k.lease.file.Parked) > 0
}

// release gives up the lease, so that another server need not wait for it.
func (k *keeper) release(ctx context.Context) { k.lease.release(ctx) }
