package executor

import (
	"unsafe"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Memory is the budget of one query. It counts what operators that keep rows
// hold; batches passing through are not counted.
type Memory struct {
	limit int64 // bytes; 0 means no limit
	used  int64
}

// NewMemory makes a budget of limit bytes.
func NewMemory(limit int64) *Memory { return &Memory{limit: limit} }

// take counts n more bytes, or fails with 53200.
func (m *Memory) take(n int64) error {
	m.used += n
	if m.limit > 0 && m.used > m.limit {
		return pgerr.New(pgerr.OutOfMemory, "out of memory").
			WithDetail("The query needs more than its %d MB.", m.limit>>20).
			WithHint("Raise the setting query-memory, or ask for fewer rows.")
	}
	return nil
}

// give counts n bytes back.
func (m *Memory) give(n int64) { m.used -= n }

// sizeOf estimates the bytes of the rows from on of a batch.
func sizeOf(b *types.Batch, from int) int64 {
	size := int64(0)
	for _, c := range b.Cols {
		size += int64(c.Len()-from) * width(c.Type.Kind)
		for _, s := range c.Texts[min(from, len(c.Texts)):] {
			size += int64(len(s))
		}
	}
	return size
}

// sizeOfRow estimates the bytes of one value.
func sizeOfRow(v *types.Vector, row int) int64 {
	if v.Type.Kind == types.KindText {
		return width(v.Type.Kind) + int64(len(v.Texts[row]))
	}
	return width(v.Type.Kind)
}

// width is the size of an entry of a vector, without what it points to.
func width(k types.Kind) int64 {
	switch k {
	case types.KindBool:
		return 1
	case types.KindNumeric:
		return 48
	case types.KindText:
		return int64(unsafe.Sizeof(""))
	case types.KindInterval:
		return 16
	case types.KindArray, types.KindRecord:
		return 128
	}
	return 8
}
