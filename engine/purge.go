package engine

import (
	"context"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// purge deletes the objects that a floor hides, once no snapshot can want
// them: the whole prefix of a table that is gone, else record by record, each
// as it was read, and references that lead to nothing.
func (k *keeper) purge(ctx context.Context, resource string, floor uint64) error {
	rel := k.applied.relations[resource]
	if rel == nil {
		return k.clear(ctx, keys.Resource{Name: resource}.All())
	}
	err := k.eachPage(ctx, rel.keys.Record(""), func(page []string) error {
		return k.purgeRecords(ctx, rel, floor, page)
	})
	if err != nil {
		return err
	}
	// Also those of partitions that only the table before it had.
	return k.eachPage(ctx, rel.keys.Partitions(), func(page []string) error {
		return k.purgeReferences(ctx, rel, page)
	})
}

// purgeRecords deletes the records of keys that a floor hides.
func (k *keeper) purgeRecords(ctx context.Context, rel *relation, floor uint64, page []string) error {
	return k.deleteWhere(ctx, page, func(ctx context.Context, key string) (bool, string, error) {
		o, err := k.db.read(ctx, rel, idOf(key))
		if err != nil || o.image.IsZero() || o.foreign || o.position > floor {
			return false, "", err
		}
		return true, o.etag, nil
	})
}

// purgeReferences deletes the references of keys that the rows of their table
// do not have. Only rows that are not objects yet may add some meanwhile, and
// those are known.
func (k *keeper) purgeReferences(ctx context.Context, rel *relation, page []string) error {
	return k.deleteWhere(ctx, page, func(ctx context.Context, key string) (bool, string, error) {
		id := idOf(key)
		row, _, err := k.db.newest(ctx, rel, id)
		if err != nil {
			return false, "", err
		}
		refs, err := rel.references(id, row.image)
		return err == nil && !contains(refs, key), "", err
	})
}

// deleteWhere deletes the objects of keys of which judge says so, at the
// version it names; one that is written anew meanwhile stays.
func (k *keeper) deleteWhere(ctx context.Context, page []string, judge func(ctx context.Context, key string) (gone bool, etag string, err error)) error {
	var mu sync.Mutex
	var targets []storage.Target
	err := k.db.pool.each(ctx, len(page), func(ctx context.Context, i int) error {
		gone, etag, err := judge(ctx, page[i])
		if gone {
			mu.Lock()
			defer mu.Unlock()
			targets = append(targets, storage.Target{Key: page[i], IfMatch: etag})
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = k.deleteMany(ctx, targets)
	return err
}

// clear deletes everything under a prefix.
func (k *keeper) clear(ctx context.Context, prefix string) error {
	return k.eachPage(ctx, prefix, func(page []string) error {
		_, err := k.deleteMany(ctx, storage.Targets(page...))
		return err
	})
}

func (k *keeper) eachKey(ctx context.Context, prefix string, f func(ctx context.Context, key string) error) error {
	return k.eachPage(ctx, prefix, func(page []string) error {
		return k.db.pool.each(ctx, len(page), func(ctx context.Context, i int) error { return f(ctx, page[i]) })
	})
}

func (k *keeper) eachPage(ctx context.Context, prefix string, f func(page []string) error) error {
	opts := storage.ListOptions{Prefix: prefix}
	for {
		page, err := k.db.bucket.List(ctx, opts)
		if err != nil {
			return err
		}
		names := make([]string, len(page.Objects))
		for i, obj := range page.Objects {
			names[i] = obj.Key
		}
		if len(names) > 0 {
			if err := f(names); err != nil {
				return err
			}
			opts.StartAfter = names[len(names)-1]
		}
		if page.Next == "" || len(names) == 0 {
			return nil
		}
	}
}
