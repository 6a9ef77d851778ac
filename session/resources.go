package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// resources answers the functions of schema s3db from a session's database.
type resources struct{ s *Session }

var _ functions.Resources = resources{}

// WaitApplied implements functions.Resources.
func (r resources) WaitApplied(ctx context.Context) (uint64, error) {
	position := r.s.db.Engine.Position()
	return position, r.s.db.Engine.WaitApplied(ctx, position)
}

// History implements functions.Resources.
func (r resources) History(ctx context.Context, table types.OID, id string, yield func(functions.PastRow) error) error {
	t, ok := r.s.Catalog().ByOID(table).(*catalog.Table)
	if !ok {
		return pgerr.New(pgerr.WrongObjectType, "only tables have a history")
	}
	return r.s.db.Engine.History(ctx, t, id, func(row engine.PastRow) error {
		return yield(functions.PastRow{ID: row.ID, Version: row.Version, Position: row.Position, Kept: row.Kept, Record: string(row.Record)})
	})
}

// Conflicts lists the rows of the session's database that SQL and foreign
// clients have both changed.
func (s *Session) Conflicts(ctx context.Context) ([]engine.LostVersion, error) {
	return s.db.Engine.Conflicts(ctx)
}

// Parked lists the rows of the session's database that the store refuses.
func (s *Session) Parked(ctx context.Context) ([]engine.LostVersion, error) {
	return s.db.Engine.Parked(ctx)
}
