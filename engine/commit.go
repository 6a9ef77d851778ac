package engine

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// committer commits the transactions of this server, one batch after the
// other: all that wait when a batch is done ride together in the next.
type committer struct {
	db *DB

	mu    sync.Mutex
	queue []*proposal
	wake  chan struct{} // holds a token while the queue is not empty

	expected atomic.Int32  // statements under way that a commit will follow, by the look of them
	took     time.Duration // to write the last entry; of run alone
}

// proposal is a transaction that wants to commit.
type proposal struct {
	ops      []journal.Op
	kind     journal.Kind
	voided   string
	snapshot snapshot
	expires  time.Time // the entry must not land later, by the store's clock; zero if it may
	sent     bool      // the batch is on its way: it is too late to cancel
	position uint64
	err      error
	done     chan struct{}
}

func newCommitter(db *DB) *committer {
	return &committer{db: db, wake: make(chan struct{}, 1)}
}

// commit proposes a transaction and waits for the outcome: the position of
// its entry, or why it failed. If ctx ends before the batch is sent it is
// withdrawn; after that the outcome is waited for, within limits.
func (c *committer) commit(ctx context.Context, tx *Tx, ops []journal.Op) (uint64, error) {
	p := &proposal{ops: ops, snapshot: tx.snap, expires: tx.stagedUntil, done: make(chan struct{})}
	c.propose(p)
	select {
	case <-p.done:
		return p.position, p.err
	case <-ctx.Done():
	}
	if c.withdraw(p) {
		return 0, context.Cause(ctx)
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.db.opts.ResolveTimeout)
	defer cancel()
	select {
	case <-p.done:
		return p.position, p.err
	case <-limit.Done():
		return 0, unresolved()
	}
}

func (c *committer) propose(p *proposal) {
	c.mu.Lock()
	c.queue = append(c.queue, p)
	c.mu.Unlock()
	c.poke()
}

func (c *committer) poke() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// withdraw takes a proposal back, if its batch has not been sent.
func (c *committer) withdraw(p *proposal) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p.sent {
		return false
	}
	p.sent = true
	p.err = errWithdrawn
	return true
}

var errWithdrawn = errors.New("transaction was cancelled before it was sent")

// run commits until ctx ends; what waits then fails.
func (c *committer) run(ctx context.Context) {
	for {
		select {
		case <-c.wake:
			c.gather(ctx)
			c.batch(ctx, c.waiting())
		case <-ctx.Done():
			finish(c.waiting(), 0, errClosed)
			return
		}
	}
}

// waiting takes the proposals that may be sent together.
func (c *committer) waiting() []*proposal {
	c.mu.Lock()
	defer c.mu.Unlock()
	var batch []*proposal
	size := 0
	for i, p := range c.queue {
		if p.sent {
			continue
		}
		if size += p.size(); size > c.db.opts.MaxEntryBytes && len(batch) > 0 {
			c.queue = c.queue[i:]
			c.poke()
			return batch
		}
		p.sent = true
		batch = append(batch, p)
	}
	c.queue = nil
	return batch
}

// size is about how many bytes a proposal takes in an entry.
func (p *proposal) size() int {
	n := 0
	for i := range p.ops {
		op := &p.ops[i]
		n += 32 + len(op.ID) + len(op.Before.Data) + len(op.After.Data)
	}
	return n
}

// finish tells proposals their outcome.
func finish(list []*proposal, position uint64, err error) {
	for _, p := range list {
		p.position, p.err = position, err
		close(p.done)
	}
}

// batch commits proposals in as many entries as it takes. Those that another
// one of the batch stands in the way of wait for the next entry.
func (c *committer) batch(ctx context.Context, list []*proposal) {
	for len(list) > 0 {
		ready, later := c.db.validate(list)
		if len(ready) == 0 {
			return
		}
		if c.entry(ctx, ready) {
			list = later
		} else {
			list = append(ready, later...)
		}
	}
}

// entry commits proposals as one entry. It returns false if another server's
// entry came first, so that they must be validated again.
func (c *committer) entry(ctx context.Context, list []*proposal) bool {
	e, err := c.db.entryOf(list)
	if err != nil {
		finish(list, 0, err)
		return true
	}
	if ackEarly {
		finish(list, e.Position, c.db.publish(e, 0))
	}
	begun := c.db.opts.Clock()
	outcome := c.db.append(ctx, e, expiry(list))
	c.took = c.db.opts.Clock().Sub(begun)
	if ackEarly {
		return true
	}
	switch {
	case outcome.err != nil:
		finish(list, 0, outcome.err)
	case outcome.other != nil:
		if err := c.db.take(outcome.other); err != nil {
			finish(list, 0, err)
			return true
		}
		return false
	default:
		finish(list, e.Position, c.db.publish(e, outcome.modified))
	}
	return true
}

// expiry is when the first of proposals must have landed, zero if all may at
// any time.
func expiry(list []*proposal) (first time.Time) {
	for _, p := range list {
		if !p.expires.IsZero() && (first.IsZero() || p.expires.Before(first)) {
			first = p.expires
		}
	}
	return first
}

// entryOf makes the next entry of proposals.
func (db *DB) entryOf(list []*proposal) (*journal.Entry, error) {
	random, err := db.opts.draw(16)
	if err != nil {
		return nil, err
	}
	db.mu.RLock()
	defer db.mu.RUnlock()
	e := &journal.Entry{
		Journal: db.journal, Position: db.head + 1, Batch: batchID(db.head+1, random),
		Writer: db.opts.ServerID, Catalog: db.schema.position,
	}
	for _, p := range list {
		e.Txs = append(e.Txs, journal.Tx{Ops: p.ops})
		e.Kind, e.Voided = max(e.Kind, p.kind), p.voided
	}
	return e, nil
}
