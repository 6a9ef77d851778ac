package engine

import (
	"context"
	"errors"
	"sync"

	"github.com/s3dbsql/s3dbsql/storage"
)

// delete removes an object, only that version where an ETag is given and the
// store can.
func (k *keeper) delete(ctx context.Context, key, etag string) error {
	return k.write(ctx, func(cond storage.Condition) error {
		if k.db.caps.DeleteIfMatch {
			cond.IfMatch = etag
		}
		return k.db.bucket.Delete(ctx, key, cond)
	})
}

// deleteMany removes objects, in order and in as few requests as it takes.
// What the store cannot delete together as it must be goes first, one by one.
// It returns the keys of those that are another version than their ETag says.
func (k *keeper) deleteMany(ctx context.Context, targets []storage.Target) (refused []string, err error) {
	var alone, together []storage.Target
	for _, t := range targets {
		if k.together(t) {
			together = append(together, t)
		} else {
			alone = append(alone, t)
		}
	}
	if refused, err = k.deleteEach(ctx, alone); err != nil {
		return nil, err
	}
	for len(together) > 0 {
		n := min(len(together), storage.MaxDelete)
		more, err := k.deleteBatch(ctx, together[:n])
		if err != nil {
			return nil, err
		}
		refused = append(refused, more...)
		together = together[n:]
	}
	return refused, nil
}

// together reports whether the store can delete an object beside others, at
// its version and before a time where that matters.
func (k *keeper) together(t storage.Target) bool {
	caps := k.db.caps
	return (caps.DeleteManyExpires || !caps.Shared) && (caps.DeleteManyIfMatch || t.IfMatch == "")
}

// deleteEach is deleteMany by a request for each object.
func (k *keeper) deleteEach(ctx context.Context, targets []storage.Target) (refused []string, err error) {
	var mu sync.Mutex
	err = k.db.pool.each(ctx, len(targets), func(ctx context.Context, i int) error {
		err := k.delete(ctx, targets[i].Key, targets[i].IfMatch)
		if errors.Is(err, storage.ErrPrecondition) {
			mu.Lock()
			defer mu.Unlock()
			refused = append(refused, targets[i].Key)
			return nil
		}
		if notThere(err) {
			return nil
		}
		return err
	})
	return refused, err
}

// deleteBatch is deleteMany in one request, sent again with the objects whose
// outcome is not known.
func (k *keeper) deleteBatch(ctx context.Context, batch []storage.Target) (refused []string, err error) {
	err = k.write(ctx, func(expiry storage.Condition) error {
		err := k.db.bucket.DeleteMany(ctx, batch, expiry.ExpiresAt)
		failed := storage.KeyErrors(err)
		if len(failed) == 0 {
			return err
		}
		var other []string
		for _, f := range failed {
			if errors.Is(f, storage.ErrPrecondition) {
				refused = append(refused, f.Key)
			} else if !notThere(f) {
				other = append(other, f.Key)
			}
		}
		batch = among(batch, other)
		return worst(failed)
	})
	return refused, err
}

// among returns the targets of keys.
func among(targets []storage.Target, keys []string) (found []storage.Target) {
	wanted := setOf(keys)
	for _, t := range targets {
		if wanted[t.Key] {
			found = append(found, t)
		}
	}
	return found
}

// worst returns what the failures of single keys come to: as long as the
// outcome of one is unknown, so is that of the request. Versions that were
// spared and objects that are gone are no failures.
func worst(failed []*storage.KeyError) (err error) {
	for _, f := range failed {
		switch {
		case errors.Is(f, storage.ErrPrecondition), notThere(f):
		case !known(f) && !errors.Is(f, storage.ErrConflict):
			return f
		case err == nil || known(err):
			err = f
		}
	}
	return err
}
