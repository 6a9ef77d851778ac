package server

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

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

// sessions are the open sessions, which pg_stat_activity shows.
type sessions struct {
	mu   sync.Mutex
	open map[*session.Session]bool
}

func (l *sessions) add(s *session.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[s] = true
}

func (l *sessions) remove(s *session.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, s)
}

// list returns the open sessions in order of process id.
func (l *sessions) list() []*session.Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.SortedFunc(maps.Keys(l.open), func(a, b *session.Session) int {
		return cmp.Compare(a.Startup().ProcessID, b.Startup().ProcessID)
	})
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
	s.sessions.add(opened)
	return client{opened, func() { s.sessions.remove(opened); leave() }}, nil
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
