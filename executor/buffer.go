package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/types"
)

// buffer keeps rows: the inputs of sorts, joins and windows. It counts them
// against the query's memory.
type buffer struct {
	*types.Batch
	memory *Memory
	held   int64
}

func newBuffer(ts []*types.Type, m *Memory) *buffer {
	return &buffer{Batch: types.NewBatch(ts, 0), memory: m}
}

// add copies the selected rows of b.
func (r *buffer) add(b *types.Batch) error {
	from := r.Rows()
	for i, c := range r.Cols {
		src := b.Cols[i]
		for k := range b.Len() {
			c.AppendFrom(src, b.Index(k))
		}
	}
	r.SetRows(from + b.Len())
	size := sizeOf(r.Batch, from)
	r.held += size
	return r.memory.take(size)
}

// fill copies everything an operator gives.
func (r *buffer) fill(ctx context.Context, in Operator) error {
	for {
		b, err := in.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		if err := r.add(b); err != nil {
			return err
		}
	}
}

// release gives the memory back.
func (r *buffer) release() {
	r.memory.give(r.held)
	r.held = 0
	r.Batch = nil
}

// pages hands out the rows of a batch, in the order of rows if that is not
// nil, a batch at a time.
type pages struct {
	from *types.Batch
	rows []int32
	out  *types.Batch
	next int
}

func newPages(from *types.Batch, rows []int32) *pages { return &pages{from: from, rows: rows} }

func (p *pages) total() int {
	if p.rows != nil {
		return len(p.rows)
	}
	return p.from.Rows()
}

// take returns the next rows, nil at the end.
func (p *pages) take() *types.Batch {
	n := min(p.total()-p.next, types.BatchSize)
	if n <= 0 {
		return nil
	}
	if p.out == nil {
		p.out = &types.Batch{Cols: p.from.Cols}
		p.out.SetRows(p.from.Rows())
	}
	sel := p.out.Sel[:0]
	for i := range n {
		at := int32(p.next + i)
		if p.rows != nil {
			at = p.rows[at]
		}
		sel = append(sel, at)
	}
	p.out.Sel = sel
	p.next += n
	return p.out
}
