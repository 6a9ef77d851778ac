package wire

import (
	"context"
	"crypto/subtle"
	"encoding/binary"
	"io"
	"sync"

	"github.com/s3dbsql/s3dbsql/session"
)

// statementContext is the context of the calls a connection makes, one after
// the other. It is kept between them, so that a suspended portal can go on
// reading ahead, and replaced after it was cancelled.
type statementContext struct {
	parent context.Context
	mu     struct {
		sync.Mutex
		running bool
		stopped error // cause of all contexts to come
		ctx     context.Context
		cancel  context.CancelCauseFunc
	}
}

var _ session.Canceler = (*statementContext)(nil)

// begin returns the context for the next call.
func (s *statementContext) begin() context.Context {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mu.ctx == nil || s.mu.ctx.Err() != nil {
		s.mu.ctx, s.mu.cancel = context.WithCancelCause(s.parent)
	}
	if s.mu.stopped != nil {
		s.mu.cancel(s.mu.stopped)
	}
	s.mu.running = true
	return s.mu.ctx
}

// end tells that the call returned: a cancel request from here on comes too
// late and is ignored.
func (s *statementContext) end() {
	s.mu.Lock()
	s.mu.running = false
	s.mu.Unlock()
}

// Cancel ends the running call, if there is one, with cause.
func (s *statementContext) Cancel(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mu.running {
		s.mu.cancel(cause)
	}
}

// ifRunning calls do if a call runs, and keeps it from ending meanwhile.
func (s *statementContext) ifRunning(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mu.running {
		do()
	}
}

// stop ends the running call and all later ones.
func (s *statementContext) stop(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mu.stopped = cause
	if s.mu.cancel != nil {
		s.mu.cancel(cause)
	}
}

// secretKey is what a cancel request must know besides the process id.
type secretKey [4]byte

// backends finds the connections that have logged in by their process id.
type backends struct {
	limit  int
	random io.Reader
	mu     struct {
		sync.Mutex
		last int32
		byID map[int32]*conn
	}
}

// add gives c its process id and key. ok is false if there are too many.
func (b *backends) add(c *conn) (ok bool, err error) {
	var key secretKey
	if _, err := io.ReadFull(b.random, key[:]); err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.mu.byID) >= b.limit {
		return false, nil
	}
	c.process, c.key = b.freeIDLocked(), key
	b.mu.byID[c.process] = c
	return true, nil
}

func (b *backends) freeIDLocked() int32 {
	for {
		b.mu.last = max(1, b.mu.last+1)
		if b.mu.byID[b.mu.last] == nil {
			return b.mu.last
		}
	}
}

// remove reports whether c was there.
func (b *backends) remove(c *conn) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.mu.byID[c.process] != c {
		return false
	}
	delete(b.mu.byID, c.process)
	return true
}

func (b *backends) get(process int32) *conn {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.mu.byID[process]
}

// cancelRequest carries out a CancelRequest: process id and key. Nothing is
// ever replied, so a guess learns nothing.
func (s *Server) cancelRequest(body []byte) {
	if len(body) != 8 {
		return
	}
	c := s.backends.get(int32(binary.BigEndian.Uint32(body)))
	if c == nil || subtle.ConstantTimeCompare(c.key[:], body[4:]) == 0 {
		return
	}
	s.metrics.Cancels.Add(1)
	c.statement.Cancel(ErrQueryCanceled)
}

// CancelBackend cancels the running statement of a backend, as
// pg_cancel_backend does. It reports whether there is such a backend.
func (s *Server) CancelBackend(process int32) bool {
	c := s.backends.get(process)
	if c != nil {
		c.statement.Cancel(ErrQueryCanceled)
	}
	return c != nil
}

// TerminateBackend ends the connection of a backend with 57P01, as
// pg_terminate_backend does. It reports whether there is such a backend.
func (s *Server) TerminateBackend(process int32) bool {
	c := s.backends.get(process)
	if c != nil {
		c.stop()
		c.kill()
	}
	return c != nil
}
