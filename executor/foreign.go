package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// foreignChecks are the references that a statement's new rows make. They are
// checked at its end, each value once.
type foreignChecks struct {
	c    *Context
	keys []foreignCheck
}

type foreignCheck struct {
	plan.ForeignKey
	values *groupTable // distinct values without NULLs
}

func newForeignChecks(c *Context, keys []plan.ForeignKey) *foreignChecks {
	f := &foreignChecks{c: c}
	for _, k := range keys {
		f.keys = append(f.keys, foreignCheck{k, newGroupTable(columnTypes(k.From, k.Constraint.Columns), c.Memory)})
	}
	return f
}

func columnTypes(t *catalog.Table, columns []int) []*types.Type {
	ts := make([]*types.Type, len(columns))
	for i, c := range columns {
		ts[i] = t.Columns[c].Type
	}
	return ts
}

// collect notes the references of new rows.
func (f *foreignChecks) collect(b *types.Batch) error {
	for _, k := range f.keys {
		cols, rows := keyRows(b, k.Constraint.Columns)
		if _, err := k.values.find(cols, rows); err != nil {
			return err
		}
	}
	return nil
}

// keyRows returns columns of a batch with the rows in which none is NULL.
func keyRows(b *types.Batch, columns []int) ([]*types.Vector, *types.Batch) {
	cols := make([]*types.Vector, len(columns))
	for i, c := range columns {
		cols[i] = b.Cols[c]
	}
	rows := &types.Batch{Cols: cols, Sel: []int32{}}
	rows.SetRows(b.Rows())
	for i := range b.Len() {
		null := false
		for _, c := range cols {
			null = null || c.IsNull(b.Index(i))
		}
		if !null {
			rows.Sel = append(rows.Sel, int32(b.Index(i)))
		}
	}
	return cols, rows
}

// check looks for the rows referred to, and makes the commit depend on them.
func (f *foreignChecks) check(ctx context.Context) error {
	if len(f.keys) == 0 {
		return nil
	}
	if err := f.c.Source.Statement(ctx); err != nil {
		return err
	}
	for _, k := range f.keys {
		if err := f.checkKey(ctx, k); err != nil {
			return err
		}
		k.values.rows.release()
	}
	return nil
}

func (f *foreignChecks) checkKey(ctx context.Context, k foreignCheck) error {
	keys := make([][]types.Value, k.values.size())
	for row := range keys {
		keys[row] = make([]types.Value, len(k.values.rows.Cols))
		for i, c := range k.values.rows.Cols {
			keys[row][i] = c.Value(row)
		}
	}
	ids, err := findEach(ctx, f.c.Source, k.To, k.Constraint.RefColumns, keys)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if id == "" {
			return missingReference(k.ForeignKey, keys[i])
		}
		f.c.Source.AssertRow(k.To, id)
	}
	return nil
}

func missingReference(k plan.ForeignKey, values []types.Value) error {
	e := pgerr.Newf(pgerr.ForeignKeyViolation, "insert or update on table %q violates foreign key constraint %q", k.From.Name, k.Constraint.Name).
		WithDetail("Key (%s)=(%s) is not present in table %q.", columnNames(k.From, k.Constraint.Columns),
			keyText(k.From, k.Constraint.Columns, values), k.To.Name)
	e.Schema, e.Table, e.Constraint = k.From.Schema, k.From.Name, k.Constraint.Name
	return e
}

func columnNames(t *catalog.Table, columns []int) string {
	names := ""
	for i, c := range columns {
		if i > 0 {
			names += ", "
		}
		names += t.Columns[c].Name
	}
	return names
}

// referring are the keys that a statement takes away from a table that others
// refer to. At the statement's end their rows are dealt with as the foreign
// keys say.
type referring struct {
	c    *Context
	keys []referred
}

// referred are the lost values of one foreign key; new[i] replaces old[i] and
// is nil where the row was deleted.
type referred struct {
	plan.ForeignKey
	old [][]types.Value
	new [][]types.Value
}

func newReferring(c *Context, keys []plan.ForeignKey) *referring {
	r := &referring{c: c}
	for _, k := range keys {
		r.keys = append(r.keys, referred{ForeignKey: k})
	}
	return r
}

// removed notes the keys of deleted rows.
func (r *referring) removed(b *types.Batch) error {
	for k := range r.keys {
		key := &r.keys[k]
		for i := range b.Len() {
			if old, null := keyValues(b, b.Index(i), key.Constraint.RefColumns); !null {
				key.old, key.new = append(key.old, old), append(key.new, nil)
			}
		}
	}
	return nil
}

// replaced notes the keys that an update changed.
func (r *referring) replaced(before, after *types.Batch) error {
	for k := range r.keys {
		key := &r.keys[k]
		for i := range before.Len() {
			old, null := keyValues(before, before.Index(i), key.Constraint.RefColumns)
			if null {
				continue
			}
			if now, _ := keyValues(after, i, key.Constraint.RefColumns); !sameValues(key.To, key.Constraint.RefColumns, old, now) {
				key.old, key.new = append(key.old, old), append(key.new, now)
			}
		}
	}
	return nil
}

func sameValues(t *catalog.Table, columns []int, a, b []types.Value) bool {
	for i, c := range columns {
		if a[i].IsNull() != b[i].IsNull() || !a[i].IsNull() && !types.Equal(t.Columns[c].Type, a[i], b[i]) {
			return false
		}
	}
	return true
}

// settle carries out the actions of the foreign keys for all lost values.
func (r *referring) settle(ctx context.Context) error {
	lost := false
	for _, k := range r.keys {
		lost = lost || len(k.old) > 0
	}
	if !lost {
		return nil
	}
	if err := r.c.Source.Statement(ctx); err != nil {
		return err
	}
	for _, k := range r.keys {
		for i, old := range k.old {
			if err := r.settleValue(ctx, k, old, k.new[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *referring) settleValue(ctx context.Context, k referred, old, now []types.Value) error {
	action := k.Constraint.OnDelete
	if now != nil {
		action = k.Constraint.OnUpdate
	}
	back, err := findByKey(ctx, r.c.Source, k.To, k.Constraint.RefColumns, old)
	if err != nil || back != "" && action != 'r' {
		return err
	}
	ids, err := findAll(ctx, r.c.Source, k.From, k.Constraint.Columns, old, 0)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return r.c.Source.AssertNoRow(k.From, k.Constraint.Columns, old)
	}
	switch action {
	case 'c', 'n', 'd':
		return r.cascade(ctx, k, ids, action, now)
	}
	e := pgerr.Newf(pgerr.ForeignKeyViolation, "update or delete on table %q violates foreign key constraint %q on table %q",
		k.To.Name, k.Constraint.Name, k.From.Name).
		WithDetail("Key (%s)=(%s) is still referenced from table %q.", columnNames(k.To, k.Constraint.RefColumns),
			keyText(k.To, k.Constraint.RefColumns, old), k.From.Name)
	e.Schema, e.Table, e.Constraint = k.From.Schema, k.From.Name, k.Constraint.Name
	return e
}
