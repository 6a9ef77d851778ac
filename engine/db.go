package engine

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// DB is one database, open. Its methods may be called from many goroutines.
type DB struct {
	opts      Options
	rules     *rules
	bucket    storage.Bucket
	caps      storage.Capabilities
	env       environment
	journal   string // id of the journal
	pool      pool
	cache     *cache
	locks     *lockTable
	committer *committer
	keeper    *keeper
	sequences *sequences
	rowIDs    *rowIDs
	watcher   *watcher
	dialect   dialect

	enforcement enforcement

	interceptors interceptors

	walking chan struct{} // held by the one that walks the journal
	walks   atomic.Uint64 // walks begun
	walked  uint64        // the newest walk that came to its end; guarded by walking
	stop    context.CancelCauseFunc
	done    sync.WaitGroup

	mu sync.RWMutex
	state
}

// state is what a server knows of the journal. db.mu guards it.
type state struct {
	head       uint64    // newest committed entry
	applied    uint64    // every entry up to here is objects
	boundary   uint64    // entries up to here are gone
	proof      time.Time // the store's time of the newest proof of the head
	schema     *schema
	overlay    *overlay
	purging    map[string]uint64 // floors whose rows are not all deleted, by resource
	generation int               // counts restarts
	pins       map[*pin]struct{}
	changed    chan struct{} // closed when head, applied or err changes
	err        error         // why the database stopped
	parked     []uint64      // positions of rows that the store refuses, sorted
	conflicts  int
	tasks      []*task // long work under way

	subscriptions map[*Subscription]struct{}
}

// Open opens the database of a bucket, which is already narrowed to the
// database's prefix, and recovers it: entries not yet applied are read. A
// bucket without objects becomes an empty database. If another server holds a
// living lease the error is 55006 and names it.
func Open(ctx context.Context, bucket storage.Bucket, opts Options) (*DB, error) {
	opts.setDefaults()
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	if opts.ServerID == "" {
		id, err := opts.draw(8)
		if err != nil {
			return nil, err
		}
		opts.ServerID = id
	}
	db := newDB(bucket, opts)
	if err := db.recover(ctx); err != nil {
		return nil, err
	}
	db.start()
	if err := db.adoptFound(ctx); err != nil {
		db.stop(errClosed)
		db.done.Wait()
		return nil, err
	}
	db.enforcement.wait(ctx)
	return db, nil
}

// knownPassphrase is the warning that secrets are safe from nobody.
const knownPassphrase = "secrets are encrypted with the default passphrase of s3db.js, which everybody knows; set passphrase or passphrase-file"

func newDB(bucket storage.Bucket, opts Options) *DB {
	db := &DB{
		opts: opts, rules: opts.rules, bucket: bucket, caps: bucket.Capabilities(),
		env: environment{
			secrets: codec.NewSecrets(opts.Passphrase, opts.Rand),
			shapes:  &journal.Shapes{},
		},
		pool: make(pool, opts.FanOut), cache: newCache(opts.CacheBytes), locks: newLockTable(), walking: make(chan struct{}, 1),
	}
	if opts.Passphrase == codec.DefaultPassphrase {
		db.env.secrets.OnFirstUse(func() { opts.Logger.Warn(knownPassphrase) })
	}
	db.pins = map[*pin]struct{}{}
	db.subscriptions = map[*Subscription]struct{}{}
	db.changed = make(chan struct{})
	db.committer = newCommitter(db)
	db.keeper = newKeeper(db)
	db.sequences = newSequences(db)
	db.watcher = newWatcher(db)
	db.enforcement.asked = make(chan chan struct{}, 2)
	db.rowIDs = &rowIDs{clock: opts.Clock, random: opts.Rand}
	return db
}

func (db *DB) start() {
	ctx, stop := context.WithCancelCause(context.Background())
	db.stop = stop
	db.done.Go(func() { db.committer.run(ctx) })
	db.done.Go(func() { db.keeper.run(ctx) })
	db.done.Go(func() { db.watcher.run(ctx) })
	db.done.Go(func() { db.enforcement.run(ctx, db) })
}

// Close applies what it can until ctx ends, gives up the lease and stops.
// Transactions must have ended.
func (db *DB) Close(ctx context.Context) error {
	err := db.WaitApplied(ctx, db.Position())
	db.stop(errClosed)
	db.done.Wait()
	db.keeper.release(ctx)
	return err
}

// Catalog returns the catalog as committed now.
func (db *DB) Catalog() *catalog.Snapshot {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.schema.Snapshot
}

// Position returns the position of the newest committed entry known here.
func (db *DB) Position() uint64 {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.head
}

// WaitApplied waits until every entry up to position has become objects.
func (db *DB) WaitApplied(ctx context.Context, position uint64) error {
	for {
		db.mu.RLock()
		applied, err, changed := db.applied, db.err, db.changed
		db.mu.RUnlock()
		if applied >= position {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// shown is the position up to which every row is an object: applied, unless
// the store refused a row. db.mu is held.
func (s *state) shown() uint64 {
	shown := min(s.applied, s.head)
	if len(s.parked) > 0 {
		shown = min(shown, s.parked[0]-1)
	}
	return shown
}

// notify wakes those that wait for a change. db.mu is held.
func (db *DB) notify() {
	close(db.changed)
	db.changed = make(chan struct{})
}

// fail stops the database: nothing is read or committed any more. It is for
// entries that cannot be read, which must never be skipped.
func (db *DB) fail(err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.err == nil {
		db.opts.Logger.Error("database stopped", "error", err)
		db.err = err
		db.notify()
	}
}
