package executor

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// conflict is ON CONFLICT of an INSERT.
type conflict struct {
	c           *Context
	n           *plan.Insert
	constraints []*catalog.Constraint // that a row may conflict with
	set         []*expr.Program
	where       *expr.Program
	seen        map[string]bool // keys this statement inserted or updated
}

func newConflict(c *Context, n *plan.Insert) *conflict {
	o := &conflict{c: c, n: n, set: compileAll(n.Conflict.Set), seen: map[string]bool{}}
	if n.Conflict.Where != nil {
		o.where = expr.Compile(n.Conflict.Where)
	}
	for _, k := range n.Table.UniqueKeys() {
		if n.Conflict.Arbiter == nil || k.Name == n.Conflict.Arbiter.Name {
			o.constraints = append(o.constraints, k)
		}
	}
	return o
}

// insert adds the rows that conflict with none and updates, or leaves, those
// that others conflict with.
func (o *conflict) insert(ctx context.Context, b *types.Batch, into *insert, keys *foreignChecks) error {
	var fresh []int32
	for row := range b.Rows() {
		id, repeated, err := o.find(ctx, b, row)
		switch {
		case err != nil:
			return err
		case id == "" && !repeated:
			fresh = append(fresh, int32(row))
		case len(o.set) == 0:
			continue
		case repeated:
			return pgerr.New(pgerr.CardinalityViolation, "ON CONFLICT DO UPDATE command cannot affect row a second time").
				WithHint("Ensure that no rows proposed for insertion within the same command have duplicate constrained values.")
		default:
			if err := o.update(ctx, b, row, id, into, keys); err != nil {
				return err
			}
		}
	}
	rows := &types.Batch{Cols: b.Cols, Sel: fresh}
	rows.SetRows(b.Rows())
	if len(fresh) == 0 {
		return nil
	}
	return into.add(ctx, dense(rows), keys)
}

// find looks for a stored row that a proposed one conflicts with; repeated
// says that this statement itself made such a row.
func (o *conflict) find(ctx context.Context, b *types.Batch, row int) (id string, repeated bool, err error) {
	for _, k := range o.constraints {
		values, null := keyValues(b, row, k.Columns)
		if null {
			continue
		}
		key := k.Name + "\x00" + keyText(o.n.Table, k.Columns, values)
		if o.seen[key] {
			return "", true, nil
		}
		if id, err = findByKey(ctx, o.c.Source, o.n.Table, k.Columns, values); id != "" || err != nil {
			o.seen[key] = true
			return id, false, err
		}
		o.seen[key] = true
	}
	return "", false, nil
}

// update is DO UPDATE for one row.
func (o *conflict) update(ctx context.Context, b *types.Batch, row int, id string, into *insert, keys *foreignChecks) error {
	existing, err := fetch(ctx, o.c.Source, o.n.Table, id)
	if err != nil || existing == nil {
		return err
	}
	changed, err := o.c.Source.Lock(ctx, o.n.Table, []string{id}, allColumns(o.n.Table))
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		if existing = changed[0].Row; existing == nil {
			return pgerr.New(pgerr.SerializationFailure, "could not serialize access due to concurrent update")
		}
	}
	both := joined(existing, b, &pairs{left: []int32{0}, right: []int32{int32(row)}})
	if o.where != nil {
		if err := o.where.Filter(into.x, both); err != nil || both.Len() == 0 {
			return err
		}
	}
	cols, err := evalAll(o.set, into.x, both)
	if err != nil {
		return err
	}
	updated := pick(both, cols)
	if err := checkRows(into.checks, into.x, o.n.Table, updated); err != nil {
		return err
	}
	ids, err := o.c.Source.Update(ctx, o.n.Table, []string{id}, updated)
	if err != nil {
		return err
	}
	if err := checkThrough(into.through, into.x, o.n.Table, updated); err != nil {
		return err
	}
	if err := keys.collect(updated); err != nil {
		return err
	}
	return into.giveNew(updated, ids)
}

// keyValues returns the values of columns in a row; null says that one is
// NULL, so that the key equals no other.
func keyValues(b *types.Batch, row int, columns []int) (values []types.Value, null bool) {
	values = make([]types.Value, len(columns))
	for i, c := range columns {
		values[i] = b.Cols[c].Value(row)
		null = null || values[i].IsNull()
	}
	return values, null
}

// keyText prints key values as PostgreSQL's details do: "1, abc".
func keyText(t *catalog.Table, columns []int, values []types.Value) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = string(types.AppendText(nil, t.Columns[c].Type, values[i], types.DefaultStyle))
	}
	return strings.Join(parts, ", ")
}

func allColumns(t *catalog.Table) []int {
	all := make([]int, len(t.Columns))
	for i := range all {
		all[i] = i
	}
	return all
}
