package session

import (
	"context"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// AdvisoryLocks are the advisory locks of one database (PostgreSQL manual,
// 13.3.5). They are of this server only, as is everything in memory.
type AdvisoryLocks struct {
	mu      sync.Mutex
	locks   map[functions.AdvisoryKey]*advisoryLock
	waiting map[*Session]*advisoryWait
}

// NewAdvisoryLocks makes a table without locks.
func NewAdvisoryLocks() *AdvisoryLocks {
	return &AdvisoryLocks{locks: map[functions.AdvisoryKey]*advisoryLock{}, waiting: map[*Session]*advisoryWait{}}
}

// advisoryLock is who holds a key, once for each time it was taken, and who
// waits for it, in order.
type advisoryLock struct {
	held  []advisoryClaim
	queue []*advisoryWait
}

type advisoryClaim struct {
	owner *Session
	functions.AdvisoryMode
}

type advisoryWait struct {
	advisoryClaim
	lock    *advisoryLock
	granted chan struct{}
}

// AdvisoryLock is one row of pg_locks: a mode in which a backend holds a lock
// or waits for it.
type AdvisoryLock struct {
	Key       functions.AdvisoryKey
	Shared    bool
	ProcessID int32
	Granted   bool
}

// acquire takes a lock, and waits for it unless try is set, which then reports
// whether it could be taken. Where waiting would never end it is 40P01.
func (t *AdvisoryLocks) acquire(ctx context.Context, key functions.AdvisoryKey, c advisoryClaim, try bool) (bool, error) {
	t.mu.Lock()
	l := t.locks[key]
	if l == nil {
		l = &advisoryLock{}
		t.locks[key] = l
	}
	if !l.conflicts(c) && (len(l.queue) == 0 || l.holds(c.owner)) {
		l.held = append(l.held, c)
		t.mu.Unlock()
		return true, nil
	}
	if try {
		t.mu.Unlock()
		return false, nil
	}
	w := &advisoryWait{c, l, make(chan struct{})}
	l.queue = append(l.queue, w)
	if t.reaches(w, c.owner, map[*Session]bool{}) {
		l.queue = l.queue[:len(l.queue)-1]
		t.mu.Unlock()
		return false, pgerr.New(pgerr.DeadlockDetected, "deadlock detected").WithHint("See server log for query details.")
	}
	t.waiting[c.owner] = w
	t.mu.Unlock()
	return t.wait(ctx, key, w)
}

// conflicts reports whether another session holds the lock in a mode that
// excludes c.
func (l *advisoryLock) conflicts(c advisoryClaim) bool {
	return slices.ContainsFunc(l.held, func(h advisoryClaim) bool { return h.excludes(c) })
}

func (c advisoryClaim) excludes(other advisoryClaim) bool {
	return c.owner != other.owner && (!c.Shared || !other.Shared)
}

func (l *advisoryLock) holds(s *Session) bool {
	return slices.ContainsFunc(l.held, func(h advisoryClaim) bool { return h.owner == s })
}

// reaches reports whether w waits, directly or through others, for s.
func (t *AdvisoryLocks) reaches(w *advisoryWait, s *Session, seen map[*Session]bool) bool {
	for _, other := range w.lock.inFrontOf(w) {
		if other == s {
			return true
		}
		if seen[other] {
			continue
		}
		seen[other] = true
		if next := t.waiting[other]; next != nil && t.reaches(next, s, seen) {
			return true
		}
	}
	return false
}

// inFrontOf lists the sessions that must let go before w has its turn.
func (l *advisoryLock) inFrontOf(w *advisoryWait) []*Session {
	var list []*Session
	for _, h := range l.held {
		if h.excludes(w.advisoryClaim) {
			list = append(list, h.owner)
		}
	}
	for _, ahead := range l.queue[:slices.Index(l.queue, w)] {
		list = append(list, ahead.owner)
	}
	return list
}

func (t *AdvisoryLocks) wait(ctx context.Context, key functions.AdvisoryKey, w *advisoryWait) (bool, error) {
	select {
	case <-w.granted:
		return true, nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(w.lock.queue, w); i >= 0 {
		w.lock.queue = slices.Delete(w.lock.queue, i, i+1)
	} else { // granted at the same moment
		w.lock.drop(w.advisoryClaim)
	}
	delete(t.waiting, w.owner)
	t.settle(key, w.lock)
	return false, context.Cause(ctx)
}

// release gives up a lock once; it reports whether it was held.
func (t *AdvisoryLocks) release(key functions.AdvisoryKey, c advisoryClaim) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.locks[key]
	if l == nil || !l.drop(c) {
		return false
	}
	t.settle(key, l)
	return true
}

func (l *advisoryLock) drop(c advisoryClaim) bool {
	i := slices.Index(l.held, c)
	if i >= 0 {
		l.held = slices.Delete(l.held, i, i+1)
	}
	return i >= 0
}

// releaseAll gives up the locks of a session: those of its transaction, or of
// the session itself.
func (t *AdvisoryLocks) releaseAll(s *Session, transaction bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, l := range t.locks {
		before := len(l.held)
		l.held = slices.DeleteFunc(l.held, func(c advisoryClaim) bool { return c.owner == s && c.Transaction == transaction })
		if len(l.held) < before {
			t.settle(key, l)
		}
	}
}

// settle grants a lock to those that wait and can have it now, in order, and
// forgets it if nobody is left.
func (t *AdvisoryLocks) settle(key functions.AdvisoryKey, l *advisoryLock) {
	for len(l.queue) > 0 && !l.conflicts(l.queue[0].advisoryClaim) {
		next := l.queue[0]
		l.queue, l.held = l.queue[1:], append(l.held, next.advisoryClaim)
		delete(t.waiting, next.owner)
		close(next.granted)
	}
	if len(l.held) == 0 && len(l.queue) == 0 {
		delete(t.locks, key)
	}
}

// list returns the locks held and waited for.
func (t *AdvisoryLocks) list() []AdvisoryLock {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []AdvisoryLock
	add := func(l AdvisoryLock) {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	for key, l := range t.locks {
		for _, c := range l.held {
			add(AdvisoryLock{key, c.Shared, c.owner.start.ProcessID, true})
		}
		for _, w := range l.queue {
			add(AdvisoryLock{key, w.Shared, w.owner.start.ProcessID, false})
		}
	}
	return list
}

// AdvisoryLocks lists the locks of the session's database.
func (s *Session) AdvisoryLocks() []AdvisoryLock { return s.db.Advisory.list() }

// LockAdvisory implements functions.SessionInfo.
func (s *Session) LockAdvisory(ctx context.Context, key functions.AdvisoryKey, mode functions.AdvisoryMode, try bool) (bool, error) {
	s.txn.locked = s.txn.locked || mode.Transaction
	return s.db.Advisory.acquire(ctx, key, advisoryClaim{s, mode}, try)
}

// UnlockAdvisory implements functions.SessionInfo.
func (s *Session) UnlockAdvisory(key functions.AdvisoryKey, shared bool) (bool, error) {
	if s.db.Advisory.release(key, advisoryClaim{s, functions.AdvisoryMode{Shared: shared}}) {
		return true, nil
	}
	mode := map[bool]string{true: "ShareLock", false: "ExclusiveLock"}[shared]
	return false, s.warn(s.writer, pgerr.Newf(pgerr.Warning, "you don't own a lock of type %s", mode))
}

// UnlockAllAdvisory implements functions.SessionInfo.
func (s *Session) UnlockAllAdvisory() { s.db.Advisory.releaseAll(s, false) }
