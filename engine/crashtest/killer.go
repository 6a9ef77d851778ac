package crashtest

import (
	"context"
	"os"
	"sync/atomic"
	"syscall"

	"github.com/s3dbsql/s3dbsql/storage"
)

// killer is a bucket that ends the process at a request: before it is sent, or
// right after its answer came and before anybody saw it.
type killer struct {
	storage.Bucket
	at    int
	after bool
	armed atomic.Bool
	count atomic.Int64
}

// arm starts the counting.
func (k *killer) arm() { k.armed.Store(true) }

// request is called around every request.
func (k *killer) request(send func()) {
	hit := k.at > 0 && k.armed.Load() && k.count.Add(1) == int64(k.at)
	if hit && !k.after {
		die()
	}
	send()
	if hit {
		die()
	}
}

// die is kill -9 of oneself: nothing deferred runs, nothing is flushed.
func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// Get implements storage.Bucket.
func (k *killer) Get(ctx context.Context, key string, opts storage.GetOptions) (obj *storage.Object, err error) {
	k.request(func() { obj, err = k.Bucket.Get(ctx, key, opts) })
	return obj, err
}

// Head implements storage.Bucket.
func (k *killer) Head(ctx context.Context, key string) (obj *storage.Object, err error) {
	k.request(func() { obj, err = k.Bucket.Head(ctx, key) })
	return obj, err
}

// Put implements storage.Bucket.
func (k *killer) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (info storage.Info, err error) {
	k.request(func() { info, err = k.Bucket.Put(ctx, key, up, cond) })
	return info, err
}

// Delete implements storage.Bucket.
func (k *killer) Delete(ctx context.Context, key string, cond storage.Condition) (err error) {
	k.request(func() { err = k.Bucket.Delete(ctx, key, cond) })
	return err
}

// DeleteMany implements storage.Bucket.
func (k *killer) DeleteMany(ctx context.Context, keys []string) (err error) {
	k.request(func() { err = k.Bucket.DeleteMany(ctx, keys) })
	return err
}

// List implements storage.Bucket.
func (k *killer) List(ctx context.Context, opts storage.ListOptions) (page *storage.Page, err error) {
	k.request(func() { page, err = k.Bucket.List(ctx, opts) })
	return page, err
}
