package wire

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// acceptPause is the time after an error of Accept, such as too many open
// files, before the next try.
const acceptPause = 100 * time.Millisecond

// Server accepts connections and drives a session for each.
type Server struct {
	opener   Opener
	options  Options
	metrics  Metrics
	backends backends
	mu       struct {
		sync.Mutex
		conns map[*conn]struct{}
	}
}

// New makes a Server. Run starts it.
func New(opener Opener, options Options) (*Server, error) {
	options.EnsureDefaults()
	if err := options.Validate(); err != nil {
		return nil, err
	}
	s := &Server{opener: opener, options: options}
	s.backends.limit, s.backends.random = options.MaxConnections, options.Random
	s.backends.mu.byID = map[int32]*conn{}
	s.mu.conns = map[*conn]struct{}{}
	return s, nil
}

// Metrics returns the counters of the server.
func (s *Server) Metrics() *Metrics { return &s.metrics }

// Run serves the listeners, which it closes, until ctx ends. Then clients that
// are waited for get 57P01 at once and running statements have DrainTimeout to
// finish before they are cancelled with ErrShutdown. Run returns when the last
// connection has ended.
func (s *Server) Run(ctx context.Context, listeners ...net.Listener) error {
	// Connections outlive ctx by the time they need to finish.
	life := context.WithoutCancel(ctx)
	group, ctx := errgroup.WithContext(ctx)
	var running sync.WaitGroup
	for _, l := range listeners {
		stop := context.AfterFunc(ctx, func() { _ = l.Close() })
		defer stop()
		group.Go(func() error {
			return s.accept(ctx, l, func(nc net.Conn) {
				if c := s.track(nc); c != nil {
					running.Go(func() { s.serve(life, c) })
				}
			})
		})
	}
	err := group.Wait()
	s.drain(&running)
	return err
}

// accept gives the connections of l to serve until ctx ends.
func (s *Server) accept(ctx context.Context, l net.Listener, serve func(net.Conn)) error {
	for {
		nc, err := l.Accept()
		switch {
		case err == nil:
			serve(nc)
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		default:
			s.options.Logger.Warn("a connection could not be accepted", "error", err)
			pause(ctx, acceptPause)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// track makes the connection known to drain. Half of those allowed may be in
// start-up or cancel requests; beyond them nothing is read.
func (s *Server) track(nc net.Conn) *conn {
	s.metrics.Accepted.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.mu.conns) >= 2*s.options.MaxConnections {
		s.metrics.Refused.Add(1)
		_ = nc.Close()
		return nil
	}
	c := newConn(s, nc)
	s.mu.conns[c] = struct{}{}
	return c
}

func (s *Server) serve(ctx context.Context, c *conn) {
	defer s.forget(c)
	c.serve(ctx)
}

func (s *Server) forget(c *conn) {
	if s.backends.remove(c) {
		s.metrics.Active.Add(-1)
	}
	s.mu.Lock()
	delete(s.mu.conns, c)
	s.mu.Unlock()
}

// drain ends all connections, those at work after DrainTimeout.
func (s *Server) drain(running *sync.WaitGroup) {
	s.each((*conn).stop)
	timer := time.AfterFunc(s.options.DrainTimeout, func() { s.each((*conn).kill) })
	defer timer.Stop()
	running.Wait()
}

func (s *Server) each(do func(*conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.mu.conns {
		do(c)
	}
}
