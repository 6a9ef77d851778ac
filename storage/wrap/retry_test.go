package wrap_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// scripted answers each write with the next error of a script; nil and "done"
// steps write first.
type scripted struct {
	storage.Bucket
	script []step
	sent   int
}

type step struct {
	write bool
	err   error
}

func (s *scripted) next() step {
	s.sent++
	if len(s.script) == 0 {
		return step{write: true}
	}
	next := s.script[0]
	s.script = s.script[1:]
	return next
}

func (s *scripted) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	next := s.next()
	if next.write {
		info, err := s.Bucket.Put(ctx, key, up, cond)
		if err != nil || next.err == nil {
			return info, err
		}
	}
	return storage.Info{}, next.err
}

func (s *scripted) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if next := s.next(); next.err != nil {
		return next.err
	}
	return s.Bucket.DeleteMany(ctx, targets, expires)
}

func (s *scripted) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	if next := s.next(); next.err != nil {
		return nil, next.err
	}
	return s.Bucket.List(ctx, opts)
}

func TestRetryPut(t *testing.T) {
	busy, raced := step{err: storage.ErrThrottled}, step{err: storage.ErrConflict}
	lost, doneAndLost := step{err: storage.ErrUnknown}, step{write: true, err: storage.ErrUnknown}
	doneAndBusy := step{write: true, err: storage.ErrThrottled}
	expired := step{err: storage.ErrExpired}
	absent := storage.Condition{IfAbsent: true}
	tests := []struct {
		name   string
		cond   storage.Condition
		body   string
		exists string // body of the object that is there before
		script []step
		want   error
		sent   int
	}{
		{"at once", absent, "x", "", nil, nil, 1},
		{"throttled twice", absent, "x", "", []step{busy, busy}, nil, 3},
		{"conflict", absent, "x", "", []step{raced}, nil, 2},
		{"always throttled", absent, "x", "", []step{busy, busy, busy, busy, busy}, storage.ErrThrottled, 4},
		{"refused", absent, "x", "y", nil, storage.ErrPrecondition, 1},
		{"refused after a retry", absent, "x", "y", []step{busy}, storage.ErrPrecondition, 2},
		{"perhaps own success", absent, "x", "", []step{doneAndBusy}, storage.ErrUnknown, 2},
		{"conditional of unknown outcome", absent, "x", "", []step{lost}, storage.ErrUnknown, 1},
		{"unconditional of unknown outcome", storage.Condition{}, "x", "", []step{lost, doneAndLost}, nil, 3},
		{"unknown, then expired", storage.Condition{}, "x", "", []step{doneAndLost, expired}, storage.ErrUnknown, 2},
		{"expired", storage.Condition{}, "x", "", []step{expired}, storage.ErrExpired, 1},
		{"denied", storage.Condition{}, "x", "", []step{{err: storage.ErrDenied}}, storage.ErrDenied, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			store := &scripted{Bucket: mem.New(mem.Options{}), script: test.script}
			if test.exists != "" {
				if _, err := store.Bucket.Put(t.Context(), "k", storage.Upload{Body: []byte(test.exists)}, storage.Condition{}); err != nil {
					t.Fatal(err)
				}
			}
			options := *impatient()
			options.Attempts = 4
			info, err := wrap.Retry(store, options).Put(t.Context(), "k", storage.Upload{Body: []byte(test.body)}, test.cond)
			if !errors.Is(err, test.want) || store.sent != test.sent {
				t.Errorf("error %v after %d requests, want %v after %d", err, store.sent, test.want, test.sent)
			}
			if err == nil && info.ETag == "" {
				t.Error("success without an ETag")
			}
			if errors.Is(err, storage.ErrUnknown) && errors.Is(err, storage.ErrExpired) {
				t.Error("an unknown outcome also reads as a known one")
			}
		})
	}
}

func TestRetryReads(t *testing.T) {
	store := &scripted{Bucket: mem.New(mem.Options{}), script: []step{{err: storage.ErrUnknown}, {err: storage.ErrThrottled}}}
	if _, err := wrap.Retry(store, *impatient()).List(t.Context(), storage.ListOptions{}); err != nil || store.sent != 3 {
		t.Errorf("error %v after %d requests", err, store.sent)
	}
}

func TestRetryBacksOff(t *testing.T) {
	var waits []time.Duration
	options := wrap.RetryOptions{
		Attempts: 6, Base: 10 * time.Millisecond, Max: 50 * time.Millisecond,
		Sleep:  func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil },
		Jitter: func(d time.Duration) time.Duration { return d },
	}
	busy := step{err: storage.ErrThrottled}
	store := &scripted{Bucket: mem.New(mem.Options{}), script: []step{busy, busy, busy, busy, busy, busy}}
	_, err := wrap.Retry(store, options).List(t.Context(), storage.ListOptions{})
	if !errors.Is(err, storage.ErrThrottled) {
		t.Errorf("error %v", err)
	}
	want := []time.Duration{10, 20, 40, 50, 50}
	for i := range want {
		if len(waits) != len(want) || waits[i] != want[i]*time.Millisecond {
			t.Fatalf("waits %v, want %v ms", waits, want)
		}
	}
}

func TestRetryStopsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	options := *impatient()
	options.Sleep = func(context.Context, time.Duration) error { cancel(); return ctx.Err() }
	store := &scripted{Bucket: mem.New(mem.Options{}), script: []step{{err: storage.ErrThrottled}}}
	if _, err := wrap.Retry(store, options).List(ctx, storage.ListOptions{}); err == nil || store.sent != 1 {
		t.Errorf("error %v after %d requests", err, store.sent)
	}
}

// TestRetryLeavesExpiring holds that a write signed to expire is not sent
// again after an unknown outcome: the first one may still land, later than
// what its sender does next.
func TestRetryLeavesExpiring(t *testing.T) {
	driver := &scripted{Bucket: mem.New(mem.Options{}), script: []step{{err: storage.ErrUnknown}}}
	b := wrap.Retry(driver, wrap.RetryOptions{})
	_, err := b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{ExpiresAt: time.Now().Add(time.Minute)})
	if !errors.Is(err, storage.ErrUnknown) || driver.sent != 1 {
		t.Errorf("sent %d times, error %v; want once and the outcome unknown", driver.sent, err)
	}
}

// TestRetryDeleteMany: what is said of single keys says nothing of the others,
// so a request that must not arrive twice is left to its sender.
func TestRetryDeleteMany(t *testing.T) {
	slow := &storage.KeyError{Key: "a", Err: storage.ErrThrottled}
	lost := &storage.KeyError{Key: "b", Err: storage.ErrUnknown}
	plain, soon := storage.Targets("a", "b"), time.Now().Add(time.Minute)
	exact := []storage.Target{{Key: "a", IfMatch: `"x"`}}
	for _, test := range []struct {
		name    string
		err     error
		targets []storage.Target
		expires time.Time
		sent    int
	}{
		{"a key was throttled", slow, plain, time.Time{}, 2},
		{"a key was throttled, expires", slow, plain, soon, 1},
		{"a key was throttled, under an ETag", slow, exact, time.Time{}, 1},
		{"a key is unknown", errors.Join(slow, lost), plain, time.Time{}, 2},
		{"a key is unknown, expires", errors.Join(slow, lost), plain, soon, 1},
		{"throttled, expires", storage.ErrThrottled, plain, soon, 2},
		{"unknown, expires", storage.ErrUnknown, plain, soon, 1},
	} {
		s := &scripted{Bucket: mem.New(mem.Options{}), script: []step{{err: test.err}}}
		b := wrap.Retry(s, wrap.RetryOptions{Sleep: func(context.Context, time.Duration) error { return nil }})
		err := b.DeleteMany(t.Context(), test.targets, test.expires)
		if s.sent != test.sent || (err == nil) != (test.sent == 2) {
			t.Errorf("%s: sent %d times, %v", test.name, s.sent, err)
		}
	}
}
