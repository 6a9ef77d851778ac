package executor

import "github.com/s3dbsql/s3dbsql/types"

// page is a batch of copied rows: what is above works over whole columns, so
// it must hold no rows but those that count.
type page struct {
	types.Batch
	sel []int32
}

// copy makes the page the rows of a batch that are named.
func (p *page) copy(from *types.Batch, rows []int32) *types.Batch {
	if p.Cols == nil {
		p.Cols = make([]*types.Vector, len(from.Cols))
		for i, c := range from.Cols {
			p.Cols[i] = types.NewVector(c.Type, len(rows))
		}
	}
	for i, c := range from.Cols {
		types.Gather(p.Cols[i], c, rows)
	}
	p.Sel = nil
	p.SetRows(len(rows))
	return &p.Batch
}

// stretch makes the page n rows of a batch from one on.
func (p *page) stretch(from *types.Batch, first, n int) *types.Batch {
	p.sel = p.sel[:0]
	for i := range n {
		p.sel = append(p.sel, int32(first+i))
	}
	return p.copy(from, p.sel)
}

// pages hands out the rows of a batch, in the order of rows if that is not
// nil, a page at a time.
type pages struct {
	from *types.Batch
	rows []int32
	out  page
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
	first := p.next
	n := min(p.total()-first, types.BatchSize)
	if n <= 0 {
		return nil
	}
	p.next += n
	if p.rows != nil {
		return p.out.copy(p.from, p.rows[first:p.next])
	}
	return p.out.stretch(p.from, first, n)
}
