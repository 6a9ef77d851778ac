package server

import (
	"context"
	crand "crypto/rand"
	"errors"
	"math/rand/v2"
	"path"
	"strings"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// registry has the databases of a cluster. Each is opened when it is first
// asked for and stays open.
type registry struct {
	server *Server
	sole   string // name of the only database, where the URL itself is one; else ""
	mu     struct {
		sync.Mutex
		byName map[string]*database
	}
}

// database is an open database and the number of its sessions.
type database struct {
	*session.Database
	opened   sync.Once
	err      error
	sessions int // guarded by registry.mu
}

// newRegistry looks whether the URL is a database itself: it holds s3db.json.
func newRegistry(ctx context.Context, s *Server) (*registry, error) {
	r := &registry{server: s}
	r.mu.byName = map[string]*database{}
	_, err := s.store.Bucket.Head(ctx, keys.ManifestKey)
	switch {
	case err == nil:
		r.sole = lastSegment(s.settings.Store)
	case !errors.Is(err, storage.ErrNotFound):
		return nil, err
	}
	return r, nil
}

// lastSegment is the name of the database that a store URL is.
func lastSegment(url string) string {
	url, _, _ = strings.Cut(url, "?")
	_, url, _ = strings.Cut(url, ":")
	if i := strings.LastIndex(url, "@"); i >= 0 {
		url = url[i+1:]
	}
	if name := path.Base(strings.TrimRight(url, "/")); name != "." && name != "/" {
		return name
	}
	return defaultDatabase
}

// use returns a database for one more session; leave gives it back.
func (r *registry) use(ctx context.Context, name string) (*database, error) {
	if err := r.exists(ctx, name); err != nil {
		return nil, err
	}
	d := r.entry(name)
	d.opened.Do(func() { d.Database, d.err = r.open(ctx, name) })
	if d.err != nil {
		r.forget(name, d)
		return nil, d.err
	}
	return d, nil
}

func (r *registry) entry(name string) *database {
	if r.sole != "" {
		name = r.sole
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.mu.byName[name]
	if d == nil {
		d = &database{}
		r.mu.byName[name] = d
	}
	d.sessions++
	return d
}

func (r *registry) leave(d *database) {
	r.mu.Lock()
	defer r.mu.Unlock()
	d.sessions--
}

// forget drops a database that could not be opened, so that the next client
// tries again.
func (r *registry) forget(name string, d *database) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.mu.byName[name] == d {
		delete(r.mu.byName, name)
	}
}

// exists refuses names of databases that are not there.
func (r *registry) exists(ctx context.Context, name string) error {
	if r.sole != "" {
		if name == r.sole || name == defaultDatabase {
			return nil
		}
		return missing(name).WithHint("This server has one database, %q.", r.sole)
	}
	r.mu.Lock()
	d := r.mu.byName[name]
	r.mu.Unlock()
	if d != nil {
		return nil
	}
	c, _, err := readCluster(ctx, r.server.store.Bucket)
	if err != nil {
		return err
	}
	if !c.has(name) {
		return missing(name).WithHint("Connect to %q and run CREATE DATABASE %s.", defaultDatabase, functions.QuoteIdent(name))
	}
	return nil
}

func missing(name string) *pgerr.Error {
	return pgerr.Newf(pgerr.InvalidCatalogName, "database %q does not exist", name)
}

// bucket is the part of the store that holds a database.
func (r *registry) bucket(name string) storage.Bucket {
	if r.sole != "" {
		return r.server.store.Bucket
	}
	return wrap.Prefix(r.server.store.Bucket, keys.Name(name))
}

func (r *registry) open(ctx context.Context, name string) (*session.Database, error) {
	s := r.server
	db, err := engine.Open(ctx, r.bucket(name), s.engineOptions())
	if err != nil {
		return nil, err
	}
	return &session.Database{
		Name: name, Engine: db, Temporary: s.temporary, Functions: functions.Builtins(), System: newSystemTables(r.server), Cluster: r.server, Advisory: session.NewAdvisoryLocks(),
		QueryMemory: s.settings.QueryMemory, Clock: s.options.Clock, Seed: rand.Uint64, Random: crand.Reader,
	}, nil
}

// temporary makes a database in memory, which needs no rows in memory besides.
func (s *Server) temporary(ctx context.Context) (*engine.DB, error) {
	options := s.engineOptions()
	options.CacheBytes = 0
	return engine.Open(ctx, mem.New(mem.Options{Now: s.options.Clock}), options)
}

// close closes every database.
func (r *registry) close(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var errs []error
	for _, d := range r.mu.byName {
		if d.Database != nil {
			errs = append(errs, d.Engine.Close(ctx))
		}
	}
	clear(r.mu.byName)
	return errors.Join(errs...)
}
