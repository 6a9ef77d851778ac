package wrap

import (
	"context"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// request is one call on its way through an interceptor.
type request struct {
	op     storage.Op
	key    string // or the prefix of a listing
	cond   storage.Condition
	get    storage.GetOptions
	upload storage.Upload
	many   []storage.Target // of DeleteMany
	list   storage.ListOptions
	part   storage.Part
	src    storage.Source
	parts  int // of an object that is finished

	page     *storage.Page // of a listing that was answered
	received int64         // bytes of body, once answered

	send    func(context.Context) error // sends it on and keeps the answer
	discard func(context.Context) error // sends it on, whoever waits for it
}

// conditional reports whether the request compares before it writes.
func (r *request) conditional() bool {
	return r.cond.IfMatch != "" || r.cond.IfAbsent ||
		slices.ContainsFunc(r.many, func(t storage.Target) bool { return t.IfMatch != "" })
}

// interceptor sends a request on never, once or more often, and returns what
// the caller is told.
type interceptor func(ctx context.Context, r *request) error

// intercepted is a bucket whose every request goes through an interceptor.
type intercepted struct {
	storage.Bucket
	around interceptor
}

// pass runs r through around; call is the same method of the bucket inside.
func pass[T any](ctx context.Context, around interceptor, r *request, call func(context.Context) (T, error), seen func(T)) (T, error) {
	var answer, none T
	r.send = func(ctx context.Context) error {
		got, err := call(ctx)
		if err == nil {
			answer = got
			seen(got)
		}
		return err
	}
	r.discard = func(ctx context.Context) error {
		_, err := call(ctx)
		return err
	}
	if err := around(ctx, r); err != nil {
		return none, err
	}
	return answer, nil
}

func (b intercepted) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	r := &request{op: storage.OpGet, key: key, get: opts}
	return pass(ctx, b.around, r, func(ctx context.Context) (*storage.Object, error) {
		return b.Bucket.Get(ctx, key, opts)
	}, func(obj *storage.Object) { r.received = int64(len(obj.Body)) })
}

func (b intercepted) Head(ctx context.Context, key string) (*storage.Object, error) {
	r := &request{op: storage.OpHead, key: key}
	return pass(ctx, b.around, r, func(ctx context.Context) (*storage.Object, error) {
		return b.Bucket.Head(ctx, key)
	}, func(*storage.Object) {})
}

func (b intercepted) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	r := &request{op: storage.OpPut, key: key, upload: up, cond: cond}
	return pass(ctx, b.around, r, func(ctx context.Context) (storage.Info, error) {
		return b.Bucket.Put(ctx, key, r.upload, cond)
	}, func(storage.Info) {})
}

func (b intercepted) Delete(ctx context.Context, key string, cond storage.Condition) error {
	r := &request{op: storage.OpDelete, key: key, cond: cond}
	return b.write(ctx, r, func(ctx context.Context) error { return b.Bucket.Delete(ctx, key, cond) })
}

func (b intercepted) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	r := &request{op: storage.OpDeleteMany, many: targets, cond: storage.Condition{ExpiresAt: expires}}
	return b.write(ctx, r, func(ctx context.Context) error { return b.Bucket.DeleteMany(ctx, r.many, expires) })
}

func (b intercepted) write(ctx context.Context, r *request, call func(context.Context) error) error {
	r.send, r.discard = call, call
	return b.around(ctx, r)
}

func (b intercepted) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	r := &request{op: storage.OpList, key: opts.Prefix, list: opts}
	return pass(ctx, b.around, r, func(ctx context.Context) (*storage.Page, error) {
		return b.Bucket.List(ctx, opts)
	}, func(page *storage.Page) { r.page = page })
}
