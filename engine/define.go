package engine

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// define applies the DDL of the entry that begins a window: references of new
// partitions for the rows there are, s3db.json, then those of partitions that
// are gone, catalog.json, in this order. catalog.json carries the position, so
// what stands before it is done again after a crash, but for rows
// that were passed already.
func (k *keeper) define(ctx context.Context, e *heldEntry) error {
	next, err := k.applied.apply(e.Entry, &k.db.env)
	if err != nil {
		return &fatalError{err}
	}
	if next == k.applied {
		return nil
	}
	m, err := k.foreign(ctx, next)
	if err != nil {
		return err
	}
	if err := k.backfill(ctx, m, next); err != nil {
		return err
	}
	if err := k.putManifest(ctx, next); err != nil {
		return err
	}
	for name, rel := range next.relations {
		if err := k.clearPartitions(ctx, m, k.applied.relations[name], rel); err != nil {
			return err
		}
	}
	if err := k.putExtras(ctx, next); err != nil {
		return err
	}
	k.applied = next
	return nil
}

// putExtras writes catalog.json, unless it is as new already.
func (k *keeper) putExtras(ctx context.Context, next *schema) error {
	body, err := next.extras(k.db.journal).Encode()
	if err != nil {
		return err
	}
	up := storage.Upload{ContentType: "application/json", Body: body}
	for {
		obj, err := k.db.bucket.Get(ctx, keys.CatalogKey, storage.GetOptions{})
		if err != nil && !notThere(err) {
			return err
		}
		etag := ""
		if err == nil {
			etag = obj.ETag
			x, err := catalog.DecodeExtras(obj.Body)
			if err != nil {
				return &fatalError{err}
			}
			if x.Journal == k.db.journal && x.Position >= next.position {
				return nil
			}
		}
		_, err = k.put(ctx, keys.CatalogKey, up, replacing(etag))
		if !errors.Is(err, storage.ErrPrecondition) && !notThere(err) {
			return err
		}
	}
}

// clearPartitions deletes the references of partitions that a table has lost,
// unless it was s3db.js that dropped them from m.
func (k *keeper) clearPartitions(ctx context.Context, m *catalog.Manifest, old, rel *relation) error {
	if old == nil || old.table.OID != rel.table.OID {
		return nil
	}
	for _, p := range missing(old, rel) {
		if rel.table.Options.ExternalWriters && old.resource.Partition(p.def.Name) != nil && !hasPartition(m, rel, p) {
			continue
		}
		if err := k.clear(ctx, rel.keys.Partition(p.def.Name)); err != nil {
			return err
		}
	}
	return nil
}

// foreign returns s3db.json as it is before the definitions of a schema are
// written, nil if no table that s3db.js writes too changes its partitions.
func (k *keeper) foreign(ctx context.Context, next *schema) (*catalog.Manifest, error) {
	for name, rel := range next.relations {
		old := k.applied.relations[name]
		if old == nil || !rel.table.Options.ExternalWriters || len(missing(old, rel))+len(missing(rel, old)) == 0 {
			continue
		}
		f, err := k.db.readManifest(ctx, "")
		if err != nil {
			return nil, err
		}
		return f.Manifest, nil
	}
	return nil, nil
}

// hasPartition reports whether s3db.json has a partition of a table.
func hasPartition(m *catalog.Manifest, rel *relation, p *partition) bool {
	r := m.Resource(rel.resource.Name)
	return r != nil && r.Partition(p.def.Name) != nil
}

// missing returns the partitions of a that b does not have.
func missing(a, b *relation) []*partition {
	var list []*partition
	for i := range a.parts {
		if b.partitionOf(a.parts[i].catalog) == nil {
			list = append(list, &a.parts[i])
		}
	}
	return list
}
