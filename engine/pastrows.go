package engine

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// PastRow is a row as an older version of the definition left it.
type PastRow struct {
	ID       string
	Version  string // that it was written under
	Position uint64 // of the entry that replaced it, 0 if a foreign client kept it
	Kept     time.Time
	Record   []byte // the attributes and their values, JSON
}

// History calls yield with the past rows of a table in order of id and version,
// of one row only unless id is "". It reads objects: a change is there once it
// is applied (WaitApplied). An error of yield ends it and is returned.
func (db *DB) History(ctx context.Context, t *catalog.Table, id string, yield func(PastRow) error) error {
	db.mu.RLock()
	rel := db.schema.relations[t.Resource]
	db.mu.RUnlock()
	if rel == nil {
		return nil
	}
	copies, err := db.pastKeys(ctx, rel, id)
	if err != nil {
		return storeError(ctx, err)
	}
	for _, k := range copies {
		obj, err := db.bucket.Get(ctx, k.String(), storage.GetOptions{})
		if notThere(err) {
			continue
		}
		if err != nil {
			return storeError(ctx, err)
		}
		row, err := db.pastRow(rel, k.ID, obj)
		if err == nil {
			err = yield(row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pastKeys lists the copies of each version, and those of s3db.js where there
// are no others of their row.
func (db *DB) pastKeys(ctx context.Context, rel *relation, id string) (list []keys.Key, err error) {
	versioned := map[string]bool{}
	opts := storage.ListOptions{Prefix: rel.keys.History(id)}
	for {
		page, err := db.bucket.List(ctx, opts)
		if err != nil {
			return nil, err
		}
		for _, obj := range page.Objects {
			if k := keys.Parse(obj.Key); id == "" || k.ID == id {
				list = append(list, k)
				versioned[k.ID] = versioned[k.ID] || k.Name != ""
			}
		}
		if opts.Token = page.Next; page.Next == "" {
			break
		}
	}
	kept := list[:0]
	for _, k := range list {
		if k.Name != "" || !versioned[k.ID] {
			kept = append(kept, k)
		}
	}
	return kept, nil
}

func (db *DB) pastRow(rel *relation, id string, obj *storage.Object) (PastRow, error) {
	d := document.Decode(rel.resource, id, obj)
	v := rel.resource.Version(d.Version)
	o, err := document.Assemble(v.Attributes, d.Fields, db.env.secrets)
	if err != nil {
		return PastRow{}, err
	}
	row := PastRow{ID: id, Version: d.Version, Kept: obj.LastModified, Record: catalog.AppendJSON(nil, o, "")}
	if db.ours(d, d.Stamp.Position) {
		row.Position = d.Stamp.Position
	}
	return row, nil
}
