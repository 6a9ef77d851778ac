package engine

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// Truncate removes all rows of a table as one operation, a floor: nothing at
// or before it remains. As in PostgreSQL it holds for older snapshots too.
// Rows that s3db.js also writes are deleted one by one, for it knows no floor.
func (tx *Tx) Truncate(ctx context.Context, t *catalog.Table) error {
	rel, err := tx.begin(ctx, t, "TRUNCATE TABLE")
	if err != nil {
		return err
	}
	if t.Options.ExternalWriters {
		return tx.deleteAll(ctx, t)
	}
	fresh := &tableWrites{rel: rel, rows: map[string]*write{}, truncated: true, read: tx.snap.position}
	old := tx.table(rel)
	for i, w := range tx.order {
		if w == old {
			tx.order[i] = fresh
		}
	}
	tx.writes[rel.resource.Name] = fresh
	return nil
}

func (tx *Tx) deleteAll(ctx context.Context, t *catalog.Table) error {
	scan, err := tx.Scan(ctx, &catalog.Access{Table: t, Kind: catalog.Full, Lock: true})
	if err != nil {
		return err
	}
	defer scan.Close()
	for {
		rows, err := scan.Next(ctx)
		if err != nil || rows == nil {
			return err
		}
		if _, err := tx.Lock(ctx, t, rows.IDs, nil); err != nil {
			return err
		}
		if err := tx.Delete(ctx, t, rows.IDs); err != nil {
			return err
		}
	}
}

// floorOf returns the operation that makes everything of a resource so far
// invisible.
func floorOf(resource string, read uint64) journal.Op {
	return journal.Op{Kind: journal.Floor, Resource: resource, Read: read}
}
