package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/types"
)

// source gives the executor the rows of a transaction.
type source struct {
	tx   *engine.Tx
	temp *engine.Tx // of the temporary relations, nil if there are none
}

var _ executor.Source = (*source)(nil)

func (s *Session) source() *source { return &source{s.txn.tx, s.txn.temp} }

// of is the transaction that has the rows of a table.
func (s *source) of(t *catalog.Table) *engine.Tx {
	if t.Schema == catalog.TempSchema {
		return s.temp
	}
	return s.tx
}

// Statement implements executor.Source.
func (s *source) Statement(ctx context.Context) error {
	if err := s.tx.Statement(ctx); err != nil || s.temp == nil {
		return err
	}
	return s.temp.Statement(ctx)
}

// Scan implements executor.Source.
func (s *source) Scan(ctx context.Context, a *catalog.Access) (executor.Rows, error) {
	scan, err := s.of(a.Table).Scan(ctx, a)
	if err != nil {
		return nil, err
	}
	return scanRows{scan}, nil
}

// scanRows is a scan as the executor reads it.
type scanRows struct{ *engine.Scan }

// Next implements executor.Rows.
func (r scanRows) Next(ctx context.Context) (*types.Batch, []string, error) {
	rows, err := r.Scan.Next(ctx)
	if rows == nil || err != nil {
		return nil, nil, err
	}
	return rows.Batch, rows.IDs, nil
}

// Insert implements executor.Source.
func (s *source) Insert(ctx context.Context, t *catalog.Table, rows *types.Batch) ([]string, error) {
	return s.of(t).Insert(ctx, t, rows)
}

// Update implements executor.Source.
func (s *source) Update(ctx context.Context, t *catalog.Table, ids []string, rows *types.Batch) ([]string, error) {
	return s.of(t).Update(ctx, t, ids, rows)
}

// Written implements executor.Source.
func (s *source) Written(t *catalog.Table, ids []string, system []catalog.SystemColumn) (*types.Batch, error) {
	return s.of(t).Written(t, ids, system)
}

// Delete implements executor.Source.
func (s *source) Delete(ctx context.Context, t *catalog.Table, ids []string) error {
	return s.of(t).Delete(ctx, t, ids)
}

// Lock implements executor.Source.
func (s *source) Lock(ctx context.Context, t *catalog.Table, ids []string, columns []int) ([]executor.Changed, error) {
	rows, err := s.of(t).Lock(ctx, t, ids, columns)
	if err != nil {
		return nil, err
	}
	changed := make([]executor.Changed, len(rows))
	for i, row := range rows {
		changed[i] = executor.Changed{Index: row.Index, Row: image(t, columns, row)}
	}
	return changed, nil
}

// image is the new version of a locked row, nil if it is gone.
func image(t *catalog.Table, columns []int, row engine.LockedRow) *types.Batch {
	if row.Gone {
		return nil
	}
	ts := make([]*types.Type, len(columns))
	for i, c := range columns {
		ts[i] = t.Columns[c].Type
	}
	b := types.NewBatch(ts, 1)
	for i, v := range row.Values {
		b.Cols[i].AppendValue(v)
	}
	b.SetRows(1)
	return b
}

// RowID implements executor.Source.
func (s *source) RowID(t *catalog.Table, key []types.Value) (string, error) {
	return s.of(t).RowID(t, key)
}

// AssertRow implements executor.Source.
func (s *source) AssertRow(t *catalog.Table, id string) { s.of(t).AssertRow(t, id) }

// AssertNoRow implements executor.Source.
func (s *source) AssertNoRow(t *catalog.Table, columns []int, values []types.Value) error {
	return s.of(t).AssertNoRow(t, columns, values)
}
