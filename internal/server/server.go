package server

import (
	"context"
	"errors"
	"log/slog"
	"net"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/storage/s3"
	"github.com/s3dbsql/s3dbsql/wire"
)

// Server is a server with its store open.
type Server struct {
	settings *config.Settings
	options  Options
	logger   *slog.Logger
	store    *Store
	wire     *wire.Server
	registry *registry
	sessions sessions
}

// New opens the store and the default database, so that what cannot work is
// told before the first client comes. Run serves, Close ends.
func New(ctx context.Context, settings *config.Settings, logger *slog.Logger, o Options) (*Server, error) {
	s, err := Offline(ctx, settings, logger, o, s3.IsURL(settings.Store))
	if err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.store.Bucket.Close())
	}
	return s, nil
}

// Offline makes a server that accepts no connections and has no database open
// yet, for commands that look at what is there. With ask, what the store can do
// is found out, see Store.Ask; without, nothing is written.
func Offline(ctx context.Context, settings *config.Settings, logger *slog.Logger, o Options, ask bool) (*Server, error) {
	o.setDefaults()
	if err := o.setID(); err != nil {
		return nil, err
	}
	s := &Server{
		settings: settings, options: o, logger: logger,
		sessions: sessions{open: map[*session.Session]bool{}},
	}
	if err := s.openStore(ctx, ask); err != nil {
		return nil, err
	}
	return s, nil
}

// openStore opens the store and looks whether it is a database itself.
func (s *Server) openStore(ctx context.Context, ask bool) (err error) {
	if s.store, err = OpenStore(ctx, s.settings, s.options); err != nil {
		return err
	}
	if ask {
		err = s.store.Ask(ctx, s.options.Rand)
	}
	if err == nil {
		s.registry, err = newRegistry(ctx, s)
	}
	if err != nil {
		return errors.Join(err, s.store.Bucket.Close())
	}
	return nil
}

// start opens the default database and makes what accepts connections.
func (s *Server) start(ctx context.Context) error {
	first, err := s.registry.use(ctx, defaultDatabase)
	if err != nil {
		return err
	}
	s.registry.leave(first)
	s.wire, err = wire.New(s, wire.Options{
		MaxConnections: s.settings.MaxConnections, LoginTimeout: s.settings.LoginTimeout,
		Now: s.options.Clock, Random: s.options.Rand, Logger: s.logger,
	})
	return err
}

func (s *Server) engineOptions() engine.Options {
	return engine.Options{
		ServerID: s.options.ID, Clock: s.options.Clock, Rand: s.options.Rand, Logger: s.logger, Passphrase: s.settings.Passphrase,
		Retention: s.settings.Retention, LeaseDuration: s.settings.Lease, Sole: true, NoteInterval: s.settings.KeeperInterval, ResolveTimeout: s.settings.ResolveTimeout,
		SynchronousApply: s.settings.SynchronousApply, FanOut: s.settings.Requests, CacheBytes: s.settings.RowCache,
	}
}

// Run accepts connections until ctx ends, then drains: running statements
// have a few seconds to finish.
func (s *Server) Run(ctx context.Context, listeners ...net.Listener) error {
	return s.wire.Run(ctx, listeners...)
}

// Close applies what was committed, gives up the leases and closes the store.
func (s *Server) Close(ctx context.Context) error {
	return errors.Join(s.registry.close(ctx), s.store.Bucket.Close())
}
