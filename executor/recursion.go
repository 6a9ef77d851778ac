package executor

import (
	"context"
	"maps"

	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// recursion gives the rows of the base, then those of the step over the rows
// of the round before, until a round adds none.
type recursion struct {
	c       *Context
	n       *plan.RecursiveUnion
	current Operator
	working *buffer     // rows of the round before
	next    *buffer     // rows of this round
	seen    *groupTable // of UNION: all rows so far
}

func newRecursion(c *Context, n *plan.RecursiveUnion) (*recursion, error) {
	base, err := c.build(n.Base)
	if err != nil {
		return nil, err
	}
	r := &recursion{c: c, n: n, current: base, next: newBuffer(n.Cols.Types(), c.Memory)}
	if !n.All {
		r.seen = newGroupTable(n.Cols.Types(), c.Memory)
	}
	return r, nil
}

// Next implements Operator.
func (r *recursion) Next(ctx context.Context) (*types.Batch, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b, err := r.current.Next(ctx)
		if err != nil {
			return nil, err
		}
		if b == nil {
			if more, err := r.round(); err != nil || !more {
				return nil, err
			}
			continue
		}
		if err := r.keepNew(b); err != nil {
			return nil, err
		}
		if b.Len() > 0 {
			return b, r.next.add(b)
		}
	}
}

// keepNew drops rows seen before, under UNION.
func (r *recursion) keepNew(b *types.Batch) error {
	if r.seen == nil {
		return nil
	}
	next := int32(r.seen.size())
	groups, err := r.seen.find(b.Cols, b)
	b.Sel = firstOf(groups, b, next)
	return err
}

// round starts the step over the rows of the round that ended, if it had any.
func (r *recursion) round() (bool, error) {
	if r.next.Rows() == 0 {
		return false, nil
	}
	if r.working != nil {
		r.working.release()
	}
	r.working, r.next = r.next, newBuffer(r.n.Cols.Types(), r.c.Memory)
	r.current.Close()
	inner := *r.c
	inner.ctes = maps.Clone(r.c.ctes)
	inner.ctes[r.n.Number] = &cteRows{rows: r.working}
	inner.cached = map[int]*subplanRows{}
	var err error
	r.current, err = inner.build(r.n.Step)
	if err != nil {
		r.current = &concat{}
	}
	return true, err
}

// Close implements Operator.
func (r *recursion) Close() {
	r.current.Close()
	r.next.release()
	if r.working != nil {
		r.working.release()
	}
	if r.seen != nil {
		r.seen.rows.release()
	}
}
