package engine

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// The bucket of a server under simulation: a shared store without DELETE
// under a condition, as plain S3 is.

func (v *simServer) Capabilities() storage.Capabilities {
	c := v.sim.bucket.Capabilities()
	c.Shared, c.DeleteIfMatch = true, false
	return c
}

func (v *simServer) Close() error { return nil }

func (v *simServer) Get(ctx context.Context, key string, opts storage.GetOptions) (obj *storage.Object, err error) {
	var result *storage.Object
	err = v.do(ctx, storage.OpGet, key, func() (err error) {
		result, err = v.sim.bucket.Get(context.Background(), key, opts)
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

func (v *simServer) Head(ctx context.Context, key string) (*storage.Object, error) {
	return v.Get(ctx, key, storage.GetOptions{})
}

func (v *simServer) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	info := make(chan storage.Info, 3)
	err := v.do(ctx, storage.OpPut, key, func() error {
		i, err := v.sim.bucket.Put(context.Background(), key, up, cond)
		i.LastModified = time.Time{} // S3 answers a PUT with its Date only
		select {
		case info <- i:
		default:
		}
		return err
	})
	if err != nil {
		return storage.Info{}, err
	}
	return <-info, nil
}

func (v *simServer) Delete(ctx context.Context, key string, cond storage.Condition) error {
	return v.do(ctx, storage.OpDelete, key, func() error {
		return v.sim.bucket.Delete(context.Background(), key, cond)
	})
}

func (v *simServer) DeleteMany(ctx context.Context, keys []string) error {
	return v.do(ctx, storage.OpDeleteMany, "", func() error {
		return v.sim.bucket.DeleteMany(context.Background(), keys)
	})
}

func (v *simServer) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	var page *storage.Page
	err := v.do(ctx, storage.OpList, opts.Prefix, func() (err error) {
		page, err = v.sim.bucket.List(context.Background(), opts)
		return err
	})
	if err != nil {
		return nil, err
	}
	return page, nil
}
