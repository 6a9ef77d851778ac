package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

const shutdownResponse = "ErrorResponse FATAL 57P01 terminating connection due to administrator command\nclosed\n"

// TestDrain stops a server that has an idle client, one whose statement ends
// in time, and one whose statement has to be cancelled.
func TestDrain(t *testing.T) {
	statements, running := sleeping()
	release := make(chan struct{})
	statements["WORK"] = fakeStatement{tag: "WORK", run: func(context.Context, *fakeSession, session.Writer) error {
		running <- struct{}{}
		<-release
		return nil
	}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := New(fakeOpener{statements: statements}, Options{DrainTimeout: 100 * time.Millisecond})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()

	addr := l.Addr().String()
	idle, worker, sleeper := login(t, addr), login(t, addr), login(t, addr)
	silent := dial(t, addr)
	worker.say(t, `Query "WORK"`)
	sleeper.say(t, `Query "SLEEP"`)
	<-running
	<-running
	stop()
	if got := idle.read(1); got != shutdownResponse {
		t.Errorf("idle: %s", got)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("a stopping server accepts connections")
	}
	close(release)
	if got := worker.read(2); got != "CommandComplete WORK\nReadyForQuery I\n"+shutdownResponse {
		t.Errorf("worker: %s", got)
	}
	if got := sleeper.read(1); got != shutdownResponse {
		t.Errorf("sleeper: %s", got)
	}
	silent.read(1)
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
	if n := s.Metrics().Active.Load(); n != 0 {
		t.Errorf("%d clients after Run", n)
	}
}

// waitConnections waits until the server has forgotten all but n.
func waitConnections(s *Server, n int) {
	for {
		s.mu.Lock()
		open := len(s.mu.conns)
		s.mu.Unlock()
		if open == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// TestLongMessage checks that a client learns why its statement was refused,
// although it is still sending it.
func TestLongMessage(t *testing.T) {
	_, addr := startServer(t, fakeOpener{}, Options{MaxMessage: 1 << 20})
	c := login(t, addr)
	go c.Write(encodeFrame('Q', make([]byte, 20<<20)))
	want := "ErrorResponse FATAL 54000 message is too long " +
		"detail: A Query message of 20971520 bytes exceeds the limit of 1048576 bytes.\nclosed\n"
	if got := c.read(1); got != want {
		t.Errorf("%s", got)
	}
}

// TestInternalErrors checks that nothing of our insides reaches a client and
// that a panic ends one connection only.
func TestInternalErrors(t *testing.T) {
	var log bytes.Buffer
	statements := fakeStatements()
	statements["FAIL"] = fakeStatement{run: func(context.Context, *fakeSession, session.Writer) error {
		return errors.New("secret path")
	}}
	statements["PANIC"] = fakeStatement{run: func(context.Context, *fakeSession, session.Writer) error {
		var b *types.Batch
		return fmt.Errorf("%d", b.Rows())
	}}
	statements["HALF A ROW"] = fakeStatement{run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
		b := types.NewBatch([]*types.Type{types.Int4, types.Int4}, 1)
		b.Cols[0].AppendValue(types.NewInt(1))
		b.SetRows(1)
		return w.Batch(nil, b)
	}}
	opened := make(chan *fakeSession, 3)
	s, addr := startServer(t, fakeOpener{statements: statements, opened: opened}, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	other := login(t, addr)
	<-opened
	half := login(t, addr)
	half.say(t, `Query "HALF A ROW"`)
	if got := half.read(1); got != "ErrorResponse FATAL XX000 internal error\nclosed\n" {
		t.Errorf("panic within a row: %s", got)
	}
	<-opened
	c := login(t, addr)
	c.say(t, `Query "FAIL"`)
	if got := c.read(1); got != "ErrorResponse ERROR XX000 internal error\nReadyForQuery I\n" {
		t.Errorf("an error without SQLSTATE: %s", got)
	}
	c.say(t, `Query "PANIC"`)
	if got := c.read(1); got != "ErrorResponse FATAL XX000 internal error\nclosed\n" {
		t.Errorf("panic: %s", got)
	}
	<-(<-opened).closed
	other.say(t, `Query "SELECT 1"`)
	if got := other.read(1); !strings.Contains(got, "SELECT 1") {
		t.Errorf("another connection after the panic: %s", got)
	}
	if s.Metrics().Panics.Load() != 2 || !strings.Contains(log.String(), "secret path") || !strings.Contains(log.String(), "panic") {
		t.Errorf("log: %s", &log)
	}
}

// countingListener counts the calls on its connections: writes begun, reads
// that returned something.
type countingListener struct {
	net.Listener
	reads, writes atomic.Int64
}

type countingConn struct {
	net.Conn
	l *countingListener
}

func (l *countingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return &countingConn{c, l}, err
}

func (c *countingConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.l.reads.Add(1)
	}
	return n, err
}

func (c *countingConn) Write(b []byte) (int, error) {
	c.l.writes.Add(1)
	return c.Conn.Write(b)
}

// TestSystemCalls counts the reads and writes of a prepared statement.
func TestSystemCalls(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &countingListener{Listener: inner}
	serveOn(t, l, fakeOpener{statements: fakeStatements()}, Options{})
	c := login(t, inner.Addr().String())
	c.say(t, "Parse \"s\" \"SELECT $1::int4\"\nSync")
	c.read(1)
	reads, writes := l.reads.Load(), l.writes.Load()
	const trips = 100
	for range trips {
		c.say(t, "Bind \"\" \"s\" \"42\" results=1\nExecute \"\" 0\nSync")
		c.read(1)
	}
	reads, writes = l.reads.Load()-reads, l.writes.Load()-writes
	if reads != trips || writes != trips {
		t.Errorf("%d reads and %d writes in %d round trips", reads, writes, trips)
	}
}
