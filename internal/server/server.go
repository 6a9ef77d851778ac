package server

import (
	"context"
	"errors"
	"log/slog"
	"net"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/session"
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
	o.setDefaults()
	store, err := OpenStore(ctx, settings, o, false)
	if err != nil {
		return nil, err
	}
	s := &Server{
		settings: settings, options: o, logger: logger, store: store,
		sessions: sessions{open: map[*session.Session]bool{}},
	}
	if err := s.init(ctx); err != nil {
		return nil, errors.Join(err, store.Bucket.Close())
	}
	return s, nil
}

func (s *Server) init(ctx context.Context) error {
	var err error
	if s.registry, err = newRegistry(ctx, s); err != nil {
		return err
	}
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
		Clock: s.options.Clock, Rand: s.options.Rand, Logger: s.logger, Passphrase: s.settings.Passphrase,
		Retention: s.settings.Retention, LeaseDuration: s.settings.Lease,
		SynchronousApply: s.settings.SynchronousApply, FanOut: s.settings.Requests,
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
