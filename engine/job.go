package engine

import (
	"context"
	"errors"
)

// job is work that somebody asks of the keeper, who alone writes records and
// references. It is done between two windows, so it should be short.
type job struct {
	do   func(ctx context.Context, k *keeper) error
	done chan error
}

// ask has the keeper do something and waits for its end.
func (db *DB) ask(ctx context.Context, do func(ctx context.Context, k *keeper) error) error {
	j := &job{do, make(chan error, 1)}
	jobs := db.keeper.jobs
	for {
		db.mu.RLock()
		err, changed := db.err, db.changed
		db.mu.RUnlock()
		if err != nil {
			return err
		}
		select {
		case jobs <- j:
			jobs = nil // taken: what is left is to wait
		case err := <-j.done:
			return err
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// work does the job that waits, if one does. Its error is its asker's affair,
// unless the lease is lost.
func (k *keeper) work(ctx context.Context) error {
	j := k.job
	if k.job = nil; j == nil {
		select {
		case j = <-k.jobs:
		default:
			return nil
		}
	}
	if err := k.hold(ctx); err != nil {
		k.job = j
		return err
	}
	err := j.do(ctx, k)
	j.done <- err
	if errors.Is(err, errLost) {
		return err
	}
	return nil
}
