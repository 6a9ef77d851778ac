package wire

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// conn is one connection. Its goroutine owns everything but statement and
// stopping, through which others interrupt it.
type conn struct {
	server    *Server
	net       net.Conn
	in        frameReader
	out       writeBuffer
	rows      rowWriter
	statement statementContext
	watch     disconnectWatch
	stopping  atomic.Bool // leave when the client is waited for next

	process int32
	key     secretKey
	session Session
	formats map[string][]int16 // result formats given to Bind, by portal

	extended bool  // inside the extended protocol: messages since the last Sync
	discard  bool  // after an error there: discard until Sync
	waiting  bool  // for the next message, not for the data of a COPY
	ending   error // found while a call ran, ends the connection after it
}

func newConn(s *Server, nc net.Conn) *conn {
	c := &conn{server: s, net: nc, formats: map[string][]int16{}}
	c.in = frameReader{conn: nc, maxMessage: s.options.MaxMessage, metrics: &s.metrics}
	c.out = writeBuffer{conn: nc, metrics: &s.metrics}
	c.rows.conn = c
	c.watch.init(c)
	return c
}

// serve is the life of a connection. A panic in it ends this connection and
// no other.
func (c *conn) serve(ctx context.Context) {
	defer func() { _ = c.net.Close() }()
	defer c.closeSession(ctx)
	defer c.recover()
	c.statement.parent = ctx
	err := c.login(ctx)
	if err == nil {
		c.takeNotifications()
		err = c.loop()
	}
	c.leave(err)
}

// loop reads and handles messages until one ends the connection.
func (c *conn) loop() error {
	for {
		if c.stopping.Load() && !c.extended {
			return fatal(ErrShutdown)
		}
		c.waiting = true
		f, err := c.in.next()
		c.waiting = false
		if err != nil {
			return c.readError(err)
		}
		if f.kind == 'X' {
			return nil
		}
		if err := c.handle(f); err != nil {
			return err
		}
	}
}

// handle answers one message. The error it returns ends the connection.
// Messages of a COPY are dropped here: a client had sent them before it learnt
// that the COPY failed.
func (c *conn) handle(f frame) error {
	if c.discard && f.kind != 'S' || messages[f.kind].copy {
		return nil
	}
	c.discard = false
	c.extended = messages[f.kind].extended
	ctx, err := c.call(f)
	if err != nil {
		c.fail(ctx, err)
		c.discard = c.extended
	}
	if c.out.err != nil || c.ending != nil {
		return errors.Join(c.out.err, c.ending)
	}
	return c.ready(f)
}

// ready ends a cycle: after Query, Sync and FunctionCall the client may go on.
func (c *conn) ready(f frame) error {
	if f.kind != 'Q' && f.kind != 'S' && f.kind != 'F' {
		return c.out.relieve()
	}
	return c.sendReady()
}

// call lets others interrupt the work on one message.
func (c *conn) call(f frame) (context.Context, error) {
	ctx := c.statement.begin()
	defer c.statement.end()
	c.watch.begin()
	defer c.watch.end()
	return ctx, c.dispatch(ctx, f)
}

// sendReady tells the client that it may go on, and everything before it.
func (c *conn) sendReady() error {
	status := c.session.TxStatus()
	if status == 'I' {
		clear(c.formats) // portals do not outlive their transaction
		c.sendNotifications()
	}
	c.rows.sendChanged()
	c.out.send(&pgproto3.ReadyForQuery{TxStatus: status})
	return c.out.flush()
}

// fail sends the ErrorResponse for err and tells the session of it.
func (c *conn) fail(ctx context.Context, err error) {
	e := c.public(ctx, err)
	if endsConnection(e) {
		c.ending = fatal(e)
	}
	if last := (fatalError{}); errors.As(c.ending, &last) && last.public == e {
		return // leave sends it
	}
	c.server.metrics.Errors.Add(1)
	c.out.send(errorResponse("ERROR", e))
	c.session.Fail(e)
}

// public is publicError; what it hides is logged.
func (c *conn) public(ctx context.Context, err error) *pgerr.Error {
	e := publicError(ctx, err)
	if e == errInternal {
		c.log().Error("an error without a SQLSTATE", "error", err)
	}
	return e
}

// readError tells what a failed read means.
func (c *conn) readError(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) && c.stopping.Load() {
		return fatal(ErrShutdown)
	}
	return err
}

// leave says goodbye if there is somebody to hear it.
func (c *conn) leave(err error) {
	var e fatalError
	if errors.As(err, &e) {
		c.server.metrics.Errors.Add(1)
		_ = c.net.SetWriteDeadline(c.soon())
		c.out.send(errorResponse("FATAL", e.public))
		err = c.out.flush()
	}
	if e.unread {
		c.discardInput()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		c.log().Info("connection ended early", "error", err)
	}
}

// discardInput takes for a moment what the client still sends: to close with
// input unread resets the connection, and the client loses the error.
func (c *conn) discardInput() {
	if half, ok := c.net.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	_ = c.net.SetReadDeadline(c.soon())
	_, _ = io.Copy(io.Discard, c.net)
}

func (c *conn) closeSession(ctx context.Context) {
	defer c.recover()
	if c.session != nil {
		c.session.Close(ctx)
	}
}

func (c *conn) recover() {
	p := recover()
	if p == nil {
		return
	}
	c.server.metrics.Panics.Add(1)
	c.log().Error("connection ended by a panic", "panic", p, "stack", string(debug.Stack()))
	c.out.send(errorResponse("FATAL", errInternal))
	_ = c.out.flush()
}

// stop makes the connection leave when it next waits for its client, now if
// it does so already.
func (c *conn) stop() {
	c.stopping.Store(true)
	_ = c.net.SetReadDeadline(time.Unix(1, 0))
}

// kill ends the running call and leaves the client a moment to take the error.
func (c *conn) kill() {
	c.statement.stop(ErrShutdown)
	_ = c.net.SetWriteDeadline(c.soon())
}

// soon is when a client must have taken the last word.
func (c *conn) soon() time.Time { return c.server.options.Now().Add(time.Second) }

func (c *conn) log() *slog.Logger {
	return c.server.options.Logger.With("process", c.process, "client", c.net.RemoteAddr().String())
}
