package wire

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// sleeping has a statement that tells when it runs and waits for its context.
func sleeping() (map[string]fakeStatement, chan struct{}) {
	running := make(chan struct{}, 10)
	statements := fakeStatements()
	statements["SLEEP"] = fakeStatement{tag: "SLEEP", run: func(ctx context.Context, _ *fakeSession, _ session.Writer) error {
		running <- struct{}{}
		<-ctx.Done()
		return fmt.Errorf("reading objects: %w", ctx.Err())
	}}
	return statements, running
}

// loginKey logs in and returns what a cancel request needs.
func loginKey(t *testing.T, addr string) (*client, pgproto3.BackendKeyData) {
	t.Helper()
	c := dial(t, addr)
	c.Write(startup(3<<16, "user", "postgres"))
	var key pgproto3.BackendKeyData
	for {
		m, err := c.front.Receive()
		if err != nil {
			t.Fatal(err)
		}
		switch m := m.(type) {
		case *pgproto3.BackendKeyData:
			key = *m
		case *pgproto3.ReadyForQuery:
			return c, key
		}
	}
}

// sendCancel sends a CancelRequest and expects the end without an answer.
func sendCancel(t *testing.T, addr string, process, key uint32) {
	t.Helper()
	c := dial(t, addr)
	m, _ := (&pgproto3.CancelRequest{ProcessID: process, SecretKey: key}).Encode(nil)
	c.Write(m)
	if answer, err := io.ReadAll(c); err != nil || len(answer) > 0 {
		t.Errorf("answer to a cancel request: %q, %v", answer, err)
	}
}

func TestCancel(t *testing.T) {
	statements, running := sleeping()
	s, addr := startServer(t, fakeOpener{statements: statements}, Options{})
	c, key := loginKey(t, addr)
	sendCancel(t, addr, key.ProcessID, key.SecretKey) // nothing runs: ignored
	c.say(t, `Query "SLEEP"`)
	<-running
	sendCancel(t, addr, key.ProcessID, key.SecretKey+1)
	sendCancel(t, addr, key.ProcessID+1, key.SecretKey)
	if n := s.Metrics().Cancels.Load(); n != 1 {
		t.Errorf("%d cancel requests with the right key, want 1", n)
	}
	sendCancel(t, addr, key.ProcessID, key.SecretKey)
	want := "ErrorResponse ERROR 57014 canceling statement due to user request\nReadyForQuery I\n"
	if got := c.read(1); got != want {
		t.Errorf("cancelled: %s", got)
	}
	// The next statement has a context of its own.
	c.say(t, `Query "SELECT 1"`)
	if got := c.read(1); !strings.Contains(got, "SELECT 1") {
		t.Errorf("after a cancel: %s", got)
	}
	c.say(t, `Query "SLEEP"`)
	<-running
	if !s.CancelBackend(int32(key.ProcessID)) || s.CancelBackend(-1) {
		t.Error("CancelBackend does not tell which backends there are")
	}
	if got := c.read(1); got != want {
		t.Errorf("CancelBackend: %s", got)
	}
}

const shutdownResponse = "ErrorResponse FATAL 57P01 terminating connection due to administrator command\nclosed\n"

func TestTerminateBackend(t *testing.T) {
	statements, running := sleeping()
	s, addr := startServer(t, fakeOpener{statements: statements}, Options{})
	for _, script := range []string{"", `Query "SLEEP"`, `Query "COPY t FROM STDIN"`} {
		c, key := loginKey(t, addr)
		c.say(t, script)
		if strings.Contains(script, "SLEEP") {
			<-running
		}
		if strings.Contains(script, "COPY") {
			c.read(1)
		}
		s.TerminateBackend(int32(key.ProcessID))
		if got := c.read(1); got != shutdownResponse {
			t.Errorf("%s: %s", script, got)
		}
	}
}

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

func TestTooManyConnections(t *testing.T) {
	s, addr := startServer(t, fakeOpener{statements: fakeStatements()}, Options{MaxConnections: 2})
	first := login(t, addr)
	login(t, addr)
	c := dial(t, addr)
	c.Write(startup(3<<16, "user", "postgres"))
	if got := c.read(1); got != "ErrorResponse FATAL 53300 sorry, too many clients already\nclosed\n" {
		t.Errorf("third client: %s", got)
	}
	waitConnections(s, 2)
	// Connections that say nothing are held to twice the number.
	var silent []*client
	for range 3 {
		silent = append(silent, dial(t, addr))
	}
	if got := silent[2].read(1); got != "closed\n" {
		t.Errorf("fifth connection: %s", got)
	}
	if n := s.Metrics().Refused.Load(); n != 2 {
		t.Errorf("%d refused, want 2", n)
	}
	first.say(t, "Terminate")
	first.read(1)
	silent[0].Close()
	waitConnections(s, 2)
	login(t, addr)
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

func TestLoginTimeout(t *testing.T) {
	_, addr := startServer(t, fakeOpener{}, Options{LoginTimeout: 30 * time.Millisecond})
	c := dial(t, addr)
	c.Write([]byte{0, 0, 0})
	if got := c.read(1); got != "closed\n" {
		t.Errorf("slow client: %s", got)
	}
	c = login(t, addr)
	time.Sleep(50 * time.Millisecond)
	c.say(t, "Sync")
	if got := c.read(1); got != "ReadyForQuery I\n" {
		t.Errorf("the login timeout reaches beyond the login: %s", got)
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

// slowOpener waits for the end of its context.
type slowOpener struct{}

func (slowOpener) Open(ctx context.Context, _ session.Startup) (Session, error) {
	<-ctx.Done()
	return (*fakeSession)(nil), ctx.Err()
}

func TestSlowOpen(t *testing.T) {
	_, addr := startServer(t, slowOpener{}, Options{LoginTimeout: 20 * time.Millisecond})
	c := dial(t, addr)
	c.Write(startup(3<<16, "user", "u"))
	want := "AuthenticationOk\nErrorResponse FATAL 57014 canceling authentication due to timeout\nclosed\n"
	if got := c.read(1); got != want {
		t.Errorf("%s", got)
	}
}

// TestDisconnect checks that the statement of a client that left is cancelled
// and its session closed, whether it waits for itself or for the client.
func TestDisconnect(t *testing.T) {
	statements, running := sleeping()
	opened := make(chan *fakeSession, 1)
	copied := make(chan error, 1)
	statements["COPY t FROM STDIN"] = fakeStatement{tag: "COPY", run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
		r, _ := w.CopyIn(1, false)
		running <- struct{}{}
		_, err := io.ReadAll(r)
		copied <- err
		return err
	}}
	_, addr := startServer(t, fakeOpener{statements: statements, opened: opened}, Options{DisconnectCheck: 5 * time.Millisecond})
	for _, script := range []string{`Query "SLEEP"`, `Query "COPY t FROM STDIN"`, "Flush"} {
		c := login(t, addr)
		c.say(t, script)
		if script != "Flush" {
			<-running
		}
		c.Close()
		<-(<-opened).closed
	}
	// The end of the connection must not look like the end of the data.
	if err := <-copied; pgerr.CodeOf(err) != pgerr.ConnectionFailure {
		t.Errorf("COPY whose client left read %v", err)
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
	opened := make(chan *fakeSession, 2)
	s, addr := startServer(t, fakeOpener{statements: statements, opened: opened}, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	other, c := login(t, addr), login(t, addr)
	<-opened
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
	if s.Metrics().Panics.Load() != 1 || !strings.Contains(log.String(), "secret path") || !strings.Contains(log.String(), "panic") {
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

// TestNegotiation compares, byte by byte, answers that pgproto3 cannot read
// with those of PostgreSQL 15.
func TestNegotiation(t *testing.T) {
	_, addr := startServer(t, fakeOpener{}, Options{})
	for _, c := range []struct {
		packet []byte
		want   string
	}{
		{startup(3<<16|2, "user", "u"), "v\x00\x00\x00\x0c\x00\x03\x00\x00\x00\x00\x00\x00R"},
		{startup(3<<16|9999, "user", "u", "_pq_.x", "1"), "v\x00\x00\x00\x13\x00\x03\x00\x00\x00\x00\x00\x01_pq_.x\x00R"},
		{startup(3<<16, "user", "u", "_pq_.x", "1"), "v\x00\x00\x00\x13\x00\x03\x00\x00\x00\x00\x00\x01_pq_.x\x00R"},
		{startup(2<<16, "user", "u"), "EFATAL:  unsupported frontend protocol 2.0: server supports 3.0 to 3.0\n\x00"},
	} {
		nc := dial(t, addr)
		nc.Write(c.packet)
		got := make([]byte, len(c.want))
		if _, err := io.ReadFull(nc, got); err != nil || string(got) != c.want {
			t.Errorf("answer to %q: %q, %v, want %q", c.packet, got, err, c.want)
		}
	}
}

func TestSecretKey(t *testing.T) {
	random := strings.NewReader("key1key2")
	_, addr := startServer(t, fakeOpener{}, Options{Random: random})
	for i, want := range []string{"key1", "key2"} {
		_, key := loginKey(t, addr)
		if key.SecretKey != binary.BigEndian.Uint32([]byte(want)) || key.ProcessID != uint32(i+1) {
			t.Errorf("key of client %d: %+v", i, key)
		}
	}
	// Without randomness nobody gets a key that can be guessed.
	c := dial(t, addr)
	c.Write(startup(3<<16, "user", "u"))
	if got := c.read(1); got != "closed\n" {
		t.Errorf("login without a key: %s", got)
	}
}
