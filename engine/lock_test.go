package engine

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// begun makes a table with rows 1 and 2.
func begun(t *testing.T) *fixture {
	f := newFixture(t).open()
	f.create("t", true)
	tx := f.begin(ReadCommitted)
	if err := f.insert(tx, "t", "1 a x", "2 b y"); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	return f
}

// waits runs f in a goroutine and returns its outcome, after making sure that
// it waits for a lock.
func waits(t *testing.T, tx *Tx, f func() error) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	for range 1000 {
		tx.db.locks.mu.Lock()
		waiting := tx.waiting != ""
		tx.db.locks.mu.Unlock()
		if waiting {
			return done
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("does not wait")
	return nil
}

// TestLockRechecks: an UPDATE that waited gets the newest version of its row,
// to evaluate its condition again.
func TestLockRechecks(t *testing.T) {
	f := begun(t)
	a, b := f.begin(ReadCommitted), f.begin(ReadCommitted)
	tab := f.tableOf(a, "t")
	if _, err := f.update(a, tab, []string{"1 new x"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Statement(f.ctx); err != nil {
		t.Fatal(err)
	}
	if err := a.Delete(f.ctx, tab, []string{"2"}); err != nil {
		t.Fatal(err)
	}
	var changed []LockedRow
	done := waits(t, b, func() (err error) {
		changed, err = b.Lock(f.ctx, tab, []string{"1", "2"}, []int{1})
		return err
	})
	f.commit(a)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if len(changed) != 2 || changed[0].Values[0].Text() != "new" || !changed[1].Gone {
		t.Fatalf("got %+v", changed)
	}
	if _, err := b.Update(f.ctx, tab, []string{"1"}, rowsOf("1 newer x")); err != nil {
		t.Fatal(err)
	}
	f.commit(b)
	tx := f.begin(ReadCommitted)
	defer tx.Rollback()
	if got := f.all(tx, "t"); got != "1 newer x\n" {
		t.Errorf("got %q", got)
	}
}

func TestDeadlock(t *testing.T) {
	f := begun(t)
	a, b := f.begin(ReadCommitted), f.begin(ReadCommitted)
	tab := f.tableOf(a, "t")
	lock := func(tx *Tx, id string) error {
		_, err := tx.Lock(f.ctx, tab, []string{id}, nil)
		return err
	}
	if err := lock(a, "1"); err != nil {
		t.Fatal(err)
	}
	if err := lock(b, "2"); err != nil {
		t.Fatal(err)
	}
	done := waits(t, a, func() error { return lock(a, "2") })
	if err := lock(b, "1"); pgerr.CodeOf(err) != pgerr.DeadlockDetected {
		t.Errorf("got %v", err)
	}
	b.Rollback()
	if err := <-done; err != nil {
		t.Error(err)
	}
	a.Rollback()
}

// TestWaitIsCancelled: a statement that waits for a lock ends when it is
// cancelled, and leaves the queue.
func TestWaitIsCancelled(t *testing.T) {
	f := begun(t)
	a, b := f.begin(ReadCommitted), f.begin(ReadCommitted)
	tab := f.tableOf(a, "t")
	if _, err := a.Lock(f.ctx, tab, []string{"1"}, nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(f.ctx)
	done := waits(t, b, func() error {
		_, err := b.Lock(ctx, tab, []string{"1"}, nil)
		return err
	})
	cancel(pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request"))
	if err := <-done; pgerr.CodeOf(err) != pgerr.QueryCanceled {
		t.Errorf("got %v", err)
	}
	a.Rollback()
	b.Rollback()
	if n := len(f.db.locks.locks); n != 0 {
		t.Errorf("%d locks left", n)
	}
}

// TestInsertWaits: of two sessions that insert one key the second waits, and
// fails or succeeds with what becomes of the first.
func TestInsertWaits(t *testing.T) {
	f := begun(t)
	for _, c := range []struct {
		end  func(*Tx)
		code pgerr.Code
	}{
		{func(tx *Tx) { tx.Rollback() }, ""},
		{func(tx *Tx) { f.commit(tx) }, pgerr.UniqueViolation},
	} {
		a, b := f.begin(ReadCommitted), f.begin(ReadCommitted)
		if err := f.insert(a, "t", "7 u z"); err != nil {
			t.Fatal(err)
		}
		done := waits(t, b, func() error { return f.insert(b, "t", "8 u z") })
		c.end(a)
		err := <-done
		if c.code == "" && err != nil || c.code != "" && pgerr.CodeOf(err) != c.code {
			t.Errorf("got %v", err)
		}
		if c.code != "" {
			var e *pgerr.Error
			if !errors.As(err, &e) || e.Detail != "Key (v)=(u) already exists." || e.Constraint != "t_v_key" {
				t.Errorf("%q %q", e.Detail, e.Constraint)
			}
		}
		b.Rollback()
	}
}

// TestKeyChange: a changed key is a delete and an insert.
func TestKeyChange(t *testing.T) {
	f := begun(t)
	tx := f.begin(ReadCommitted)
	tab := f.tableOf(tx, "t")
	if _, err := tx.Lock(f.ctx, tab, []string{"1"}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Update(f.ctx, tab, []string{"1"}, rowsOf("5 a x")); err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	if err := f.db.WaitApplied(f.ctx, f.db.Position()); err != nil {
		t.Fatal(err)
	}
	tx = f.begin(ReadCommitted)
	defer tx.Rollback()
	if got := f.all(tx, "t"); got != "2 b y\n5 a x\n" {
		t.Errorf("got %q", got)
	}
	got, err := read(f.ctx, tx, &catalog.Access{Table: tab, Kind: catalog.ByPartition, Part: tab.Partitions[0], Columns: []int{2}, KeyOnly: true})
	if err != nil || got != "x\ny\n" {
		t.Errorf("%q %v", got, err)
	}
}
