package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/types"
)

// rewrite changes the definition of a table together with its rows. They are
// read under the old definition, all of them, before it changes; a query's
// memory bounds how many there can be.
func (s *Session) rewrite(ctx context.Context, def *planner.Definition) error {
	r := def.Rewrite
	if err := s.changeCatalog(ctx, def, r.Prepare); err != nil {
		return err
	}
	q, err := r.Rows(s.bindEnv(nil))
	if err != nil {
		return err
	}
	rows, err := executor.Collect(ctx, s.executorContext(ctx, nil), q)
	if err != nil {
		return err
	}
	last := len(rows.Cols) - 1
	ids := rows.Cols[last].Texts
	rows.Cols = rows.Cols[:last]
	if err := refuseNulls(r.New, rows); err != nil {
		return err
	}
	return s.source().of(r.Old).Rewrite(ctx, r.Old, def.Change, ids, rows)
}

// refuseNulls refuses rows that lack a value that they must have.
func refuseNulls(t *catalog.Table, rows *types.Batch) error {
	for i, c := range t.Columns {
		if !c.NotNull {
			continue
		}
		for row := range rows.Rows() {
			if rows.Cols[i].IsNull(row) {
				e := pgerr.Newf(pgerr.NotNullViolation, "column %q of relation %q contains null values", c.Name, t.Name)
				e.Schema, e.Table, e.Column = t.Schema, t.Name, c.Name
				return e
			}
		}
	}
	return nil
}
