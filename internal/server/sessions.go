package server

import (
	"context"

	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/wire"
)

var (
	_ wire.Opener     = (*Server)(nil)
	_ wire.Session    = (*session.Session)(nil)
	_ session.Cluster = (*Server)(nil)
)

// client is a session that gives its database back when it ends.
type client struct {
	*session.Session
	leave func()
}

// Close implements wire.Session.
func (c client) Close(ctx context.Context) {
	c.Session.Close(ctx)
	c.leave()
}

// Open implements wire.Opener.
func (s *Server) Open(ctx context.Context, start session.Startup) (wire.Session, error) {
	d, err := s.registry.use(ctx, start.Database)
	if err != nil {
		return nil, err
	}
	leave := func() { s.registry.leave(d) }
	opened, err := session.New(d.Database, start)
	if err != nil {
		leave()
		return nil, err
	}
	return client{opened, leave}, nil
}

// CreateDatabase implements session.Cluster.
func (s *Server) CreateDatabase(ctx context.Context, name string) error {
	return s.registry.create(ctx, name)
}

// DropDatabase implements session.Cluster.
func (s *Server) DropDatabase(ctx context.Context, name string) error {
	return s.registry.drop(ctx, name)
}

// Databases implements session.Cluster.
func (s *Server) Databases(ctx context.Context) ([]string, error) { return s.registry.list(ctx) }

// CancelBackend implements session.Cluster.
func (s *Server) CancelBackend(process int32) bool { return s.wire.CancelBackend(process) }
