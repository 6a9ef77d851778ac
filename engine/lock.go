package engine

import (
	"context"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// lockTable has the row locks of this server. A lock belongs to one
// transaction until it ends; those that wait for it get it in their order.
// Other servers are met at commit, by validation.
type lockTable struct {
	mu    sync.Mutex
	locks map[string]rowLock
}

type rowLock struct {
	holder *Tx
	queue  []*waiter
}

type waiter struct {
	tx      *Tx
	granted chan struct{}
}

func newLockTable() *lockTable { return &lockTable{locks: map[string]rowLock{}} }

// lockKey is the key of a row's lock. Claims lock under their own key, which
// begins as no resource's name does.
func lockKey(resource, id string) string { return resource + "\x00" + id }

// acquire takes a lock for tx and waits for it if another transaction holds
// it; waited reports that it did. Where waiting would never end it is 40P01.
func (t *lockTable) acquire(ctx context.Context, tx *Tx, key string) (waited bool, err error) {
	t.mu.Lock()
	l := t.locks[key]
	if l.holder == nil || l.holder == tx {
		if l.holder == nil {
			t.grant(tx, key, l)
		}
		t.mu.Unlock()
		return false, nil
	}
	if t.cycle(l.holder, tx) {
		t.mu.Unlock()
		return false, pgerr.New(pgerr.DeadlockDetected, "deadlock detected").
			WithHint("See server log for query details.")
	}
	w := &waiter{tx, make(chan struct{})}
	l.queue = append(l.queue, w)
	t.locks[key] = l
	tx.waiting = key
	t.mu.Unlock()
	return true, t.wait(ctx, w, key)
}

func (t *lockTable) grant(tx *Tx, key string, l rowLock) {
	l.holder = tx
	t.locks[key] = l
	tx.locks = append(tx.locks, key)
	tx.waiting = ""
}

// cycle reports whether holder waits, directly or through others, for tx.
func (t *lockTable) cycle(holder, tx *Tx) bool {
	for holder != nil && holder.waiting != "" {
		holder = t.locks[holder.waiting].holder
		if holder == tx {
			return true
		}
	}
	return false
}

func (t *lockTable) wait(ctx context.Context, w *waiter, key string) error {
	select {
	case <-w.granted:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	w.tx.waiting = ""
	l := t.locks[key]
	if i := slices.Index(l.queue, w); i >= 0 {
		l.queue = slices.Delete(l.queue, i, i+1)
		t.locks[key] = l
	}
	return context.Cause(ctx)
}

// release gives up all locks of a transaction.
func (t *lockTable) release(tx *Tx) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, key := range tx.locks {
		l := t.locks[key]
		if len(l.queue) == 0 {
			delete(t.locks, key)
			continue
		}
		next := l.queue[0]
		l.queue = l.queue[1:]
		t.grant(next.tx, key, l)
		close(next.granted)
	}
	tx.locks = nil
}
