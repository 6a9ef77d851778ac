package wrap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Prefix returns the part of b under prefix + "/": callers see and give keys
// without it. An empty prefix is b itself. Errors name the stored key, except
// in storage.KeyError.
func Prefix(b storage.Bucket, prefix string) storage.Bucket {
	if prefix == "" {
		return b
	}
	return prefixed{b, strings.TrimSuffix(prefix, "/") + "/"}
}

type prefixed struct {
	storage.Bucket
	prefix string
}

// stored returns the key below; what is no key above must not become one.
func (p prefixed) stored(op storage.Op, key string) (string, error) {
	if err := rules.CheckKey(key); err != nil {
		return "", rules.Fail(op, key, storage.ErrInvalid, err)
	}
	return p.prefix + key, nil
}

func (p prefixed) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	full, err := p.stored(storage.OpGet, key)
	if err != nil {
		return nil, err
	}
	obj, err := p.Bucket.Get(ctx, full, opts)
	if err != nil {
		return nil, err
	}
	obj.Key = key
	return obj, nil
}

func (p prefixed) Head(ctx context.Context, key string) (*storage.Object, error) {
	full, err := p.stored(storage.OpHead, key)
	if err != nil {
		return nil, err
	}
	obj, err := p.Bucket.Head(ctx, full)
	if err != nil {
		return nil, err
	}
	obj.Key = key
	return obj, nil
}

func (p prefixed) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	full, err := p.stored(storage.OpPut, key)
	if err != nil {
		return storage.Info{}, err
	}
	info, err := p.Bucket.Put(ctx, full, up, cond)
	if err != nil {
		return storage.Info{}, err
	}
	info.Key = key
	return info, nil
}

func (p prefixed) Delete(ctx context.Context, key string, cond storage.Condition) error {
	full, err := p.stored(storage.OpDelete, key)
	if err != nil {
		return err
	}
	return p.Bucket.Delete(ctx, full, cond)
}

func (p prefixed) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	full := slices.Clone(targets)
	for i, t := range targets {
		var err error
		if full[i].Key, err = p.stored(storage.OpDeleteMany, t.Key); err != nil {
			return err
		}
	}
	err := p.Bucket.DeleteMany(ctx, full, expires)
	failed := storage.KeyErrors(err)
	if len(failed) == 0 {
		return err
	}
	relative := make([]error, len(failed))
	for i, e := range failed {
		relative[i] = &storage.KeyError{Key: strings.TrimPrefix(e.Key, p.prefix), Err: e.Err}
	}
	return errors.Join(relative...)
}

func (p prefixed) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	opts.Prefix = p.prefix + opts.Prefix
	if opts.StartAfter != "" {
		opts.StartAfter = p.prefix + opts.StartAfter
	}
	page, err := p.Bucket.List(ctx, opts)
	if err != nil {
		return nil, err
	}
	for i := range page.Objects {
		page.Objects[i].Key = strings.TrimPrefix(page.Objects[i].Key, p.prefix)
	}
	for i := range page.Prefixes {
		page.Prefixes[i] = strings.TrimPrefix(page.Prefixes[i], p.prefix)
	}
	return page, nil
}
