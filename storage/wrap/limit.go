package wrap

import (
	"context"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Limiter bounds the requests at once. One Limiter serves all buckets of a
// server.
type Limiter struct {
	slots chan struct{}
}

// NewLimiter returns a limiter of n requests, n > 0.
func NewLimiter(n int) *Limiter { return &Limiter{make(chan struct{}, n)} }

// Limit makes the requests of b wait for a free slot of l. A context that
// ends meanwhile is storage.ErrUnknown, as it is later.
func Limit(b storage.Bucket, l *Limiter) storage.Bucket {
	return intercepted{b, func(ctx context.Context, r *request) error {
		select {
		case l.slots <- struct{}{}:
			defer func() { <-l.slots }()
			return r.send(ctx)
		case <-ctx.Done():
			return &storage.OpError{Op: r.op, Key: r.key, Err: storage.ErrUnknown, Cause: ctx.Err()}
		}
	}}
}
