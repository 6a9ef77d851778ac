package engine

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// sweeper deletes staged content that nobody needs any more: its record has
// it, or no transaction ever named it. It is the keeper's.
//
// An object goes once it has been seen for longer than the retention, by the
// store's clock: an entry that names content is signed to expire before, so
// no further one can come. It stays while an entry that is not known to be
// applied names it. So statements that read an older snapshot find content
// that was replaced meanwhile, for as long as entries are kept for them.
type sweeper struct {
	seen map[string]time.Time // when each object was first listed
	next time.Time            // the local clock at the next look
	more atomic.Bool          // there may be staged content
}

// expect says that there is staged content.
func (s *sweeper) expect() { s.more.Store(true) }

// sweepsPerRetention is how often staged content is looked for: each look is a
// listing, and there is none while nothing is staged.
const sweepsPerRetention = 4

// sweep looks for staged content and deletes what is due. The first look comes
// some time after the start: a crash may have left some.
func (k *keeper) sweep(ctx context.Context) error {
	s, now := &k.sweeper, k.db.opts.Clock()
	if s.seen == nil {
		s.seen, s.next = map[string]time.Time{}, now.Add(k.db.opts.Retention/sweepsPerRetention)
		s.more.Store(true)
	}
	if !s.more.Load() || now.Before(s.next) {
		return nil
	}
	s.next = now.Add(k.db.opts.Retention / sweepsPerRetention)
	s.more.Store(false)
	due, err := k.dueContent(ctx)
	if len(s.seen) > 0 || err != nil {
		s.more.Store(true)
	}
	if err != nil || len(due) == 0 {
		return err
	}
	if err := k.hold(ctx); err != nil {
		return err
	}
	if k.db.caps.Shared {
		if err := k.db.refresh(ctx); err != nil {
			return err
		}
	}
	return k.deleteContent(ctx, due)
}

// deleteContent deletes staged content that is due and that no entry names.
func (k *keeper) deleteContent(ctx context.Context, due []string) error {
	named, ok := k.named()
	for _, key := range due {
		if !ok || named[keys.Parse(key).Name] {
			continue
		}
		if err := k.delete(ctx, key, ""); err != nil && !notThere(err) {
			return err
		}
		delete(k.sweeper.seen, key)
	}
	return nil
}

// dueContent lists staged content and returns what has been seen for long.
func (k *keeper) dueContent(ctx context.Context) (due []string, err error) {
	s := &k.sweeper
	seen := map[string]time.Time{}
	err = eachPage(ctx, k.db.bucket, keys.ContentPrefix, func(page *storage.Page) error {
		for i := range page.Objects {
			key := page.Objects[i].Key
			if seen[key] = s.seen[key]; seen[key].IsZero() {
				seen[key] = page.Date
			}
			if page.Date.Sub(seen[key]) > k.db.opts.Retention {
				due = append(due, key)
			}
		}
		return nil
	})
	if err == nil {
		s.seen = seen
	}
	return due, err
}

// named returns the content that entries name which may have to be applied,
// again if need be: those after the position noted in keeper.json. ok is false
// if some of them are not in memory.
func (k *keeper) named() (ids map[string]bool, ok bool) {
	noted, parked := k.lease.noted()
	db := k.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	if parked || noted < db.applied {
		return nil, false
	}
	ids = map[string]bool{}
	for _, e := range db.overlay.since(noted) {
		for i := range e.rows {
			if c, ok := e.rows[i].op.After.Content(); ok {
				ids[c.ID] = true
			}
		}
	}
	return ids, true
}
