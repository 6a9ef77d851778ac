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
	r.Append(b)
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
