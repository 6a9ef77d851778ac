package wrap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// RetryOptions bound the retries; the zero value is usable.
type RetryOptions struct {
	Attempts int           // of one request, the first included; 8 if 0
	Base     time.Duration // wait before the second attempt, doubled for each further one; 25 ms if 0
	Max      time.Duration // longest wait; 2 s if 0

	// Sleep waits, or returns the context's error; a timer if nil.
	Sleep func(ctx context.Context, d time.Duration) error
	// Jitter shortens a wait; by up to half at random if nil.
	Jitter func(d time.Duration) time.Duration
}

func (o RetryOptions) withDefaults() RetryOptions {
	if o.Attempts == 0 {
		o.Attempts = 8
	}
	if o.Base == 0 {
		o.Base = 25 * time.Millisecond
	}
	if o.Max == 0 {
		o.Max = 2 * time.Second
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Jitter == nil {
		o.Jitter = func(d time.Duration) time.Duration { return d - rand.N(d/2+1) }
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Retry repeats what may be repeated.
//
//   - storage.ErrThrottled and storage.ErrConflict say that nothing was
//     written: any request is repeated.
//   - storage.ErrUnknown is repeated for reads and for writes without a
//     condition, which do the same when done twice. A conditional write of
//     unknown outcome is not: its answer the second time could not be told
//     from another writer's success, and only the commit protocol can tell.
//   - A precondition that fails after a retry may fail on our own first
//     attempt, if the store did what it said it had not done. The object is
//     read back: with another body in it the refusal stands, with ours the
//     outcome is unknown. Bodies should be unique (engine's hold a nonce).
//
// If an attempt had an unknown outcome and no later one succeeded, the error
// is storage.ErrUnknown, whatever the last answer was.
func Retry(b storage.Bucket, opts RetryOptions) storage.Bucket {
	r := &retrier{RetryOptions: opts.withDefaults()}
	r.retried = intercepted{b, r.around}
	return r.retried
}

type retrier struct {
	RetryOptions
	retried storage.Bucket // for reading back, itself retried
}

func (r *retrier) around(ctx context.Context, req *request) error {
	unknown := false
	for attempt := 1; ; attempt++ {
		err := req.send(ctx)
		if err == nil {
			return nil
		}
		if attempt > 1 && req.op == storage.OpPut && errors.Is(err, storage.ErrPrecondition) {
			return r.readBack(ctx, req, err)
		}
		unknown = unknown || errors.Is(err, storage.ErrUnknown)
		if attempt == r.Attempts || ctx.Err() != nil || !repeatable(req, err) || r.wait(ctx, attempt) != nil {
			return outcome(req, err, unknown)
		}
	}
}

// repeatable reports whether a failed request may be sent again. After an
// unknown outcome that is only true of one that changes nothing if it lands
// twice or late; a write signed to expire says that its sender will wait. What
// is said of single keys says nothing of the others.
func repeatable(req *request, err error) bool {
	refused := errors.Is(err, storage.ErrThrottled) || errors.Is(err, storage.ErrConflict)
	if refused && len(storage.KeyErrors(err)) == 0 {
		return true
	}
	return (refused || errors.Is(err, storage.ErrUnknown)) && !req.conditional() && req.cond.ExpiresAt.IsZero()
}

// wait sleeps after the given attempt.
func (r *retrier) wait(ctx context.Context, attempt int) error {
	d := r.Max
	if shift := attempt - 1; shift < 20 {
		d = min(d, r.Base<<shift)
	}
	return r.Sleep(ctx, r.Jitter(d))
}

// readBack answers a PUT whose condition failed after a retry. Our bytes in
// the store may be our own success or those of a writer with the same ones.
func (r *retrier) readBack(ctx context.Context, req *request, refusal error) error {
	obj, err := r.retried.Get(ctx, req.key, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) || err == nil && !bytes.Equal(obj.Body, req.upload.Body) {
		return refusal
	}
	return outcome(req, refusal, true)
}

// outcome keeps an unknown outcome from being taken for a known one. Answers
// to single keys are known.
func outcome(req *request, err error, unknown bool) error {
	if !unknown || !req.op.Write() || errors.Is(err, storage.ErrUnknown) || len(storage.KeyErrors(err)) > 0 {
		return err
	}
	return &storage.OpError{
		Op: req.op, Key: req.key, Err: storage.ErrUnknown, Date: storage.DateOf(err),
		Cause: fmt.Errorf("an attempt may have been carried out, the last answer: %v", err), //nolint:errorlint // its sentinel must not match
	}
}
