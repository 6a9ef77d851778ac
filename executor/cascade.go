package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// cascade changes the rows that refer to a lost key: they are deleted, get
// the new key, or NULL.
func (r *referring) cascade(ctx context.Context, k referred, ids []string, action byte, now []types.Value) error {
	rows, err := r.load(ctx, k.From, ids)
	if err != nil || rows.Rows() == 0 {
		return err
	}
	if _, err := r.c.Source.Lock(ctx, k.From, ids, nil); err != nil {
		return err
	}
	next := newReferring(r.c, r.referringTo(k.From))
	if action == 'c' && now == nil {
		if err := r.c.Source.Delete(ctx, k.From, ids); err != nil {
			return err
		}
		if err := next.removed(rows); err != nil {
			return err
		}
		return next.settle(ctx)
	}
	changed, err := r.replace(k, rows, action, now)
	if err != nil {
		return err
	}
	if _, err := r.c.Source.Update(ctx, k.From, ids, keeping(changed, secrets(k.From))); err != nil {
		return err
	}
	if err := next.replaced(rows, changed); err != nil {
		return err
	}
	return next.settle(ctx)
}

// referringTo lists the foreign keys that refer to t, from the statement's
// plan: those of the chain of cascades were bound with it.
func (r *referring) referringTo(t *catalog.Table) []plan.ForeignKey {
	if r.c.Referring == nil {
		return nil
	}
	return r.c.Referring(t)
}

// load reads rows; no key holds a secret, so those are NULL.
func (r *referring) load(ctx context.Context, t *catalog.Table, ids []string) (*types.Batch, error) {
	columns := readColumns(t, secrets(t))
	rows, err := r.c.Source.Scan(ctx, &catalog.Access{Table: t, Kind: catalog.ByID, IDs: ids, Columns: columns, Lock: true})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := types.NewBatch(columnTypes(t, allColumns(t)), len(ids))
	for {
		b, _, err := rows.Next(ctx)
		if err != nil || b == nil {
			return all, err
		}
		all.Append(widened(b, t, columns))
	}
}

// replace makes the new versions of referring rows.
func (r *referring) replace(k referred, rows *types.Batch, action byte, now []types.Value) (*types.Batch, error) {
	if action == 'd' {
		return nil, pgerr.Unsupported("ON DELETE SET DEFAULT")
	}
	changed := pick(rows, rows.Cols)
	for i, c := range k.Constraint.Columns {
		v := types.Null
		if action == 'c' {
			v = now[i]
		}
		for row := range changed.Rows() {
			changed.Cols[c].SetValue(row, v)
		}
	}
	checks := []check{}
	for i, c := range k.From.Columns {
		if c.NotNull && !c.HoldsSecret() {
			checks = append(checks, check{CheckExpr: plan.CheckExpr{Column: i}})
		}
	}
	return changed, checkRows(checks, r.c.expressions(), k.From, changed)
}
