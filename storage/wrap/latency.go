package wrap

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Latency delays each answer of b by what delay returns, as a network would.
func Latency(b storage.Bucket, delay func() time.Duration) storage.Bucket {
	return intercepted{b, func(ctx context.Context, r *request) error {
		err := r.send(ctx)
		if late := sleep(ctx, delay()); late != nil && err == nil {
			return &storage.OpError{Op: r.op, Key: r.key, Err: storage.ErrUnknown, Cause: late}
		}
		return err
	}}
}
