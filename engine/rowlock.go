package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// LockedRow is a row that Lock found changed since the statement's snapshot.
type LockedRow struct {
	Index  int           // into the ids given to Lock
	ID     string        // of the row
	Gone   bool          // deleted; Values is nil
	Values []types.Value // newest committed values of the columns asked for
}

// Lock takes the row locks that UPDATE and DELETE need and waits for sessions
// that hold them (40P01 on deadlock). Under READ COMMITTED it returns the rows
// whose newest committed version is not the snapshot's, so that the caller
// evaluates its condition again; under REPEATABLE READ such a row is 40001.
func (tx *Tx) Lock(ctx context.Context, t *catalog.Table, ids []string, cols []int) (changed []LockedRow, err error) {
	rel, err := tx.begin(ctx, t, "UPDATE")
	if err != nil {
		return nil, err
	}
	writes := tx.table(rel)
	rows, err := tx.lockRows(ctx, rel, writes, ids)
	if err != nil {
		return nil, err
	}
	reader := newRowReader(rel, cols, &tx.db.env)
	for i, row := range rows {
		if row == nil || writes.rows[ids[i]] != nil {
			continue // the transaction's own already
		}
		w := writes.lock(ids[i], row.stored, row.read)
		if !tx.moved(rel, ids[i], row) {
			continue
		}
		if tx.opts.Level == RepeatableRead {
			return nil, overtaken(row.image)
		}
		c := LockedRow{Index: i, ID: w.id, Gone: row.image.IsZero()}
		if !c.Gone {
			if c.Values, err = reader.values(w.id, row.image); err != nil {
				return nil, err
			}
		}
		changed = append(changed, c)
	}
	return changed, nil
}

func overtaken(m journal.Image) error {
	if m.IsZero() {
		return concurrent("delete")
	}
	return concurrent("update")
}

// moved reports whether the newest image is another than the snapshot's.
func (tx *Tx) moved(rel *relation, id string, row *newestRow) bool {
	m, ok := tx.db.resolve(rel, id, tx.snap.position, &row.stored)
	return !ok || m != row.image || row.image.IsZero()
}

// lockRows locks rows and finds their newest images; nil for rows that the
// transaction has locked before. A row that its scan has read and that
// nothing has touched since needs no request.
func (tx *Tx) lockRows(ctx context.Context, rel *relation, writes *tableWrites, ids []string) ([]*newestRow, error) {
	rows := make([]*newestRow, len(ids))
	found := existing{}
	var ask []string
	for i, id := range ids {
		if writes.rows[id] != nil {
			continue
		}
		if _, err := tx.db.locks.acquire(ctx, tx, lockKey(rel.resource.Name, id)); err != nil {
			return nil, err
		}
		if rows[i] = tx.unmoved(rel, id); rows[i] == nil {
			ask = append(ask, id)
		}
	}
	if err := tx.db.getAll(ctx, rel, ask, found); err != nil {
		return nil, err
	}
	for i, id := range ids {
		if rows[i] == nil {
			rows[i] = found[id]
		}
	}
	return rows, nil
}

// unmoved returns what a scan of the statement read of a row, if that is the
// newest version still; nil if the row must be read.
func (tx *Tx) unmoved(rel *relation, id string) *newestRow {
	seen, ok := tx.seen[lockKey(rel.resource.Name, id)]
	if !ok {
		return nil
	}
	db := tx.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	if v := db.overlay.row(rel.resource.Name, id); v != nil && v.position > seen.position {
		return nil
	}
	if floor := db.floor(rel); floor >= seen.position {
		return nil // truncated since
	}
	return &newestRow{seen.stored, db.head}
}

// lockNew locks rows that are to be inserted.
func (tx *Tx) lockNew(ctx context.Context, rel *relation, ids []string) error {
	for _, id := range ids {
		if _, err := tx.db.locks.acquire(ctx, tx, lockKey(rel.resource.Name, id)); err != nil {
			return err
		}
	}
	return nil
}

// locked makes sure that rows are locked, for callers that did not do so.
// What has changed meanwhile cannot be evaluated again here.
func (tx *Tx) locked(ctx context.Context, rel *relation, t *catalog.Table, ids []string) error {
	writes := tx.table(rel)
	var missing []string
	for _, id := range ids {
		if writes.rows[id] == nil {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	changed, err := tx.Lock(ctx, t, missing, nil)
	if err == nil && len(changed) > 0 {
		return concurrent("update")
	}
	return err
}
