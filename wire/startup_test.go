package wire

import (
	"context"
	"encoding/binary"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/session"
)

func TestSplitOptions(t *testing.T) {
	for line, want := range map[string][]string{
		"":                    nil,
		"  ":                  nil,
		"-c a=b":              {"-c", "a=b"},
		"  -c\ta=b \n":        {"-c", "a=b"},
		`-c search_path=a\ b`: {"-c", "search_path=a b"},
		`\\x y\`:              {`\x`, `y\`},
		`-c a=\  -c b=c`:      {"-c", "a= ", "-c", "b=c"},
	} {
		if got := splitOptions(line); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestParseOptions(t *testing.T) {
	for _, c := range []struct {
		line    string
		want    map[string]string
		invalid bool
	}{
		{line: "-c a=b --c-d=e=f -cg=", want: map[string]string{"a": "b", "c_d": "e=f", "g": ""}},
		{line: "-c", invalid: true},
		{line: "-c a", invalid: true},
		{line: "--a", invalid: true},
		{line: "a=b", invalid: true},
	} {
		got := map[string]string{}
		err := parseOptions(c.line, got)
		if (err != nil) != c.invalid || !c.invalid && !maps.Equal(got, c.want) {
			t.Errorf("%q: %v, %v", c.line, got, err)
		}
	}
}

func TestParseStartup(t *testing.T) {
	packet := startup(3<<16|2, "user", "u", "application_name", "psql", "_pq_.x", "1", "replication", "off")
	p, err := parseStartup(packet[4:])
	if err != nil {
		t.Fatal(err)
	}
	if p.start.User != "u" || p.start.Database != "u" || p.minor != 2 || !slices.Equal(p.unknown, []string{"_pq_.x"}) ||
		!maps.Equal(p.start.Parameters, map[string]string{"application_name": "psql"}) {
		t.Errorf("%+v", p)
	}
}

// remote is a connection that seems to come from elsewhere.
type remote struct{ net.Conn }

func (remote) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1} }

// TestTrustIsLocal checks that nobody from another machine is let in.
func TestTrustIsLocal(t *testing.T) {
	s, err := New(fakeOpener{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	defer theirs.Close()
	theirs.SetDeadline(time.Now().Add(5 * time.Second))
	done := make(chan struct{})
	go func() { defer close(done); s.serve(t.Context(), s.track(remote{ours})) }()
	c := newClient(theirs)
	c.Write(startup(3<<16, "user", "u", "database", "d"))
	want := `ErrorResponse FATAL 28000 no pg_hba.conf entry for host "192.0.2.1", user "u", database "d", no encryption` + "\nclosed\n"
	if got := c.read(1); got != want {
		t.Errorf("%s", got)
	}
	<-done
}

func TestOptionsValidate(t *testing.T) {
	for _, o := range []Options{{MaxConnections: -1}, {LoginTimeout: -1}, {MaxMessage: 9999}, {DrainTimeout: -1}, {DisconnectCheck: -1}} {
		if _, err := New(fakeOpener{}, o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
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
