package engine

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// newestRow is a row's newest committed image and the position up to which it
// is known to be the newest.
type newestRow struct {
	stored
	read uint64
}

// existing has the rows that were found.
type existing map[string]*newestRow

// Few keys are looked for by a GET each, more of them by listing: a listing
// costs as much as listWorth GETs and answers for a thousand neighbours.
const (
	fewKeys   = 8
	listWorth = 12
)

// existing looks which of the rows to be inserted exist. Rows of the
// transaction's own and rows that held entries touched need no request.
func (tx *Tx) existing(ctx context.Context, rel *relation, ids []string) (existing, error) {
	found := existing{}
	unstored := tx.db.unstored(rel, tx)
	t := tx.writes[rel.resource.Name]
	head := tx.db.Position()
	var ask []string
	for _, id := range ids {
		if t != nil && t.rows[id] != nil || tx.hides(rel) {
			continue
		}
		if row, ok := tx.db.heldRow(rel, id, head); ok {
			found[id] = &newestRow{*row, head}
		} else if !unstored {
			ask = append(ask, id)
		}
	}
	if err := tx.db.look(ctx, rel, ask, found); err != nil || len(found) == 0 {
		return found, err
	}
	return found, tx.correct(ctx, rel, found)
}

// correct waits for the look at the journal that goes on beside, and sets
// right what was found by what it brought to light.
func (tx *Tx) correct(ctx context.Context, rel *relation, found existing) error {
	if tx.fresh == nil {
		return nil
	}
	if err := tx.ready(ctx); err != nil {
		return err
	}
	for id, row := range found {
		if held, ok := tx.db.heldRow(rel, id, tx.snap.position); ok {
			row.stored, row.read = *held, tx.snap.position
		} else {
			row.stored = *tx.db.lookAgain(rel, id, &row.stored)
		}
	}
	return nil
}

// look asks the store which rows exist: by listings from one id to the next
// while they pay, then by a GET each.
func (db *DB) look(ctx context.Context, rel *relation, ids []string, found existing) error {
	slices.Sort(ids)
	read := db.Position()
	var hits []string
	for len(ids) > fewKeys {
		page, err := db.bucket.List(ctx, storage.ListOptions{
			Prefix: rel.keys.Record(""), StartAfter: before(rel.keys.Record(ids[0])),
		})
		if err != nil {
			return storeError(ctx, err)
		}
		rest, in := covered(page, rel.keys.Record(""), ids)
		hits = append(hits, in...)
		paid := len(ids)-len(rest) >= listWorth
		for _, id := range ids[:len(ids)-len(rest)] {
			found[id] = &newestRow{read: read}
		}
		if ids = rest; !paid {
			break
		}
	}
	return db.getAll(ctx, rel, append(hits, ids...), found)
}

// before returns a key from which a listing starts so that key is its first
// candidate: no key of ours lies between.
func before(key string) string {
	last := len(key) - 1
	if key[last] == 0 {
		return key[:last]
	}
	return key[:last] + string([]byte{key[last] - 1, 0x7f})
}

// covered splits ids, which are sorted, into those that a page answers for
// and the rest; in are the ids that it lists.
func covered(page *storage.Page, prefix string, ids []string) (rest, in []string) {
	k := 0
	for i, id := range ids {
		key := prefix + id
		for k < len(page.Objects) && page.Objects[k].Key < key {
			k++
		}
		if k == len(page.Objects) && page.Next != "" {
			return ids[i:], in
		}
		if k < len(page.Objects) && page.Objects[k].Key == key {
			in = append(in, id)
		}
	}
	return nil, in
}

func (db *DB) getAll(ctx context.Context, rel *relation, ids []string, found existing) error {
	rows := make([]newestRow, len(ids))
	err := db.pool.each(ctx, len(ids), func(ctx context.Context, i int) (err error) {
		rows[i].stored, rows[i].read, err = db.newest(ctx, rel, ids[i])
		return err
	})
	for i, id := range ids {
		found[id] = &rows[i]
	}
	return err
}

// Exists reports for each id whether the newest version of the row exists,
// the transaction's own writes included.
func (tx *Tx) Exists(ctx context.Context, t *catalog.Table, ids []string) ([]bool, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	exists := make([]bool, len(ids))
	return exists, tx.db.pool.each(ctx, len(ids), func(ctx context.Context, i int) error {
		m, err := tx.latest(ctx, rel, ids[i])
		exists[i] = !m.IsZero()
		return err
	})
}

// RowID returns the id of the row of t whose primary key has these values, in
// the order of Table.PrimaryKey.
func (tx *Tx) RowID(t *catalog.Table, key []types.Value) (string, error) {
	parts := make([]string, len(key))
	for i, v := range key {
		parts[i] = codec.KeyText(t.Columns[t.PrimaryKey[i]].Type, v)
	}
	id, err := modeOf(t).ID(parts...)
	return id, refused(err)
}

// AssertRow makes the commit depend on a row that was found (Exists): if it is
// gone by then the commit is 40001.
func (tx *Tx) AssertRow(t *catalog.Table, id string) {
	tx.asserts = append(tx.asserts, journal.Op{
		Kind: journal.Exists, Resource: t.Resource, ID: id, Read: tx.snap.position,
	})
}

// AssertNoRow makes the commit depend on no row having these values in these
// columns, which the caller found true.
func (tx *Tx) AssertNoRow(t *catalog.Table, cols []int, values []types.Value) error {
	rel, err := tx.relation(t)
	if err != nil {
		return err
	}
	op := journal.Op{Kind: journal.Absent, Resource: t.Resource, Read: tx.snap.position}
	for i, c := range cols {
		var text string
		if path := rel.columns[c].path; path != "" {
			text, err = rel.columns[c].Encode(values[i])
		} else {
			text, err = rel.keys.Mode.ID(values[i].Text())
		}
		if err != nil {
			return err
		}
		op.Paths = append(op.Paths, rel.columns[c].path)
		op.Texts = append(op.Texts, text)
	}
	tx.asserts = append(tx.asserts, op)
	return nil
}

// AssertUntouched makes the commit depend on nobody else writing or deleting a
// row of t since the snapshot, under which the caller looked at all of them.
func (tx *Tx) AssertUntouched(t *catalog.Table) {
	tx.asserts = append(tx.asserts, journal.Op{Kind: journal.Absent, Resource: t.Resource, Read: tx.snap.position})
}

// matchesAll reports whether a row has all texts of an Absent operation. The
// empty path is the id. Where none are given, deleted rows count too.
func matchesAll(op *journal.Op, id string, m journal.Image) bool {
	if m.IsZero() {
		return len(op.Paths) == 0
	}
	for i, path := range op.Paths {
		text, ok := m.Get(path)
		if path == "" {
			text, ok = id, true
		}
		if !ok || text != op.Texts[i] {
			return false
		}
	}
	return true
}
