package s3db

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/open"
	"github.com/s3dbsql/s3dbsql/storage/probe"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
	"github.com/s3dbsql/s3dbsql/validation"
)

// Options of Open. The zero value has s3db.js's defaults.
type Options struct {
	Passphrase  string // of secrets; "secret" if empty, as s3db.js has it
	Parallelism int    // concurrent requests for records; 10 if 0
	Versioning  bool   // of resources that do not say: a partition by version, and history
	HTTP        *s3.HTTPOptions
	Types       map[string]validation.Func // custom types of attributes, and functions of rules, by name
	Logger      *slog.Logger               // discards if nil

	Hooks  map[DatabaseHookPoint][]DatabaseHook
	Events map[EventName][]func(Event) // listeners, as of Database.On

	// Apply makes every operation wait until its records are objects, which
	// s3db.js reads. Without it they are within about a second.
	Apply bool

	// Bucket is used instead of the one that the connection string names.
	Bucket storage.Bucket
	Clock  func() time.Time // time.Now if nil
	Rand   io.Reader        // of ids, salts and nonces; crypto/rand if nil
}

func (o *Options) setDefaults() {
	if o.Passphrase == "" {
		o.Passphrase = codec.DefaultPassphrase
	}
	if o.Parallelism == 0 {
		o.Parallelism = 10
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
}

// Database is a database, open. Its methods may be called from many
// goroutines.
type Database struct {
	opts   Options
	engine *engine.DB
	owned  bool           // the engine is closed with it
	bucket storage.Bucket // closed with it; nil if it is the caller's

	hooks        databaseHooks
	listeners    listeners
	emitter      *emitter
	following    sync.Once
	subscription atomic.Pointer[engine.Subscription]

	mu        sync.Mutex
	resources map[string]*Resource
}

// Open opens the database of a connection string:
//
//	s3://KEY:SECRET@BUCKET/prefix?region=R            Amazon S3; without keys its own credential chain
//	http(s)://KEY:SECRET@HOST:PORT/BUCKET/prefix      other stores
//	file:PATH, memory:                                an embedded store
//
// An empty prefix becomes an empty database. One process at a time may have a
// database open; another one is refused with SQLSTATE 55006, which names the
// holder.
func Open(ctx context.Context, connection string, opts Options) (*Database, error) {
	db := newDatabase(opts)
	db.owned = true
	if err := db.before(ctx, BeforeConnect, DatabaseMoment{}); err != nil {
		return nil, err
	}
	if err := db.connect(ctx, connection); err != nil {
		return nil, err
	}
	db.listen()
	db.after(ctx, AfterConnect, DatabaseMoment{})
	db.tell(0, Event{Name: EventConnected})
	return db, nil
}

func newDatabase(opts Options) *Database {
	opts.setDefaults()
	db := &Database{opts: opts, emitter: newEmitter(opts.Logger), resources: map[string]*Resource{}}
	for point, hooks := range opts.Hooks {
		for _, hook := range hooks {
			db.AddHook(point, hook)
		}
	}
	for name, functions := range opts.Events {
		for _, f := range functions {
			db.listeners.add(&Listener{name: name, f: f})
		}
	}
	return db
}

// connect opens the engine on the bucket of a connection string, or on that of
// the options.
func (db *Database) connect(ctx context.Context, connection string) (err error) {
	opts := &db.opts
	bucket := opts.Bucket
	if bucket == nil {
		if db.bucket, err = open.Bucket(ctx, connection, open.Options{Now: opts.Clock, HTTP: opts.HTTP}); err != nil {
			return err
		}
		if bucket, err = usable(ctx, db.bucket, opts.Rand); err != nil {
			return errors.Join(err, db.bucket.Close())
		}
	}
	return db.open(ctx, bucket)
}

// usable wraps a driver and finds out what a shared store can do.
func usable(ctx context.Context, driver storage.Bucket, random io.Reader) (storage.Bucket, error) {
	b := wrap.Stack(driver, wrap.StackOptions{Retry: &wrap.RetryOptions{}})
	if !b.Capabilities().Shared {
		return b, nil
	}
	found, err := probe.Ask(ctx, b, random)
	if err != nil {
		return nil, err
	}
	return wrap.WithCapabilities(b, found.Capabilities), nil
}

func (db *Database) open(ctx context.Context, bucket storage.Bucket) (err error) {
	db.engine, err = engine.Open(ctx, bucket, engine.Options{
		Clock: db.opts.Clock, Rand: db.opts.Rand, Logger: db.opts.Logger, Passphrase: db.opts.Passphrase,
		FanOut: db.opts.Parallelism, NoteInterval: time.Second, SynchronousApply: db.opts.Apply, Sole: true, MetadataHealed: db.healed,
	})
	if err != nil && db.bucket != nil {
		err = errors.Join(err, db.bucket.Close())
	}
	return err
}

// New is the database of an engine that is open, for a program that serves it
// by SQL too. Close leaves the engine open.
func New(e *engine.DB, opts Options) *Database {
	db := newDatabase(opts)
	db.engine = e
	db.listen()
	return db
}

// Engine is what the database stands on.
func (db *Database) Engine() *engine.DB { return db.engine }

// WaitApplied waits until all that was committed is objects, which s3db.js
// reads.
func (db *Database) WaitApplied(ctx context.Context) error {
	return db.engine.WaitApplied(ctx, db.engine.Position())
}

// Close waits until all is applied, or ctx ends, and closes the database, once
// its listeners have got all events. Neither a hook nor a listener may call it.
func (db *Database) Close(ctx context.Context) error {
	if err := db.before(ctx, BeforeDisconnect, DatabaseMoment{}); err != nil {
		return err
	}
	err := db.close(ctx)
	db.after(ctx, AfterDisconnect, DatabaseMoment{})
	db.emitter.drain()
	return err
}

func (db *Database) close(ctx context.Context) error {
	db.WaitEvents()
	if s := db.subscription.Load(); s != nil {
		s.Close()
	}
	if !db.owned {
		return db.WaitApplied(ctx)
	}
	err := db.engine.Close(ctx)
	if db.bucket != nil {
		err = errors.Join(err, db.bucket.Close())
	}
	return err
}

// Resource returns a resource by name: s3db.js's resource(name). An operation
// on one that does not exist is a *ResourceError.
func (db *Database) Resource(name string) *Resource {
	db.mu.Lock()
	defer db.mu.Unlock()
	r := db.resources[name]
	if r == nil {
		r = &Resource{shared: &shared{db: db, name: name}}
		db.resources[name] = r
	}
	return r
}

// ResourceExists reports whether there is a resource of a name.
func (db *Database) ResourceExists(name string) bool {
	return slices.Contains(db.Resources(), name)
}

// Resources lists the names of all resources, in order.
func (db *Database) Resources() []string {
	var names []string
	for _, t := range db.engine.Catalog().Tables() {
		names = append(names, t.Resource)
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
