package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// The bucket of a server under simulation: a shared store, by the seed
// without DELETE under a condition, or without that of many objects.

func (v *simServer) Capabilities() storage.Capabilities {
	c := v.sim.bucket.Capabilities()
	c.Shared, c.DeleteIfMatch, c.DeleteManyIfMatch = true, v.sim.seed%3 > 0, v.sim.seed%3 > 1
	c.DeleteManyExpires = v.sim.seed%4 > 0
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

func (v *simServer) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	return v.do(ctx, storage.OpDeleteMany, "", func() error {
		return v.sim.deleteSome(targets, expires, v.Capabilities().DeleteManyIfMatch)
	})
}

// deleteSome deletes objects; the store may fail in the middle of it, having
// done with the key that it says it knows nothing of, or not.
func (s *sim) deleteSome(targets []storage.Target, expires time.Time, ifMatch bool) error {
	targets = slices.Clone(targets)
	for i := range targets {
		if !ifMatch {
			targets[i].IfMatch = ""
		}
	}
	if len(targets) == 0 || !s.chance(20) {
		return s.bucket.DeleteMany(context.Background(), targets, expires)
	}
	at := s.rng.Intn(len(targets))
	failed := &storage.KeyError{Key: targets[at].Key, Err: storage.ErrUnknown}
	refused := s.rng.Intn(2) == 0
	if refused {
		failed.Err = storage.ErrThrottled
	}
	if refused || s.rng.Intn(2) == 0 {
		targets = slices.Delete(targets, at, at+1)
	}
	err := s.bucket.DeleteMany(context.Background(), targets, expires)
	if err != nil && len(storage.KeyErrors(err)) == 0 {
		return err
	}
	return errors.Join(failed, err)
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

func (v *simServer) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	name := make(chan string, 3)
	err := v.do(ctx, storage.OpBeginParts, key, func() error {
		n, err := v.sim.bucket.BeginParts(context.Background(), key, up)
		offer(name, n, err)
		return err
	})
	return take(name, err)
}

func (v *simServer) PutPart(ctx context.Context, part storage.Part, body []byte) (string, error) {
	etag := make(chan string, 3)
	err := v.do(ctx, storage.OpPutPart, part.Key, func() error {
		e, err := v.sim.bucket.PutPart(context.Background(), part, body)
		offer(etag, e, err)
		return err
	})
	return take(etag, err)
}

func (v *simServer) CopyPart(ctx context.Context, part storage.Part, src storage.Source) (string, error) {
	etag := make(chan string, 3)
	err := v.do(ctx, storage.OpCopyPart, part.Key, func() error {
		e, err := v.sim.bucket.CopyPart(context.Background(), part, src)
		offer(etag, e, err)
		return err
	})
	return take(etag, err)
}

func (v *simServer) FinishParts(ctx context.Context, key, upload string, etags []string, cond storage.Condition) (storage.Info, error) {
	info := make(chan storage.Info, 3)
	err := v.do(ctx, storage.OpFinishParts, key, func() error {
		i, err := v.sim.bucket.FinishParts(context.Background(), key, upload, etags, cond)
		i.LastModified = time.Time{}
		offer(info, i, err)
		return err
	})
	return take(info, err)
}

func (v *simServer) AbortParts(ctx context.Context, key, upload string) error {
	return v.do(ctx, storage.OpAbortParts, key, func() error {
		return v.sim.bucket.AbortParts(context.Background(), key, upload)
	})
}

// offer keeps an answer, for a request may arrive more than once.
func offer[T any](answers chan T, answer T, err error) {
	if err != nil {
		return
	}
	select {
	case answers <- answer:
	default:
	}
}

func take[T any](answers chan T, err error) (answer T, _ error) {
	if err != nil {
		return answer, err
	}
	return <-answers, nil
}
