package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// claimants are three sessions that share a table of locks.
func claimants() (t *AdvisoryLocks, a, b, c *Session) {
	t = NewAdvisoryLocks()
	db := &Database{Advisory: t}
	return t, &Session{db: db}, &Session{db: db}, &Session{db: db}
}

var one, two = functions.AdvisoryKey{Low: 1}, functions.AdvisoryKey{Low: 1, Pair: true}

func TestAdvisoryLocksExclude(t *testing.T) {
	_, a, b, c := claimants()
	shared, exclusive := functions.AdvisoryMode{Shared: true}, functions.AdvisoryMode{}
	for i, step := range []struct {
		s    *Session
		key  functions.AdvisoryKey
		mode functions.AdvisoryMode
		want bool
	}{
		{a, one, shared, true}, {b, one, shared, true}, {c, one, exclusive, false}, {a, one, exclusive, false},
		{c, two, exclusive, true}, {c, two, exclusive, true}, {c, two, shared, true}, {a, two, shared, false},
	} {
		got, err := step.s.LockAdvisory(t.Context(), step.key, step.mode, true)
		if got != step.want || err != nil {
			t.Errorf("step %d: %v, %v", i, got, err)
		}
	}
	c.UnlockAllAdvisory()
	if got, _ := a.LockAdvisory(t.Context(), two, exclusive, true); !got {
		t.Error("a lock that was given up twice is still held")
	}
}

func TestAdvisoryLocksWait(t *testing.T) {
	locks, a, b, _ := claimants()
	exclusive := functions.AdvisoryMode{Transaction: true}
	if _, err := a.LockAdvisory(t.Context(), one, exclusive, false); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := b.LockAdvisory(t.Context(), one, exclusive, false)
		done <- err
	}()
	waitUntil(t, func() bool { return len(locks.list()) == 2 })
	locks.releaseAll(a, false)
	select {
	case <-done:
		t.Fatal("a lock of a transaction was given up with those of the session")
	case <-time.After(10 * time.Millisecond):
	}
	locks.releaseAll(a, true)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if list := locks.list(); len(list) != 1 || !list[0].Granted {
		t.Errorf("locks: %+v", list)
	}
}

func TestAdvisoryLocksCancel(t *testing.T) {
	locks, a, b, _ := claimants()
	_, _ = a.LockAdvisory(t.Context(), one, functions.AdvisoryMode{}, false)
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	time.AfterFunc(5*time.Millisecond, func() { cancel(stop) })
	if _, err := b.LockAdvisory(ctx, one, functions.AdvisoryMode{}, false); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if list := locks.list(); len(list) != 1 {
		t.Errorf("locks: %+v", list)
	}
}

func TestAdvisoryDeadlock(t *testing.T) {
	locks, a, b, c := claimants()
	mode := functions.AdvisoryMode{}
	_, _ = a.LockAdvisory(t.Context(), one, mode, false)
	_, _ = b.LockAdvisory(t.Context(), two, mode, false)
	done := make(chan error)
	go func() {
		_, err := c.LockAdvisory(t.Context(), two, mode, false)
		done <- err
	}()
	waitUntil(t, func() bool { return len(locks.list()) == 3 })
	go func() {
		_, err := b.LockAdvisory(t.Context(), one, mode, false)
		done <- err
	}()
	waitUntil(t, func() bool { return len(locks.list()) == 4 })
	if _, err := a.LockAdvisory(t.Context(), two, mode, false); pgerr.CodeOf(err) != pgerr.DeadlockDetected {
		t.Errorf("got %v", err)
	}
	a.UnlockAllAdvisory()
	if err := <-done; err != nil {
		t.Error(err)
	}
	b.UnlockAllAdvisory()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func waitUntil(t *testing.T, holds func() bool) {
	t.Helper()
	for range 1000 {
		if holds() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it did not happen")
}
