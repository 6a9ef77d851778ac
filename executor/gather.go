package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/types"
)

// gather makes larger batches of small ones, for a consumer to which each
// batch costs a round trip. The first comes as it is and the next are up to
// four times as large each: who comes back wants more.
type gather struct {
	in   Operator
	size int // rows wanted of the next batch
	out  *types.Batch
}

// Next implements Operator.
func (g *gather) Next(ctx context.Context) (*types.Batch, error) {
	b, err := g.in.Next(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	if b.Len() < g.size {
		if b, err = g.more(ctx, b); err != nil {
			return nil, err
		}
	}
	g.size = min(4*b.Len(), types.BatchSize)
	return b, nil
}

// more copies b and the batches behind it.
func (g *gather) more(ctx context.Context, b *types.Batch) (*types.Batch, error) {
	ts := make([]*types.Type, len(b.Cols))
	for i, c := range b.Cols {
		ts[i] = c.Type
	}
	g.out = types.NewBatch(ts, g.size)
	for b != nil {
		g.out.Append(b)
		if g.out.Rows() >= g.size {
			break
		}
		var err error
		if b, err = g.in.Next(ctx); err != nil {
			return nil, err
		}
	}
	return g.out, nil
}

// Close implements Operator.
func (g *gather) Close() { g.in.Close() }
