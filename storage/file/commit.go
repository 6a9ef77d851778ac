package file

import (
	"context"
	"errors"
	"time"

	"github.com/cockroachdb/pebble"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

const (
	queueLength = 256
	groupBytes  = 16 << 20 // a group that holds more takes no further change
)

var errClosed = errors.New("store is closed")

// change is one write on its way through the committer.
type change struct {
	apply func(g *group) error
	now   time.Time // when its group was decided
	err   error
	done  chan struct{} // closed when now and err are set
}

// group is the writes of one sync. Reads through it see those before them.
type group struct {
	batch *pebble.Batch
	now   time.Time
}

// current returns what is stored under key, nil if there is nothing or if
// cond does not ask.
func (g *group) current(key string, cond storage.Condition) (*storage.Info, error) {
	if cond.IfMatch == "" && !cond.IfAbsent {
		return nil, nil
	}
	record, closer, err := g.batch.Get([]byte(key))
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	info, err := decodeInfo(key, record)
	return &info, err
}

// run is the committer: the only goroutine that writes.
func (b *Bucket) run() {
	defer close(b.stopped)
	for {
		select {
		case first := <-b.queue:
			b.commit(first)
		case <-b.quit:
			return
		}
	}
}

// commit decides first and what else waits, syncs, and answers all.
func (b *Bucket) commit(first *change) {
	g := &group{batch: b.db.NewIndexedBatch(), now: b.now()}
	changes := []*change{first}
	for c := first; ; {
		c.now = g.now
		c.err = c.apply(g)
		if len(b.queue) == 0 || g.batch.Len() > groupBytes {
			break
		}
		c = <-b.queue
		changes = append(changes, c)
	}
	err := b.sync(g.batch)
	for _, c := range changes {
		if err != nil {
			c.err = err
		}
		close(c.done)
	}
}

func (b *Bucket) sync(batch *pebble.Batch) error {
	if batch.Empty() {
		return batch.Close() // refusals only
	}
	return errors.Join(batch.Commit(pebble.Sync), batch.Close())
}

// do queues a change and waits for its answer or the end of ctx.
func (b *Bucket) do(ctx context.Context, op storage.Op, key string, apply func(g *group) error) (time.Time, error) {
	c := &change{apply: apply, done: make(chan struct{})}
	if err := ctx.Err(); err != nil {
		return time.Time{}, rules.Fail(op, key, storage.ErrUnknown, err)
	}
	select {
	case b.queue <- c:
	case <-b.quit:
		return time.Time{}, rules.Fail(op, key, storage.ErrUnknown, errClosed)
	}
	select {
	case <-c.done:
		return c.now, answer(op, key, c.err, c.now)
	case <-ctx.Done():
		return time.Time{}, rules.Fail(op, key, storage.ErrUnknown, ctx.Err())
	case <-b.stopped:
		return time.Time{}, rules.Fail(op, key, storage.ErrUnknown, errClosed)
	}
}

// answer makes err, which apply returned at now, the answer to op.
func answer(op storage.Op, key string, err error, now time.Time) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrPrecondition), errors.Is(err, storage.ErrExpired), errors.Is(err, storage.ErrNotFound):
		return &storage.OpError{Op: op, Key: key, Err: err, Date: rules.Clock(now)}
	}
	return rules.Fail(op, key, storage.ErrUnknown, err)
}
