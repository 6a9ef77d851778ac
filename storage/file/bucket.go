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

	uploads uploads
	large   map[string]uint64 // objects of chunks, with their uploads; the committer's alone

	queue   chan *change
	quit    chan struct{} // closed by Close
	stopped chan struct{} // closed when the committer has ended
}

var _ storage.Bucket = (*Bucket)(nil)

func newBucket(db *pebble.DB, lock *pebble.Lock, now func() time.Time) (*Bucket, error) {
	b := &Bucket{
		db: db, lock: lock, now: now, large: map[string]uint64{},
		queue: make(chan *change, queueLength), quit: make(chan struct{}), stopped: make(chan struct{}),
	}
	b.uploads.open = map[string]*upload{}
	if err := b.recoverChunks(); err != nil {
		return nil, err
	}
	go b.run()
	return b, nil
}

// Get implements storage.Bucket.
func (b *Bucket) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	return b.load(ctx, storage.OpGet, key, b.db, func(obj *storage.Object, body func(storage.Range) ([]byte, error)) error {
		r, err := rules.AllowedGet(key, obj, opts)
		if err != nil || opts.Wanted != nil && !opts.Wanted(obj) {
			return err
		}
		if obj.Body, err = body(r); err != nil {
			return rules.Fail(storage.OpGet, key, storage.ErrUnknown, err)
		}
		return nil
	})
}

// Head implements storage.Bucket.
func (b *Bucket) Head(ctx context.Context, key string) (*storage.Object, error) {
	return b.load(ctx, storage.OpHead, key, b.db, func(*storage.Object, func(storage.Range) ([]byte, error)) error { return nil })
}

// load reads the record under a key and calls use with the object, without
// its body, and with what reads that.
func (b *Bucket) load(ctx context.Context, op storage.Op, key string, from pebble.Reader,
	use func(*storage.Object, func(storage.Range) ([]byte, error)) error,
) (*storage.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	now := rules.Clock(b.now())
	record, closer, err := from.Get([]byte(key))
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, &storage.OpError{Op: op, Key: key, Err: storage.ErrNotFound, Date: now}
	}
	if err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	defer closer.Close()
	if from == pebble.Reader(b.db) && len(record) > 0 && record[0] == partsVersion {
		moment := b.db.NewSnapshot() // its chunks may go meanwhile
		defer func() { _ = moment.Close() }()
		return b.load(ctx, op, key, moment, use)
	}
	obj, body, err := decodeAny(from, key, record)
	if err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	obj.Date = now
	if err := use(obj, body); err != nil {
		return nil, err
	}
	return obj, nil
}

// decodeAny reads a record of either version; body reads of its body.
func decodeAny(from pebble.Reader, key string, record []byte) (*storage.Object, func(storage.Range) ([]byte, error), error) {
	if len(record) > sizeAt && record[0] == partsVersion {
		obj, p, err := decodeParts(key, record)
		return obj, func(r storage.Range) ([]byte, error) { return readPieces(from, p, r) }, err
	}
	obj, body, err := decode(key, record)
	return obj, func(r storage.Range) ([]byte, error) {
		return append([]byte{}, body[r.From:r.From+r.Size]...), nil
	}, err
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
	return b.putRecord(ctx, storage.OpPut, obj, record, cond, func(*group) error { return nil })
}

// putRecord writes the record of an object, and what also writes with it.
func (b *Bucket) putRecord(ctx context.Context, op storage.Op, obj *storage.Object, record []byte, cond storage.Condition, also func(*group) error) (storage.Info, error) {
	key := obj.Key
	now, err := b.do(ctx, op, key, func(g *group) error {
		current, err := g.current(key, cond)
		if err != nil {
			return err
		}
		if err := rules.Allowed(current, cond, g.now); err != nil {
			return err
		}
		if err := b.release(g, key); err != nil {
			return err
		}
		restamp(record, g.now)
		if err := g.batch.Set([]byte(key), record, nil); err != nil {
			return err
		}
		return also(g)
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
		if err := rules.Allowed(nil, storage.Condition{ExpiresAt: cond.ExpiresAt}, g.now); err != nil {
			return err
		}
		return b.removeTarget(g, storage.Target{Key: key, IfMatch: cond.IfMatch})
	})
	return err
}

func (b *Bucket) remove(g *group, key string) error {
	if err := b.release(g, key); err != nil {
		return err
	}
	return g.batch.Delete([]byte(key), nil)
}

// DeleteMany implements storage.Bucket.
func (b *Bucket) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if err := rules.CheckDeleteMany(targets); err != nil {
		return err
	}
	var refused []error
	_, err := b.do(ctx, storage.OpDeleteMany, "", func(g *group) error {
		if err := rules.Allowed(nil, storage.Condition{ExpiresAt: expires}, g.now); err != nil {
			return err
		}
		for _, t := range targets {
			err := b.removeTarget(g, t)
			if errors.Is(err, storage.ErrPrecondition) {
				refused = append(refused, &storage.KeyError{Key: t.Key, Err: answer(storage.OpDeleteMany, t.Key, err, g.now)})
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return errors.Join(refused...)
}

func (b *Bucket) removeTarget(g *group, t storage.Target) error {
	cond := storage.Condition{IfMatch: t.IfMatch}
	current, err := g.current(t.Key, cond)
	if err != nil {
		return err
	}
	if err := rules.AllowedDelete(current, cond, g.now); err != nil {
		return err
	}
	return b.remove(g, t.Key)
}

// Capabilities implements storage.Bucket.
func (b *Bucket) Capabilities() storage.Capabilities {
	return storage.Capabilities{
		DeleteIfMatch: true, DeleteManyIfMatch: true, DeleteManyExpires: true, MetadataLimit: rules.MetadataLimit,
	}
}

// Close implements storage.Bucket. Writes that still wait are of unknown
// outcome.
func (b *Bucket) Close() error {
	close(b.quit)
	<-b.stopped
	return errors.Join(b.db.Close(), b.lock.Close())
}
