package wire

import (
	"maps"
	"net"
	"slices"
	"testing"
	"time"
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
