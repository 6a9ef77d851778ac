package file

import (
	"context"
	"errors"
	"time"

	"github.com/cockroachdb/pebble"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Bucket keeps objects in a folder.
type Bucket struct {
	db   *pebble.DB
	lock *pebble.Lock
	now  func() time.Time

	queue   chan *change
	quit    chan struct{} // closed by Close
	stopped chan struct{} // closed when the committer has ended
}

var _ storage.Bucket = (*Bucket)(nil)

func newBucket(db *pebble.DB, lock *pebble.Lock, now func() time.Time) *Bucket {
	b := &Bucket{
		db: db, lock: lock, now: now,
		queue: make(chan *change, queueLength), quit: make(chan struct{}), stopped: make(chan struct{}),
	}
	go b.run()
	return b
}

// Get implements storage.Bucket.
func (b *Bucket) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	return b.load(ctx, storage.OpGet, key, opts.IfNoneMatch)
}

// Head implements storage.Bucket.
func (b *Bucket) Head(ctx context.Context, key string) (*storage.Object, error) {
	return b.load(ctx, storage.OpHead, key, "")
}

func (b *Bucket) load(ctx context.Context, op storage.Op, key, ifNoneMatch string) (*storage.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	now := rules.Clock(b.now())
	record, closer, err := b.db.Get([]byte(key))
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, &storage.OpError{Op: op, Key: key, Err: storage.ErrNotFound, Date: now}
	}
	if err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	defer closer.Close()
	obj, err := decode(key, record, op == storage.OpGet)
	if err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	if ifNoneMatch == obj.ETag {
		return nil, &storage.OpError{Op: op, Key: key, Err: storage.ErrNotModified, Date: now}
	}
	obj.Date = now
	return obj, nil
}

// Put implements storage.Bucket.
func (b *Bucket) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckPut(key, up, cond); err != nil {
		return storage.Info{}, err
	}
	obj := rules.Stored(key, up, b.now())
	record, err := encode(obj)
	if err != nil {
		return storage.Info{}, rules.Fail(storage.OpPut, key, storage.ErrInvalid, err)
	}
	now, err := b.do(ctx, storage.OpPut, key, func(g *group) error {
		current, err := g.current(key, cond)
		if err != nil {
			return err
		}
		if err := rules.Allowed(current, cond, g.now); err != nil {
			return err
		}
		restamp(record, g.now)
		return g.batch.Set([]byte(key), record, nil)
	})
	if err != nil {
		return storage.Info{}, err
	}
	info := obj.Info
	info.LastModified, info.Date = rules.Clock(now), rules.Clock(now)
	return info, nil
}

// Delete implements storage.Bucket.
func (b *Bucket) Delete(ctx context.Context, key string, cond storage.Condition) error {
	if err := rules.CheckDelete(key, cond); err != nil {
		return err
	}
	_, err := b.do(ctx, storage.OpDelete, key, func(g *group) error {
		current, err := g.current(key, cond)
		if err != nil {
			return err
		}
		if err := rules.AllowedDelete(current, cond, g.now); err != nil {
			return err
		}
		return g.batch.Delete([]byte(key), nil)
	})
	return err
}

// DeleteMany implements storage.Bucket.
func (b *Bucket) DeleteMany(ctx context.Context, keys []string) error {
	if err := rules.CheckDeleteMany(keys); err != nil {
		return err
	}
	_, err := b.do(ctx, storage.OpDeleteMany, "", func(g *group) error {
		for _, key := range keys {
			if err := g.batch.Delete([]byte(key), nil); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// Capabilities implements storage.Bucket.
func (b *Bucket) Capabilities() storage.Capabilities {
	return storage.Capabilities{DeleteIfMatch: true, MetadataLimit: rules.MetadataLimit}
}

// Close implements storage.Bucket. Writes that still wait are of unknown
// outcome.
func (b *Bucket) Close() error {
	close(b.quit)
	<-b.stopped
	return errors.Join(b.db.Close(), b.lock.Close())
}
