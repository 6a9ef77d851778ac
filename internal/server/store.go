package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/open"
	"github.com/s3dbsql/s3dbsql/storage/probe"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// Store is the store of a server: its bucket with all wrappers.
type Store struct {
	Bucket storage.Bucket
	Counts *wrap.Counts  // of all requests
	Probe  *probe.Result // nil if the driver is our own and was not probed
	Name   string        // its URL without keys and secrets
}

// Options are the parts of a server that tests replace; the zero value is
// usable.
type Options struct {
	ID     string // names this run in leases and journals
	Clock  func() time.Time
	Rand   io.Reader
	Bucket storage.Bucket    // instead of the driver that Settings.Store names
	Stack  wrap.StackOptions // Record, Faults and Latency
}

func (o *Options) setDefaults() {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
}

// setID draws a name that tells others where to find the server.
func (o *Options) setID() error {
	if o.ID != "" {
		return nil
	}
	run := make([]byte, 4)
	_, err := io.ReadFull(o.Rand, run)
	host, _ := os.Hostname() // unknown hosts are ""
	o.ID = fmt.Sprintf("process %d on host %s, run %x", os.Getpid(), host, run)
	return err
}

// OpenStore opens the bucket of the settings, which sends no request yet. An
// error is one sentence for the user.
func OpenStore(ctx context.Context, s *config.Settings, o Options) (*Store, error) {
	o.setDefaults()
	driver, err := o.Bucket, error(nil)
	if driver == nil {
		driver, err = open.Bucket(ctx, s.Store, open.Options{Now: o.Clock, HTTP: httpOptions(s)})
	}
	if err != nil {
		return nil, err
	}
	store := &Store{Counts: &wrap.Counts{}, Name: open.Describe(s.Store)}
	stack := o.Stack
	stack.Counts, stack.Limiter = store.Counts, wrap.NewLimiter(s.Requests)
	stack.Retry = &wrap.RetryOptions{}
	store.Bucket = wrap.Stack(driver, stack)
	return store, nil
}

func httpOptions(s *config.Settings) *s3.HTTPOptions {
	return &s3.HTTPOptions{
		KeepAlive: s.HTTPKeepAlive, MaxSockets: s.HTTPMaxSockets, IdleSockets: s.HTTPIdleSockets, Timeout: s.HTTPTimeout,
	}
}

// Ask finds out what the store can do, by objects under s3dbsql/probe/ that it
// deletes again, and refuses one that cannot hold a database. A server asks S3
// stores only; memory: and file: are ours.
func (s *Store) Ask(ctx context.Context, random io.Reader) error {
	found, err := probe.Ask(ctx, s.Bucket, random)
	if errors.As(err, new(*probe.UnusableError)) {
		return err
	}
	if err != nil {
		return s.unusable(err)
	}
	s.Probe = found
	s.Bucket = wrap.WithCapabilities(s.Bucket, found.Capabilities)
	return nil
}

// unusable says in one sentence why the first requests failed and, where that
// is known, what to do.
func (s *Store) unusable(err error) error {
	op := (*storage.OpError)(nil)
	switch errors.As(err, &op); {
	case errors.Is(err, storage.ErrNoBucket):
		return fmt.Errorf("the store %s cannot be used: its bucket does not exist; create it first", s.Name)
	case errors.Is(err, storage.ErrDenied):
		return fmt.Errorf("the store %s denies access, look at key and secret: %w", s.Name, op.Cause)
	case errors.Is(err, storage.ErrUnknown) && op.Cause != nil:
		return fmt.Errorf("the store %s does not answer: %w", s.Name, op.Cause)
	}
	return fmt.Errorf("the store %s cannot be used: %w", s.Name, err)
}
