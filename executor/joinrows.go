package executor

import (
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// fullRows makes the output of inner and outer joins.
func (j *join) fullRows(b *types.Batch, p *pairs) *types.Batch {
	if j.n.Kind == plan.RightJoin || j.n.Kind == plan.FullJoin {
		for _, r := range p.right {
			j.matched.Set(int(r))
		}
	}
	if j.n.Kind == plan.LeftJoin || j.n.Kind == plan.FullJoin {
		p = withUnmatched(b, p)
	}
	return joined(b, j.rows.Batch, p)
}

// withUnmatched adds the left rows that found no partner, in their place.
func withUnmatched(b *types.Batch, p *pairs) *pairs {
	out := &pairs{}
	next := 0
	for i := range b.Len() {
		row := int32(b.Index(i))
		from := next
		for next < len(p.left) && p.left[next] == row {
			out.add(row, p.right[next])
			next++
		}
		if next == from {
			out.add(row, -1)
		}
	}
	return out
}

// unmatchedRight makes the right rows that found no partner, at the end.
func (j *join) unmatchedRight() *types.Batch {
	if j.n.Kind != plan.RightJoin && j.n.Kind != plan.FullJoin {
		return nil
	}
	p := &pairs{}
	for r := range j.rows.Rows() {
		if !j.matched.Get(r) {
			p.add(-1, int32(r))
		}
	}
	if len(p.left) == 0 {
		return nil
	}
	return joined(types.NewBatch(j.n.Left.Schema().Types(), 0), j.rows.Batch, p)
}

// halfJoin makes the output of semi and anti joins: left rows as they are.
func (j *join) halfJoin(b *types.Batch, p *pairs) (*types.Batch, error) {
	var found types.Bitmap
	for _, l := range p.left {
		found.Set(int(l))
	}
	if j.n.Kind == plan.AntiJoin && j.n.NullAware && j.rows.Rows() > 0 {
		if err := j.markNulls(b, &found); err != nil {
			return nil, err
		}
	}
	sel := make([]int32, 0, b.Len())
	for i := range b.Len() {
		if row := b.Index(i); found.Get(row) == (j.n.Kind == plan.SemiJoin) {
			sel = append(sel, int32(row))
		}
	}
	b.Sel = sel
	return b, nil
}

// markNulls marks the rows for which NOT IN is NULL: any row if the right
// side holds a NULL, else those whose own key is NULL.
func (j *join) markNulls(b *types.Batch, found *types.Bitmap) error {
	keys, err := evalAll(j.leftKeys, j.x, b)
	if err != nil {
		return err
	}
	for i := range b.Len() {
		row := b.Index(i)
		null := j.anyNull
		for _, k := range keys {
			null = null || k.IsNull(row)
		}
		if null {
			found.Set(row)
		}
	}
	return nil
}
