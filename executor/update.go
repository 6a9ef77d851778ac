package executor

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// update changes the rows of its input, which has the table's columns, system
// columns and what FROM brought.
type update struct {
	changes
	in      Operator
	n       *plan.Update
	targets *targets
	set     []*expr.Program
	kept    []bool // columns that stay as they are stored
}

func newUpdate(in Operator, c *Context, n *plan.Update) *update {
	u := &update{
		changes: newChanges(c, n.Checks, n.Through, n.Returning, n.Cols), in: in, n: n,
		targets: newTargets(c, n.Table, n.Unread, n.Recheck), set: compileAll(n.Set),
	}
	u.kept = slices.Clone(n.Unread)
	for i := range u.kept {
		u.kept[i] = u.kept[i] && n.Keeps(i)
	}
	u.checks = read(u.checks, u.kept)
	return u
}

// Next implements Operator.
func (u *update) Next(ctx context.Context) (*types.Batch, error) {
	return u.run(func() error { return u.update(ctx) })
}

func (u *update) update(ctx context.Context) error {
	own := newForeignChecks(u.c, u.n.Foreign)
	referring := newReferring(u.c, u.n.Referring)
	for {
		b, err := u.in.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
		if err := u.rows(ctx, b, own, referring); err != nil {
			return err
		}
	}
	if err := referring.settle(ctx); err != nil {
		return err
	}
	return own.check(ctx)
}

func (u *update) rows(ctx context.Context, b *types.Batch, own *foreignChecks, referring *referring) error {
	b, ids, err := u.targets.lock(ctx, b)
	if err != nil || len(ids) == 0 {
		return err
	}
	cols, err := evalAll(u.set, u.x, b)
	if err != nil {
		return err
	}
	updated := pick(b, cols)
	if err := checkRows(u.checks, u.x, u.n.Table, updated); err != nil {
		return err
	}
	if ids, err = u.c.Source.Update(ctx, u.n.Table, ids, keeping(updated, u.kept)); err != nil {
		return err
	}
	if err := checkThrough(u.through, u.x, u.n.Table, updated); err != nil {
		return err
	}
	if err := referring.replaced(b, updated); err != nil {
		return err
	}
	if err := own.collect(updated); err != nil {
		return err
	}
	after, err := u.after(b, updated, ids)
	if err != nil {
		return err
	}
	return u.give(after)
}

// after is the input row b as RETURNING reads it: with what became of the
// target.
func (u *update) after(b, updated *types.Batch, ids []string) (*types.Batch, error) {
	after := &types.Batch{Cols: append([]*types.Vector{}, b.Cols...)}
	after.SetRows(b.Rows())
	n := copy(after.Cols, updated.Cols)
	if len(u.n.System) > 0 {
		system, err := u.c.Source.Written(u.n.Table, ids, u.n.System)
		if err != nil {
			return nil, err
		}
		copy(after.Cols[n:], system.Cols)
	}
	return after, nil
}

// Close implements Operator.
func (u *update) Close() { u.in.Close() }

// remove deletes the rows of its input, which is as that of update.
type remove struct {
	changes
	in      Operator
	n       *plan.Delete
	targets *targets
}

func newDelete(in Operator, c *Context, n *plan.Delete) *remove {
	return &remove{changes: newChanges(c, nil, nil, n.Returning, n.Cols), in: in, n: n, targets: newTargets(c, n.Table, n.Unread, n.Recheck)}
}

// Next implements Operator.
func (d *remove) Next(ctx context.Context) (*types.Batch, error) {
	return d.run(func() error { return d.delete(ctx) })
}

func (d *remove) delete(ctx context.Context) error {
	referring := newReferring(d.c, d.n.Referring)
	for {
		b, err := d.in.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			return referring.settle(ctx)
		}
		b, ids, err := d.targets.lock(ctx, b)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			continue
		}
		if err := d.c.Source.Delete(ctx, d.n.Table, ids); err != nil {
			return err
		}
		if err := referring.removed(b); err != nil {
			return err
		}
		if err := d.give(b); err != nil {
			return err
		}
	}
}

// Close implements Operator.
func (d *remove) Close() { d.in.Close() }

// targets locks the rows that a statement is about to change, each once.
type targets struct {
	c       *Context
	table   *catalog.Table
	columns []int // that are read
	recheck *expr.Program
	seen    map[string]bool
}

func newTargets(c *Context, t *catalog.Table, unread []bool, recheck expr.Expr) *targets {
	tg := &targets{c: c, table: t, columns: readColumns(t, unread), seen: map[string]bool{}}
	if recheck != nil {
		tg.recheck = expr.Compile(recheck)
	}
	return tg
}

// lock locks the rows of b and returns those that still satisfy the
// statement's condition, all selected, in their newest version, with their
// ids.
func (tg *targets) lock(ctx context.Context, b *types.Batch) (*types.Batch, []string, error) {
	b, ids := tg.once(b)
	if len(ids) == 0 {
		return b, nil, nil
	}
	changed, err := tg.c.Source.Lock(ctx, tg.table, ids, tg.columns)
	if err != nil || len(changed) == 0 {
		return b, ids, err
	}
	return tg.again(b, ids, changed)
}

// once drops rows whose target was changed already by this statement.
func (tg *targets) once(b *types.Batch) (*types.Batch, []string) {
	at := len(tg.table.Columns)
	var sel []int32
	var ids []string
	for i := range b.Len() {
		row := b.Index(i)
		if b.Cols[at].IsNull(row) {
			continue
		}
		id := b.Cols[at].Texts[row]
		if tg.seen[id] {
			continue
		}
		tg.seen[id] = true
		sel, ids = append(sel, int32(row)), append(ids, id)
	}
	kept := &types.Batch{Cols: b.Cols, Sel: sel}
	kept.SetRows(b.Rows())
	return pick(kept, b.Cols), ids
}

// again puts the new versions of changed rows in their place and tests the
// condition for them once more.
func (tg *targets) again(b *types.Batch, ids []string, changed []Changed) (*types.Batch, []string, error) {
	drop := map[int]bool{}
	for _, ch := range changed {
		if ch.Row == nil {
			drop[ch.Index] = true
			continue
		}
		for i, c := range tg.columns {
			b.Cols[c].SetValue(ch.Index, ch.Row.Cols[i].Value(ch.Row.Index(0)))
		}
		still, err := tg.satisfies(b, ch.Index)
		if err != nil {
			return nil, nil, err
		}
		drop[ch.Index] = !still
	}
	var sel []int32
	var kept []string
	for i, id := range ids {
		if !drop[i] {
			sel, kept = append(sel, int32(i)), append(kept, id)
		}
	}
	b.Sel = sel
	return pick(b, b.Cols), kept, nil
}

func (tg *targets) satisfies(b *types.Batch, row int) (bool, error) {
	if tg.recheck == nil {
		return true, nil
	}
	one := &types.Batch{Cols: b.Cols, Sel: []int32{int32(row)}}
	one.SetRows(b.Rows())
	err := tg.recheck.Filter(tg.c.expressions(), one)
	return one.Len() == 1, err
}
