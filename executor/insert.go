package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// insert adds the rows of its input.
type insert struct {
	changes
	in       Operator
	n        *plan.Insert
	conflict *conflict
}

// changes is what INSERT, UPDATE and DELETE share: checks, the rows of
// RETURNING, and the number of rows changed.
type changes struct {
	c         *Context
	x         *expr.Context
	checks    []check
	through   []viewCheck
	returning []*expr.Program
	out       *types.Batch // rows of RETURNING
	pages     *pages
	affected  int64
}

func newChanges(c *Context, checks []plan.CheckExpr, through []plan.ViewCheck, returning []expr.Expr, cols plan.Schema) changes {
	ch := changes{c: c, x: c.expressions(), through: newViewChecks(through), returning: compileAll(returning)}
	for _, k := range checks {
		ch.checks = append(ch.checks, newCheck(k))
	}
	ch.out = types.NewBatch(cols.Types(), 0)
	return ch
}

// Affected is the number of rows changed, for the command tag.
func (ch *changes) Affected() int64 { return ch.affected }

// give evaluates RETURNING for the selected rows of b and keeps the result.
func (ch *changes) give(b *types.Batch) error {
	ch.affected += int64(b.Len())
	if len(ch.returning) == 0 {
		return nil
	}
	cols, err := evalAll(ch.returning, ch.x, b)
	if err != nil {
		return err
	}
	for i, col := range ch.out.Cols {
		types.Extend(col, cols[i], b.Sel)
	}
	ch.out.SetRows(ch.out.Rows() + b.Len())
	return nil
}

// run carries out the statement on the first call and then hands out the rows
// of RETURNING.
func (ch *changes) run(work func() error) (*types.Batch, error) {
	if ch.pages == nil {
		if err := work(); err != nil {
			return nil, err
		}
		ch.pages = newPages(ch.out, nil)
	}
	return ch.pages.take(), nil
}

func newInsert(in Operator, c *Context, n *plan.Insert) *insert {
	i := &insert{changes: newChanges(c, n.Checks, n.Through, n.Returning, n.Cols), in: in, n: n}
	if n.Conflict != nil {
		i.conflict = newConflict(c, n)
	}
	return i
}

// Next implements Operator.
func (i *insert) Next(ctx context.Context) (*types.Batch, error) {
	return i.run(func() error { return i.insert(ctx) })
}

func (i *insert) insert(ctx context.Context) error {
	keys := newForeignChecks(i.c, i.n.Foreign)
	for {
		b, err := i.in.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			return keys.check(ctx)
		}
		if err := i.rows(ctx, dense(b), keys); err != nil {
			return err
		}
	}
}

// rows inserts one batch, whose rows are all selected.
func (i *insert) rows(ctx context.Context, b *types.Batch, keys *foreignChecks) error {
	if err := checkRows(i.checks, i.x, i.n.Table, b); err != nil {
		return err
	}
	if i.conflict != nil {
		return i.conflict.insert(ctx, b, i, keys)
	}
	return i.add(ctx, b, keys)
}

func (i *insert) add(ctx context.Context, b *types.Batch, keys *foreignChecks) error {
	if b.Len() == 0 {
		return nil
	}
	ids, err := i.c.Source.Insert(ctx, i.n.Table, b)
	if err != nil {
		return err
	}
	if err := checkThrough(i.through, i.x, i.n.Table, b); err != nil {
		return err
	}
	if err := keys.collect(b); err != nil {
		return err
	}
	return i.giveNew(b, ids)
}

// giveNew gives rows that were inserted, or updated instead.
func (i *insert) giveNew(b *types.Batch, ids []string) error {
	if len(i.n.System) > 0 {
		system, err := i.c.Source.Written(i.n.Table, ids, i.n.System)
		if err != nil {
			return err
		}
		b = &types.Batch{Cols: append(b.Cols[:len(b.Cols):len(b.Cols)], system.Cols...)}
		b.SetRows(len(ids))
	}
	return i.give(b)
}

// Close implements Operator.
func (i *insert) Close() { i.in.Close() }

// dense returns a batch whose rows are all selected.
func dense(b *types.Batch) *types.Batch {
	if b.Sel == nil {
		aligned := true
		for _, c := range b.Cols {
			aligned = aligned && c.Len() == b.Rows()
		}
		if aligned {
			return b
		}
	}
	return pick(b, b.Cols)
}

// pick copies the selected rows of columns that are aligned with b.
func pick(b *types.Batch, cols []*types.Vector) *types.Batch {
	out := &types.Batch{}
	for _, c := range cols {
		v := types.NewVector(c.Type, b.Len())
		types.Extend(v, c, b.Sel)
		out.Cols = append(out.Cols, v)
	}
	out.SetRows(b.Len())
	return out
}
