package server

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// sharing is a store that several servers may open.
func sharing(now func() time.Time) storage.Bucket {
	b := mem.New(mem.Options{Now: now})
	caps := b.Capabilities()
	caps.Shared = true
	return wrap.WithCapabilities(b, caps)
}

func second(t *testing.T, b storage.Bucket, o Options) (*Server, error) {
	settings := config.Defaults()
	settings.Store, settings.Lease = "memory:", time.Second
	o.Bucket = b
	return New(t.Context(), settings, slog.New(slog.DiscardHandler), o)
}

// TestSecondServer: while a server lives, also if it does nothing, no other one
// opens its store; once it has stopped, one does.
func TestSecondServer(t *testing.T) {
	t.Parallel()
	b := sharing(nil)
	first, err := second(t, b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 { // longer than lease and grace
		_, err = second(t, b, Options{})
		wantCode(t, "a second server", err, pgerr.ObjectInUse)
		if e := (*pgerr.Error)(nil); !errors.As(err, &e) || !strings.Contains(e.Message, first.options.ID) || !strings.Contains(e.Hint, "its lease ends in ") {
			t.Fatalf("the holder is not named: %v", err)
		}
		time.Sleep(time.Second)
	}
	if err := first.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	next, err := second(t, b, Options{})
	if err != nil {
		t.Fatalf("after the first one has stopped: %v", err)
	}
	_ = next.Close(context.Background())
}

// TestDeadServer: a server that died is followed once its lease is over.
func TestDeadServer(t *testing.T) {
	var asleep atomic.Int64
	clock := func() time.Time { return time.Now().Add(time.Duration(asleep.Load())) }
	b := sharing(clock)
	dead, err := second(t, b, Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	asleep.Store(int64(time.Minute))
	next, err := second(t, b, Options{Clock: clock})
	if err != nil {
		t.Fatalf("a minute after the first one died: %v", err)
	}
	_ = next.Close(context.Background())
	_ = dead.Close(context.Background())
}
