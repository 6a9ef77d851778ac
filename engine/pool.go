package engine

import (
	"context"
	"sync/atomic"

	"github.com/sourcegraph/conc"
)

// pool bounds the requests for records that a server has under way, over all
// its sessions and the keeper.
type pool chan struct{}

// each calls f for 0 to n-1, as many at once as the pool allows, and returns
// the first error. After an error or the end of ctx no further call starts.
func (p pool) each(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	return p.atMost(ctx, cap(p), n, f)
}

// atMost is each with at most limit calls at once.
func (p pool) atMost(ctx context.Context, limit, n int, f func(ctx context.Context, i int) error) error {
	if n == 1 {
		return p.one(ctx, 0, f)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg conc.WaitGroup // a panic in f reaches the caller, not the whole process
	for range min(n, limit) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := p.one(ctx, i, f); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

func (p pool) one(ctx context.Context, i int, f func(ctx context.Context, i int) error) error {
	select {
	case p <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-p }()
	return f(ctx, i)
}
