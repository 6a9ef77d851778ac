package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

func TestOpError(t *testing.T) {
	date := time.Unix(1, 0)
	var err error = &storage.OpError{
		Op: storage.OpPut, Key: "k", Err: storage.ErrUnknown, Date: date, Cause: context.Canceled,
	}
	err = fmt.Errorf("around: %w", err)
	if !errors.Is(err, storage.ErrUnknown) || !errors.Is(err, context.Canceled) || errors.Is(err, storage.ErrExpired) {
		t.Errorf("%v matches wrongly", err)
	}
	if !storage.DateOf(err).Equal(date) || !storage.DateOf(context.Canceled).IsZero() {
		t.Errorf("dates %v and %v", storage.DateOf(err), storage.DateOf(context.Canceled))
	}
	if want := `around: PUT "k": outcome unknown: context canceled`; err.Error() != want {
		t.Errorf("text %s, want %s", err, want)
	}
}

func TestKeyErrors(t *testing.T) {
	a, b := &storage.KeyError{Key: "a", Err: storage.ErrDenied}, &storage.KeyError{Key: "b", Err: storage.ErrThrottled}
	got := storage.KeyErrors(errors.Join(a, errors.Join(b), storage.ErrUnknown))
	if len(got) != 2 || got[0] != a || got[1] != b {
		t.Errorf("found %v", got)
	}
	if got := storage.KeyErrors(nil); got != nil {
		t.Errorf("found %v in no error", got)
	}
}
