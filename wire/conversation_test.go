package wire

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/jackc/pgproto3/v2"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// startServer runs a server on a free port until the test ends.
func startServer(t testing.TB, opener Opener, options Options) (*Server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return serveOn(t, l, opener, options), l.Addr().String()
}

func serveOn(t testing.TB, l net.Listener, opener Opener, options Options) *Server {
	t.Helper()
	s, err := New(opener, options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return s
}

// client is the other end of a conversation.
type client struct {
	net.Conn
	front *pgproto3.Frontend
}

func dial(t testing.TB, addr string) *client {
	t.Helper()
	nc, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { nc.Close() })
	nc.SetDeadline(time.Now().Add(5 * time.Second))
	return newClient(nc)
}

func newClient(nc net.Conn) *client {
	return &client{nc, pgproto3.NewFrontend(pgproto3.NewChunkReader(nc), nc)}
}

// login dials and reads up to ReadyForQuery.
func login(t testing.TB, addr string) *client {
	t.Helper()
	c := dial(t, addr)
	if _, err := c.Write(startup(3<<16, "user", "postgres", "database", "postgres")); err != nil {
		t.Fatal(err)
	}
	if out := c.read(1); !strings.HasSuffix(out, "ReadyForQuery I\n") {
		t.Fatalf("login: %s", out)
	}
	return c
}

// startup encodes a StartupMessage of any version.
func startup(version uint32, params ...string) []byte {
	body := binary.BigEndian.AppendUint32(nil, version)
	for _, p := range params {
		body = append(append(body, p...), 0)
	}
	body = append(body, 0)
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+4)), body...)
}

// read prints messages until the n-th ReadyForQuery, a CopyInResponse or the
// end of the connection.
func (c *client) read(n int) string {
	var out strings.Builder
	for n > 0 {
		m, err := c.front.Receive()
		if err != nil {
			return out.String() + closed(err)
		}
		fmt.Fprintln(&out, printMessage(m))
		switch m.(type) {
		case *pgproto3.ReadyForQuery, *pgproto3.CopyInResponse:
			n--
		}
	}
	return out.String()
}

func closed(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "closed\n"
	}
	return err.Error() + "\n"
}

// say sends a script in one write.
func (c *client) say(t testing.TB, script string) {
	t.Helper()
	var out []byte
	for line := range strings.Lines(script) {
		l, err := parseLine(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		b, err := l.encode()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b...)
	}
	if _, err := c.Write(out); err != nil {
		t.Fatal(err)
	}
}

// TestConversations plays testdata: files in postgres/ give the same on
// PostgreSQL (set WIRE_POSTGRES to its address to see), those in ours/ show
// where we differ. The commands are
//
//	connect [version=V]  name=value lines: a start-up message
//	raw                  Bytes lines to a new connection; Answer reads one byte
//	send [ready=N]       a script (script_test.go) in one write
//
// Each prints what comes until the N-th ReadyForQuery or CopyInResponse or the
// end of the connection.
func TestConversations(t *testing.T) {
	_, addr := startServer(t, fakeOpener{statements: fakeStatements()}, Options{})
	postgres := os.Getenv("WIRE_POSTGRES")
	datadriven.Walk(t, "testdata/conversations", func(t *testing.T, path string) {
		target := addr
		if postgres != "" {
			if target = postgres; strings.Contains(path, "/ours/") {
				t.Skip("not what PostgreSQL does")
			}
		}
		var c *client
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "connect":
				c = dial(t, target)
				return c.connect(t, d)
			case "raw":
				c = dial(t, target)
				return c.raw(t, d.Input)
			case "send":
				ready := 1
				d.MaybeScanArgs(t, "ready", &ready)
				c.say(t, d.Input)
				return c.read(ready)
			}
			t.Fatalf("unknown command %s", d.Cmd)
			return ""
		})
	})
}

func (c *client) connect(t testing.TB, d *datadriven.TestData) string {
	version := uint32(3 << 16)
	d.MaybeScanArgs(t, "version", &version)
	var params []string
	for line := range strings.Lines(d.Input) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		params = append(params, name, value)
	}
	if _, err := c.Write(startup(version, params...)); err != nil {
		t.Fatal(err)
	}
	// Which parameters are reported is the session's business.
	var out strings.Builder
	for line := range strings.Lines(c.read(1)) {
		if !strings.HasPrefix(line, "ParameterStatus") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func (c *client) raw(t testing.TB, script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		if strings.TrimSpace(line) != "Answer" {
			c.say(t, line)
			continue
		}
		var answer [1]byte
		if _, err := io.ReadFull(c, answer[:]); err != nil {
			return out.String() + closed(err)
		}
		fmt.Fprintf(&out, "%c\n", answer[0])
	}
	return out.String() + c.read(1)
}
