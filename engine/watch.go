package engine

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// watcher looks whether s3db.js has changed s3db.json: once in an interval as
// long as statements come, and when asked. A look is one conditional GET.
type watcher struct {
	db   *DB
	used atomic.Int64  // the clock at the last statement, in Unix nanoseconds
	wake chan struct{} // holds a token after a statement
	turn chan struct{} // held while it looks
	etag atomic.Pointer[string]
}

// watchFor is how long after the last statement the watcher goes on looking.
const watchFor = 10 * time.Second

func newWatcher(db *DB) *watcher {
	w := &watcher{db: db, wake: make(chan struct{}, 1), turn: make(chan struct{}, 1)}
	w.etag.Store(new(string))
	return w
}

// poke notes that a statement begins.
func (w *watcher) poke() {
	if !w.db.caps.Shared {
		return
	}
	w.used.Store(w.db.opts.Clock().UnixNano())
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// run looks until ctx ends. What fails is tried again with the next look.
func (w *watcher) run(ctx context.Context) {
	for {
		select {
		case <-w.wake:
		case <-ctx.Done():
			return
		}
		for w.busy() && ctx.Err() == nil {
			if err := w.look(ctx); err != nil && ctx.Err() == nil {
				w.db.opts.Logger.Warn("s3db.json could not be looked at", "error", err)
			}
			_ = sleep(ctx, w.db.opts.WatchInterval)
		}
	}
}

func (w *watcher) busy() bool {
	return w.db.opts.Clock().Sub(time.Unix(0, w.used.Load())) < watchFor
}

// look reads s3db.json if it has changed and takes over what it says. While
// DDL is committed and not yet applied it waits for another time: s3db.json is
// older than the catalog then.
func (w *watcher) look(ctx context.Context) error {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-w.turn }()
	schema, settled := w.db.settledSchema()
	if !settled {
		return nil
	}
	known := w.etag.Load()
	f, err := w.db.readManifest(ctx, *known)
	if errors.Is(err, storage.ErrNotModified) {
		return nil
	}
	if err != nil {
		return err
	}
	if taken, err := w.db.takeOver(ctx, f.Manifest, schema); err != nil || !taken {
		return err
	}
	w.etag.CompareAndSwap(known, &f.etag)
	if len(f.healing.Repairs) > 0 || f.mended(schema, schema, "") != f.Manifest {
		w.db.keeper.mendSoon()
	}
	return nil
}

// settledSchema is the newest schema and whether s3db.json shows it.
func (db *DB) settledSchema() (s *schema, settled bool) {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.schema, db.schema.position <= db.applied && db.err == nil
}

// wrote notes that this server has replaced a document that was looked at by
// another, which need not be.
func (w *watcher) wrote(old, etag string) {
	if known := w.etag.Load(); *known == old {
		w.etag.CompareAndSwap(known, &etag)
	}
}

// Refresh looks whether s3db.json has changed, for a name that was not found:
// one request, none where no other process may write the bucket.
func (db *DB) Refresh(ctx context.Context) error {
	if !db.caps.Shared {
		return nil
	}
	return db.adoptFound(ctx)
}

// lookForNames looks at s3db.json before DDL, which may give a name that
// s3db.js has given meanwhile.
func (db *DB) lookForNames(ctx context.Context) error {
	if !db.caps.Shared {
		return nil
	}
	return storeError(ctx, db.watcher.look(ctx))
}

// adoptFound looks at s3db.json now, or as soon as it shows what is committed.
// If that takes long it is left to the watcher.
func (db *DB) adoptFound(ctx context.Context) error {
	if s, settled := db.settledSchema(); !settled {
		short, cancel := context.WithTimeout(ctx, db.opts.WatchInterval)
		defer cancel()
		if db.WaitApplied(short, s.position) != nil {
			return nil
		}
	}
	return storeError(ctx, db.watcher.look(ctx))
}
