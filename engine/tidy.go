package engine

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// tidy does what can wait until everything is applied: rows under floors,
// entries and parts that nobody needs.
func (k *keeper) tidy(ctx context.Context) error {
	for resource, floor := range k.due() {
		if err := k.hold(ctx); err != nil {
			return err
		}
		if err := k.purge(ctx, resource, floor); err != nil {
			return err
		}
		if err := k.purged(ctx, resource, floor); err != nil {
			return err
		}
	}
	if err := k.sweep(ctx); err != nil {
		return err
	}
	if err := k.sweep(ctx); err != nil {
		return err
	}
	return k.trim(ctx)
}

// due returns the floors whose rows no snapshot of this server can see. Where
// other servers read, the retention must have passed too.
func (k *keeper) due() map[string]uint64 {
	db := k.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	due := map[string]uint64{}
	for resource, floor := range db.purging {
		waits := floor >= db.applied || db.caps.Shared && floor+1 > db.boundary
		for p := range db.pins {
			waits = waits || p.after <= floor
		}
		if !waits {
			due[resource] = floor
		}
	}
	return due
}

func (k *keeper) purged(ctx context.Context, resource string, floor uint64) error {
	err := k.lease.update(ctx, func(d *keeperDoc) {
		if d.Purging[resource] == floor {
			delete(d.Purging, resource)
		}
	})
	if err != nil {
		return err
	}
	k.db.mu.Lock()
	defer k.db.mu.Unlock()
	k.db.purging = k.lease.file.Purging
	return nil
}

// trim lets entries go that are applied, past by every consumer and older
// than the retention. The boundary is raised before anything is deleted: a
// name that is gone could be created again by one who slept.
func (k *keeper) trim(ctx context.Context) error {
	db := k.db
	db.mu.RLock()
	boundary, applied := db.boundary, db.applied
	db.mu.RUnlock()
	now := db.opts.Clock()
	if boundary >= applied || now.Before(k.nextTrim) {
		return nil
	}
	k.nextTrim = now.Add(db.opts.Retention / trimsPerRetention)
	page, err := db.bucket.List(ctx, storage.ListOptions{Prefix: keys.JournalPrefix})
	if err != nil {
		return err
	}
	old := boundary
	for _, obj := range page.Objects {
		if page.Date.Sub(obj.LastModified) <= db.opts.Retention {
			break
		}
		old = max(old, keys.Parse(obj.Key).Number)
	}
	if old == boundary {
		return nil
	}
	limit, err := k.limit(ctx, applied)
	if err != nil {
		return err
	}
	if limit = min(limit, old); limit > boundary {
		if err := k.raise(ctx, limit); err != nil {
			return err
		}
	}
	return k.deleteEntries(ctx, page, limit)
}

// trimsPerRetention is how often old entries are looked for: each look is a
// listing.
const trimsPerRetention = 4

func (k *keeper) raise(ctx context.Context, boundary uint64) error {
	err := k.lease.update(ctx, func(d *keeperDoc) { d.Boundary = max(d.Boundary, boundary) })
	if err != nil {
		return err
	}
	k.db.mu.Lock()
	defer k.db.mu.Unlock()
	k.db.boundary = boundary
	return nil
}

// limit is the newest entry that may go: applied, before the first parked
// row, and read by every consumer.
func (k *keeper) limit(ctx context.Context, applied uint64) (uint64, error) {
	limit := applied
	if err := k.hold(ctx); err != nil {
		return 0, err
	}
	for _, p := range k.lease.file.Parked {
		limit = min(limit, p-1)
	}
	page, err := k.db.bucket.List(ctx, storage.ListOptions{Prefix: keys.ConsumerPrefix})
	if err != nil {
		return 0, err
	}
	for _, obj := range page.Objects {
		cursor, err := k.cursor(ctx, obj.Key)
		if err != nil {
			return 0, err
		}
		limit = min(limit, cursor)
	}
	return limit, nil
}

// cursor reads how far a consumer has come.
func (k *keeper) cursor(ctx context.Context, key string) (uint64, error) {
	obj, err := k.db.bucket.Get(ctx, key, storage.GetOptions{})
	if err != nil {
		return 0, err
	}
	var c struct {
		Position uint64 `json:"position"`
	}
	err = json.Unmarshal(obj.Body, &c)
	return c.Position, err
}

// deleteEntries deletes the entries of a listing at or under the boundary,
// and parts that no entry can name any more.
func (k *keeper) deleteEntries(ctx context.Context, page *storage.Page, boundary uint64) error {
	var old []string
	for _, obj := range page.Objects {
		if n := keys.Parse(obj.Key).Number; n > 0 && n <= boundary {
			old = append(old, obj.Key)
		}
	}
	if _, err := k.deleteMany(ctx, storage.Targets(old...)); err != nil {
		return err
	}
	parts, err := k.db.bucket.List(ctx, storage.ListOptions{Prefix: keys.PartsPrefix, Delimiter: "/"})
	if err != nil {
		return err
	}
	for _, prefix := range parts.Prefixes {
		if err := k.parts(ctx, strings.TrimSuffix(strings.TrimPrefix(prefix, keys.PartsPrefix), "/"), boundary); err != nil {
			return err
		}
	}
	return nil
}

// parts deletes the parts of a batch whose entry is gone or that can never
// commit, because another entry has its number. One that is still to come is
// given up, when it is old, by an entry that takes the number.
func (k *keeper) parts(ctx context.Context, batch string, boundary uint64) error {
	n, ok := numberOf(batch)
	head := k.db.Position()
	switch {
	case !ok:
		return nil
	case n <= boundary:
		return k.clear(ctx, keys.BatchPrefix(batch))
	case n > head:
		return k.giveUp(ctx, batch)
	}
	e, err := journal.Load(ctx, k.db.bucket, k.db.journal, n, k.db.env.shapes)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err == nil && e.Batch != batch {
		return k.clear(ctx, keys.BatchPrefix(batch))
	}
	return nil
}

// giveUp commits that a batch never commits.
func (k *keeper) giveUp(ctx context.Context, batch string) error {
	page, err := k.db.bucket.List(ctx, storage.ListOptions{Prefix: keys.BatchPrefix(batch), Limit: 1})
	if err != nil || len(page.Objects) == 0 || page.Date.Sub(page.Objects[0].LastModified) <= k.db.opts.Retention {
		return err
	}
	p := &proposal{kind: journal.Void, voided: batch, done: make(chan struct{})}
	k.db.committer.propose(p)
	select {
	case <-p.done:
		return p.err
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(k.db.opts.ResolveTimeout):
		return unresolved()
	}
}
