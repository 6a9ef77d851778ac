package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// backfill is how far the partitions of an entry are filled: what keeper.json
// says of it lets another keeper go on where one was stopped.
type backfill struct {
	Position uint64            `json:"position"` // of the entry that defines them
	Passed   map[string]string `json:"passed"`   // last record passed, by resource
}

// backfill writes the references of all partitions that an entry adds to
// tables with rows, in order of the tables' names. What s3db.js has defined in
// s3db.json, which is m, is its own to fill.
func (k *keeper) backfill(ctx context.Context, m *catalog.Manifest, next *schema) error {
	if k.filled.Position != next.position {
		k.filled = backfill{Position: next.position, Passed: map[string]string{}}
		if f := k.lease.file.Backfill; f != nil && f.Position == next.position {
			k.filled.Passed = maps.Clone(f.Passed)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(next.relations)) {
		if err := k.fillPartitions(ctx, m, k.applied.relations[name], next.relations[name]); err != nil {
			return err
		}
	}
	return nil
}

// fillPartitions writes the references of partitions that are new to a table
// with rows, from the record on that was passed last.
func (k *keeper) fillPartitions(ctx context.Context, m *catalog.Manifest, old, rel *relation) error {
	if old == nil || old.table.OID != rel.table.OID || rel.table.Floor != old.table.Floor {
		return nil // a new table, or all its rows are gone
	}
	fresh := missing(rel, old)
	if rel.table.Options.ExternalWriters {
		fresh = slices.DeleteFunc(fresh, func(p *partition) bool { return hasPartition(m, rel, p) })
	}
	if len(fresh) == 0 {
		return nil
	}
	task := k.db.begin(Task{Command: "CREATE INDEX", Table: rel.table.OID, Name: rel.table.Name, Index: fresh[0].catalog.OID})
	defer task.end()
	opts := storage.ListOptions{Prefix: rel.keys.Record(""), StartAfter: k.filled.Passed[rel.resource.Name]}
	for {
		page, err := k.db.bucket.List(ctx, opts)
		if err != nil || len(page.Objects) == 0 {
			return err
		}
		err = k.db.pool.each(ctx, len(page.Objects), func(ctx context.Context, i int) error {
			return k.fillRow(ctx, rel, fresh, idOf(page.Objects[i].Key))
		})
		if err != nil {
			return err
		}
		task.add(len(page.Objects))
		opts.StartAfter = page.Objects[len(page.Objects)-1].Key
		if page.Next == "" {
			return nil
		}
		if err := k.passed(ctx, rel, opts.StartAfter); err != nil {
			return err
		}
	}
}

// fillRow writes the references of one row.
func (k *keeper) fillRow(ctx context.Context, rel *relation, fresh []*partition, id string) error {
	o, err := k.db.read(ctx, rel, id)
	if err != nil || o.image.IsZero() || !o.foreign && o.position <= rel.table.Floor {
		return err
	}
	for _, p := range fresh {
		key, err := p.reference(id, o.image)
		if err != nil || key == "" {
			continue // a value that no key can hold is found by a full scan only
		}
		if err := k.putReference(ctx, rel, key); err != nil {
			return err
		}
	}
	return nil
}

// passed notes that the rows up to a record have their references.
func (k *keeper) passed(ctx context.Context, rel *relation, record string) error {
	k.filled.Passed[rel.resource.Name] = record
	mark := backfill{k.filled.Position, maps.Clone(k.filled.Passed)}
	return k.lease.note(ctx, func(d *keeperDoc) { d.Backfill = &mark })
}
