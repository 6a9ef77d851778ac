package engine

import (
	"context"
	"errors"

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
	err := k.eachRecord(ctx, rel, func(ctx context.Context, id string, o *stored) error {
		return k.purgeRow(ctx, rel, id, o, floor)
	})
	if err != nil {
		return err
	}
	return k.purgeReferences(ctx, rel) // also of partitions that only the table before it had
}

// purgeRow deletes a record if a floor hides it.
func (k *keeper) purgeRow(ctx context.Context, rel *relation, id string, o *stored, floor uint64) error {
	if o.image.IsZero() || o.foreign || o.position > floor {
		return nil
	}
	err := k.delete(ctx, rel.keys.Record(id), o.etag)
	if errors.Is(err, storage.ErrPrecondition) || notThere(err) {
		return nil // written anew meanwhile
	}
	return err
}

// purgeReferences deletes the references of a table that its rows do not
// have. Only rows that are not objects yet may add some meanwhile, and those
// are known.
func (k *keeper) purgeReferences(ctx context.Context, rel *relation) error {
	return k.eachKey(ctx, rel.keys.Partitions(), func(ctx context.Context, key string) error {
		id := idOf(key)
		row, _, err := k.db.newest(ctx, rel, id)
		if err != nil {
			return err
		}
		refs, err := rel.references(id, row.image)
		if err != nil || contains(refs, key) {
			return err
		}
		return k.delete(ctx, key, "")
	})
}

// clear deletes everything under a prefix.
func (k *keeper) clear(ctx context.Context, prefix string) error {
	return k.eachPage(ctx, prefix, func(page []string) error {
		if !k.db.caps.Shared {
			return k.deleteMany(ctx, page)
		}
		return k.db.pool.each(ctx, len(page), func(ctx context.Context, i int) error {
			return k.delete(ctx, page[i], "")
		})
	})
}

// eachRecord reads every record of a table.
func (k *keeper) eachRecord(ctx context.Context, rel *relation, f func(ctx context.Context, id string, o *stored) error) error {
	return k.eachKey(ctx, rel.keys.Record(""), func(ctx context.Context, key string) error {
		id := idOf(key)
		o, err := k.db.read(ctx, rel, id)
		if err != nil {
			return err
		}
		return f(ctx, id, o)
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
