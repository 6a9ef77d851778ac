package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// History implements functions.Resources.
func (r resources) History(ctx context.Context, relation types.OID, id string, yield func(functions.PastRow) error) error {
	t, err := r.table(relation)
	if err != nil {
		return err
	}
	return r.s.engineOf(t.Schema).History(ctx, t, id, func(row engine.PastRow) error {
		return yield(functions.PastRow{ID: row.ID, Version: row.Version, Position: row.Position, Kept: row.Kept, Record: string(row.Record)})
	})
}
