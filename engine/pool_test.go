package engine

import (
	"context"
	"errors"
	"testing"
)

// TestPoolPanic holds that a panic in one call of a fan-out is the caller's,
// who can recover from it: elsewhere it would end the server.
func TestPoolPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic did not reach the caller")
		}
	}()
	_ = make(pool, 4).each(t.Context(), 8, func(context.Context, int) error { panic("broken record") })
}

func TestPoolStopsAtError(t *testing.T) {
	failed := errors.New("failed")
	calls := make(chan int, 1000)
	err := make(pool, 2).each(t.Context(), 1000, func(_ context.Context, i int) error {
		calls <- i
		return failed
	})
	if !errors.Is(err, failed) || len(calls) > 10 {
		t.Errorf("error %v after %d calls", err, len(calls))
	}
}
