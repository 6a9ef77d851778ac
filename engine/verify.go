package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Verification is what Verify compared.
type Verification struct {
	Tables, Records, References int
	Problems                    []string // one sentence each, in order of tables and keys
}

// Verify waits until the journal is applied and compares the objects with each
// other: that every record is in each partition where its values put it, that
// no reference leads astray, and that records of tables made by SQL carry a
// stamp of this journal. Nothing is changed.
func (db *DB) Verify(ctx context.Context) (*Verification, error) {
	if err := db.WaitApplied(ctx, db.Position()); err != nil {
		return nil, err
	}
	db.mu.RLock()
	relations := slices.SortedFunc(maps.Values(db.schema.relations), func(a, b *relation) int {
		return strings.Compare(a.resource.Name, b.resource.Name)
	})
	db.mu.RUnlock()
	v := &Verification{}
	for _, rel := range relations {
		if err := v.table(ctx, db, rel); err != nil {
			return nil, fmt.Errorf("table %s: %w", rel.table.Name, err)
		}
	}
	return v, nil
}

// table compares the records of one table with its references.
func (v *Verification) table(ctx context.Context, db *DB, rel *relation) error {
	v.Tables++
	wanted := map[string]bool{}
	err := each(ctx, db.bucket, rel.keys.Records(), func(key string) error {
		return v.record(ctx, db, rel, key, wanted)
	})
	if err != nil {
		return err
	}
	err = each(ctx, db.bucket, rel.keys.Partitions(), func(key string) error {
		v.References++
		if !wanted[key] {
			v.problem("reference %s leads to no record with these values", key)
		}
		delete(wanted, key)
		return nil
	})
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		v.problem("reference %s is missing", key)
	}
	return err
}

// record decodes one record and adds its references to those wanted.
func (v *Verification) record(ctx context.Context, db *DB, rel *relation, key string, wanted map[string]bool) error {
	obj, err := db.bucket.Get(ctx, key, storage.GetOptions{})
	if notThere(err) {
		return nil // deleted since it was listed
	}
	if err != nil {
		return err
	}
	v.Records++
	id := idOf(key)
	d := document.Decode(rel.resource, id, obj)
	if !rel.table.Options.ExternalWriters && !db.ours(d, db.Position()) {
		v.problem("record %s was written by a foreign client, and the table has external_writers off", key)
	}
	references, err := rel.references(id, rel.stored(d))
	if err != nil {
		v.problem("record %s: %v", key, err)
		return nil
	}
	for _, r := range references {
		wanted[r] = true
	}
	return nil
}

func (v *Verification) problem(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// each calls visit for every key under a prefix, in order.
func each(ctx context.Context, b storage.Bucket, prefix string, visit func(key string) error) error {
	opts := storage.ListOptions{Prefix: prefix}
	for {
		page, err := b.List(ctx, opts)
		if err != nil {
			return err
		}
		for _, o := range page.Objects {
			if err := visit(o.Key); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		opts.Token = page.Next
	}
}
