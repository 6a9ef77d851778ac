package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
)

// resources answers the functions of schema s3db from a session's database.
type resources struct{ s *Session }

var _ functions.Resources = resources{}

// WaitApplied implements functions.Resources.
func (r resources) WaitApplied(ctx context.Context) (uint64, error) {
	position := r.s.db.Engine.Position()
	return position, r.s.db.Engine.WaitApplied(ctx, position)
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
