package wire

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
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
