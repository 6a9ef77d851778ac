package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// finding runs a step that looks names up. If it does not find a relation or a
// column, and s3db.js turns out to have defined something meanwhile, it is run
// once more.
func (s *Session) finding(ctx context.Context, step func() error) error {
	err := step()
	code := pgerr.CodeOf(err)
	if code != pgerr.UndefinedTable && code != pgerr.UndefinedColumn || !s.refresh(ctx) {
		return err
	}
	return step()
}

// refresh looks for changes that s3db.js has made to the catalog, and reports
// whether the session sees another one than before. A statement that fails to
// look fails by the name that it did not find.
func (s *Session) refresh(ctx context.Context) bool {
	before := s.db.Engine.Catalog()
	if s.txn.tx != nil {
		before = s.txn.tx.Catalog()
	}
	if err := s.db.Engine.Refresh(ctx); err != nil {
		return false
	}
	if s.txn.tx == nil {
		return s.db.Engine.Catalog() != before
	}
	return s.begin(ctx) == nil && s.txn.tx.Catalog() != before
}
