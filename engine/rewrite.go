package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// Rewrite changes the catalog, in which t gets another definition, together
// with the rows of t: ids are all of them, rows what they are from then on,
// with all columns of the new definition. Where the primary key changed they
// get new ids. The commit depends on nobody changing a row meanwhile. 23505 if
// rows share a key or a unique value.
func (tx *Tx) Rewrite(ctx context.Context, t *catalog.Table, change func(*catalog.Draft) error, ids []string, rows *types.Batch) error {
	old, err := tx.begin(ctx, t, "DDL")
	if err != nil {
		return err
	}
	if err := tx.locked(ctx, old, t, ids); err != nil {
		return err
	}
	tx.AssertUntouched(t)
	if _, err := tx.changeCatalog(ctx, change); err != nil {
		return err
	}
	rel := tx.schema.relations[t.Resource]
	r := rewriting{tx: tx, rel: rel, w: tx.writer(rel), t: tx.table(rel)}
	if err := r.read(ctx, ids, rows); err != nil {
		return err
	}
	r.write(ids)
	return r.index()
}

// rewriting are the rows of a table under its new definition.
type rewriting struct {
	tx     *Tx
	rel    *relation
	w      *rowWriter
	t      *tableWrites
	ids    []string
	images []journal.Image
}

// read makes the new ids and images.
func (r *rewriting) read(ctx context.Context, ids []string, rows *types.Batch) (err error) {
	r.ids, r.images = make([]string, len(ids)), make([]journal.Image, len(ids))
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		if keyed(r.rel.table) {
			if id, err = r.w.id(rows, i, r.tx.db.rowIDs); err != nil {
				return err
			}
		}
		if r.images[i], err = r.w.image(rows, i, id, r.t.rows[ids[i]].after); err != nil {
			return err
		}
		if id != ids[i] {
			if r.images[i], err = r.tx.moveContent(ctx, r.rel, ids[i], r.images[i]); err != nil {
				return err
			}
		}
		if seen[id] {
			return r.rel.notUnique(r.rel.primaryKey(), r.rel.table.PrimaryKey, id, r.images[i])
		}
		r.ids[i], seen[id] = id, true
	}
	return nil
}

// write replaces the rows: first all go, for an id may pass from one to
// another.
func (r *rewriting) write(old []string) {
	for _, id := range old {
		r.t.rows[id].set(journal.Image{}, r.tx.statement)
	}
	for i, id := range r.ids {
		w := r.t.rows[id]
		if w == nil {
			w = r.t.lock(id, stored{}, r.tx.snap.position)
		}
		w.set(r.images[i], r.tx.statement)
	}
}

// index claims the unique values of the new rows, and finds out whether
// references of them can be written.
func (r *rewriting) index() error {
	parts := make([]*partition, len(r.rel.parts))
	for i := range r.rel.parts {
		parts[i] = &r.rel.parts[i]
	}
	x := r.tx.newIndexing(parts)
	for i, id := range r.ids {
		if _, err := r.w.check(id, r.images[i]); err != nil {
			return err
		}
		if err := x.row(r.rel, id, r.images[i]); err != nil {
			return err
		}
	}
	return nil
}
