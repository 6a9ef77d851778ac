package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// Insert adds rows; the batch has all columns of the table in order. It
// returns their ids. A row whose key or UNIQUE value exists is 23505 with the
// constraint's name.
func (tx *Tx) Insert(ctx context.Context, t *catalog.Table, rows *types.Batch) (ids []string, err error) {
	defer tx.db.committer.expect()()
	if err := tx.writable("INSERT"); err != nil {
		return nil, err
	}
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	w := tx.writer(rel)
	ids = make([]string, rows.Len())
	images := make([]journal.Image, len(ids))
	for i := range ids {
		row := rows.Index(i)
		if ids[i], err = w.id(rows, row, tx.db.rowIDs); err != nil {
			return nil, err
		}
		if images[i], err = w.image(rows, row, ids[i], journal.Image{}); err != nil {
			return nil, err
		}
	}
	return ids, tx.insertRows(ctx, w, ids, images, keyed(t) || repeats(t))
}

// keyed reports whether ids come from values, so that a row may exist.
func keyed(t *catalog.Table) bool { return len(t.PrimaryKey) > 0 }

// begin checks that a statement may write a table.
func (tx *Tx) begin(ctx context.Context, t *catalog.Table, command string) (*relation, error) {
	if err := tx.writable(command); err != nil {
		return nil, err
	}
	if err := tx.ready(ctx); err != nil {
		return nil, err
	}
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	return rel, tx.enforced(ctx, rel)
}

func (tx *Tx) writer(rel *relation) *rowWriter {
	return &rowWriter{rel: rel, secrets: tx.db.env.secrets, caps: tx.db.caps}
}

// put adds new rows: their keys and unique values are locked, then looked
// for, then taken. check is false for drawn ids, which nobody else has.
func (tx *Tx) put(ctx context.Context, w *rowWriter, ids []string, images []journal.Image, check bool) error {
	images, err := w.fit(images)
	if err != nil {
		return err
	}
	claims, err := w.claims(ids, images)
	if err != nil {
		return err
	}
	if check {
		if err := tx.lockNew(ctx, w.rel, ids); err != nil {
			return err
		}
	}
	if err := tx.lockClaims(ctx, claims); err != nil {
		return err
	}
	found := existing{}
	if check {
		if found, err = tx.existing(ctx, w.rel, ids); err != nil {
			return err
		}
	}
	holders, err := tx.holders(ctx, w.rel, claims)
	if err != nil {
		return err
	}
	t := tx.table(w.rel)
	for i, id := range ids {
		if err := tx.putRow(ctx, t, id, images[i], found[id]); err != nil {
			return err
		}
		if err := tx.takeClaims(ctx, w.rel, id, images[i], claims.of(i), holders); err != nil {
			return err
		}
	}
	return nil
}

// putRow adds one row. found is its newest committed image, nil if none was
// looked for.
func (tx *Tx) putRow(ctx context.Context, t *tableWrites, id string, m journal.Image, found *newestRow) error {
	w := t.rows[id]
	if w == nil {
		base, read := stored{}, tx.snap.position
		if found != nil {
			base, read = found.stored, found.read
		}
		w = t.lock(id, base, read)
	}
	if !w.after.IsZero() {
		return t.rel.duplicateKey(id, m)
	}
	w.set(m, tx.statement)
	return nil
}

// Update replaces rows locked before; the batch has all columns in order, nil
// for one whose values stay as they are stored. A changed key is a delete and an insert. It returns the ids that the rows have
// from then on. 23505 as for Insert.
func (tx *Tx) Update(ctx context.Context, t *catalog.Table, ids []string, rows *types.Batch) (next []string, err error) {
	rel, err := tx.begin(ctx, t, "UPDATE")
	if err != nil {
		return nil, err
	}
	if err := tx.locked(ctx, rel, t, ids); err != nil {
		return nil, err
	}
	u := update{tx: tx, w: tx.writer(rel), t: tx.table(rel)}
	next = make([]string, len(ids))
	for i, id := range ids {
		if next[i], err = u.row(ctx, rows, rows.Index(i), id); err != nil {
			return nil, err
		}
	}
	return next, u.apply(ctx)
}

// update collects what an UPDATE does to a batch of rows.
type update struct {
	tx     *Tx
	w      *rowWriter
	t      *tableWrites
	ids    []string // rows that keep their key
	images []journal.Image
	moved  []string // rows that get a new one
	newIDs []string
	newly  []journal.Image
}

// row collects one row and returns its next id.
func (u *update) row(ctx context.Context, rows *types.Batch, row int, id string) (next string, err error) {
	base := u.t.rows[id].after
	next = id
	if keyed(u.w.rel.table) {
		if next, err = u.w.id(rows, row, u.tx.db.rowIDs); err != nil {
			return "", err
		}
	}
	m, err := u.w.image(rows, row, next, base)
	if err != nil {
		return "", err
	}
	if next != id {
		if m, err = u.tx.moveContent(ctx, u.w.rel, id, m); err != nil {
			return "", err
		}
	}
	if next == id {
		u.ids, u.images = append(u.ids, id), append(u.images, m)
	} else {
		u.moved, u.newIDs, u.newly = append(u.moved, id), append(u.newIDs, next), append(u.newly, m)
	}
	return next, nil
}

func (u *update) apply(ctx context.Context) error {
	if err := u.tx.deleteRows(ctx, u.t, u.moved); err != nil {
		return err
	}
	if err := u.replaceRows(ctx); err != nil || len(u.newIDs) == 0 {
		return err
	}
	return u.tx.insertRows(ctx, u.w, u.newIDs, u.newly, true)
}

func (u *update) replace(ctx context.Context, ids []string, images []journal.Image) error {
	images, err := u.w.fit(images)
	if err != nil {
		return err
	}
	claims, err := u.w.claims(ids, images)
	if err != nil {
		return err
	}
	claims.drop(func(i int, c claimKey) bool { return u.w.holds(c, ids[i], u.t.rows[ids[i]].after) })
	if err := u.tx.lockClaims(ctx, claims); err != nil {
		return err
	}
	holders, err := u.tx.holders(ctx, u.w.rel, claims)
	if err != nil {
		return err
	}
	for i, id := range ids {
		u.t.rows[id].set(images[i], u.tx.statement)
		if err := u.tx.takeClaims(ctx, u.w.rel, id, images[i], claims.of(i), holders); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes rows locked before.
func (tx *Tx) Delete(ctx context.Context, t *catalog.Table, ids []string) error {
	rel, err := tx.begin(ctx, t, "DELETE")
	if err != nil {
		return err
	}
	if err := tx.locked(ctx, rel, t, ids); err != nil {
		return err
	}
	return tx.deleteRows(ctx, tx.table(rel), ids)
}
