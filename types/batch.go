package types

import "unsafe"

// Batch is a set of rows as columns of equal length. Sel, if not nil, names
// the rows that count, in order; a filter shortens Sel and copies nothing. A
// batch belongs to the operator that returned it until its next Next.
type Batch struct {
	Cols []*Vector
	Sel  []int32
	n    int
}

// NewBatch makes an empty batch with a column of each type.
func NewBatch(ts []*Type, capacity int) *Batch {
	b := &Batch{Cols: make([]*Vector, len(ts))}
	for i, t := range ts {
		b.Cols[i] = NewVector(t, capacity)
	}
	return b
}

// Rows is the number of rows in the columns, selected or not. It is kept
// apart from the columns because a batch may have none (SELECT FROM t).
func (b *Batch) Rows() int { return b.n }

// SetRows sets the number of rows after the columns were filled.
func (b *Batch) SetRows(n int) { b.n = n }

// Len is the number of rows that count.
func (b *Batch) Len() int {
	if b.Sel != nil {
		return len(b.Sel)
	}
	return b.n
}

// Index returns the position in the columns of the i-th row that counts.
func (b *Batch) Index(i int) int {
	if b.Sel != nil {
		return int(b.Sel[i])
	}
	return i
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset() {
	for _, c := range b.Cols {
		c.Reset()
	}
	b.Sel, b.n = nil, 0
}

// Append adds copies of the rows of from that count. Its columns have the kinds
// of b's.
func (b *Batch) Append(from *Batch) {
	for i, c := range b.Cols {
		Extend(c, from.Cols[i], from.Sel)
	}
	b.n += from.Len()
}

// Arena hands out strings cut from large chunks, so that a column of texts
// costs one allocation a chunk and not one a row. Strings stay valid for as
// long as they are referenced; Reset starts a new chunk.
type Arena struct {
	chunk []byte
}

const arenaChunk = 64 << 10

// String copies b into the arena.
func (a *Arena) String(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(a.chunk)+len(b) > cap(a.chunk) {
		a.chunk = make([]byte, 0, max(arenaChunk, len(b)))
	}
	start := len(a.chunk)
	a.chunk = append(a.chunk, b...)
	return unsafe.String(&a.chunk[start], len(b))
}

// Reset lets go of the current chunk.
func (a *Arena) Reset() { a.chunk = nil }
