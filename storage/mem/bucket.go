package mem

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Options are the settings of New; the zero value is usable.
type Options struct {
	Now func() time.Time // the store's clock; time.Now if nil
}

// Bucket keeps objects in memory. Stored objects never change; a PUT
// replaces them.
type Bucket struct {
	now func() time.Time

	mu      sync.RWMutex
	objects chunks
	uploads map[string]*upload // objects that are being written in parts
	begun   int                // uploads so far
}

var _ storage.Bucket = (*Bucket)(nil)

// New returns an empty bucket.
func New(opts Options) *Bucket {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Bucket{now: opts.Now, uploads: map[string]*upload{}}
}

// Get implements storage.Bucket.
func (b *Bucket) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	obj, err := b.load(ctx, storage.OpGet, key)
	if err != nil {
		return nil, err
	}
	answer := rules.Answer(obj, b.now())
	part, err := rules.AllowedGet(key, answer, opts)
	if err != nil {
		return nil, err
	}
	if opts.Wanted == nil || opts.Wanted(answer) {
		answer.Body = bytes.Clone(obj.Body[part.From : part.From+part.Size])
	}
	return answer, nil
}

// Head implements storage.Bucket.
func (b *Bucket) Head(ctx context.Context, key string) (*storage.Object, error) {
	obj, err := b.load(ctx, storage.OpHead, key)
	if err != nil {
		return nil, err
	}
	return rules.Answer(obj, b.now()), nil
}

func (b *Bucket) load(ctx context.Context, op storage.Op, key string) (*storage.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	b.mu.RLock()
	obj := b.objects.get(key)
	b.mu.RUnlock()
	if obj == nil {
		return nil, b.refuse(op, key, storage.ErrNotFound)
	}
	return obj, nil
}

// Put implements storage.Bucket.
func (b *Bucket) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckPut(key, up, cond); err != nil {
		return storage.Info{}, err
	}
	if err := ctx.Err(); err != nil {
		return storage.Info{}, rules.Fail(storage.OpPut, key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if err := rules.Allowed(b.info(key), cond, now); err != nil {
		return storage.Info{}, b.refuse(storage.OpPut, key, err)
	}
	obj := rules.Stored(key, up, now)
	b.objects.set(obj)
	return rules.Answer(obj, now).Info, nil
}

// Delete implements storage.Bucket.
func (b *Bucket) Delete(ctx context.Context, key string, cond storage.Condition) error {
	if err := rules.CheckDelete(key, cond); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return rules.Fail(storage.OpDelete, key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := rules.AllowedDelete(b.info(key), cond, b.now()); err != nil {
		return b.refuse(storage.OpDelete, key, err)
	}
	b.objects.remove(key)
	return nil
}

// DeleteMany implements storage.Bucket.
func (b *Bucket) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if err := rules.CheckDeleteMany(targets); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return rules.Fail(storage.OpDeleteMany, "", storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if err := rules.Allowed(nil, storage.Condition{ExpiresAt: expires}, now); err != nil {
		return b.refuse(storage.OpDeleteMany, "", err)
	}
	var failed []error
	for _, t := range targets {
		if err := rules.AllowedDelete(b.info(t.Key), storage.Condition{IfMatch: t.IfMatch}, now); err != nil {
			failed = append(failed, &storage.KeyError{Key: t.Key, Err: b.refuse(storage.OpDeleteMany, t.Key, err)})
			continue
		}
		b.objects.remove(t.Key)
	}
	return errors.Join(failed...)
}

// List implements storage.Bucket.
func (b *Bucket) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, rules.Fail(storage.OpList, opts.Prefix, storage.ErrUnknown, err)
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	return rules.Page(&cursor{chunks: b.objects}, opts, b.now()), nil
}

// Capabilities implements storage.Bucket.
func (b *Bucket) Capabilities() storage.Capabilities {
	return storage.Capabilities{
		DeleteIfMatch: true, DeleteManyIfMatch: true, DeleteManyExpires: true, MetadataLimit: rules.MetadataLimit,
	}
}

// Close implements storage.Bucket; the objects stay until the Bucket is
// unreachable.
func (b *Bucket) Close() error { return nil }

func (b *Bucket) info(key string) *storage.Info {
	if obj := b.objects.get(key); obj != nil {
		return &obj.Info
	}
	return nil
}

func (b *Bucket) refuse(op storage.Op, key string, sentinel error) error {
	return &storage.OpError{Op: op, Key: key, Err: sentinel, Date: rules.Clock(b.now())}
}
