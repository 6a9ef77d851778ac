package engine

import (
	"context"
	"time"
)

// longestDelay bounds how long a commit waits for others, whatever the last
// entry took.
const longestDelay = 50 * time.Millisecond

// expect announces a commit: a statement that changes single rows is under
// way. done ends the announcement.
func (c *committer) expect() (done func()) {
	c.expected.Add(1)
	return func() { c.expected.Add(-1) }
}

// gather lets transactions that are about to commit come along: what misses
// the entry waits for the whole of it and pays for one of its own. The wait is
// at most what the last entry took, and none for a client alone. It is
// what commit_delay is in PostgreSQL (manual 20.5.1), measured instead of set.
func (c *committer) gather(ctx context.Context) {
	if c.expected.Load() == 0 {
		return
	}
	timer := time.NewTimer(min(c.took, longestDelay))
	defer timer.Stop()
	for c.expected.Load() > 0 {
		select {
		case <-c.wake:
		case <-timer.C:
			return
		case <-ctx.Done():
			return
		}
	}
}
