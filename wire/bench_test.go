package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"testing"

	"github.com/s3dbsql/s3dbsql/session"
)

// replay is a connection on which a client repeats itself n times.
type replay struct {
	net.Conn
	said []byte
	n    int
}

func (r *replay) Read(b []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	r.n--
	return copy(b, r.said), nil
}

func (r *replay) Write(b []byte) (int, error) { return len(b), nil }

// nullSession does nothing as fast as it can.
type nullSession struct{ fakeSession }

func (*nullSession) Bind(context.Context, string, string, []int16, [][]byte) error { return nil }

func (*nullSession) Execute(_ context.Context, _ string, _ int, w session.Writer) error {
	return w.Complete("SELECT 0")
}

func (*nullSession) TxStatus() byte { return 'T' }

// BenchmarkPrepared is what wire adds to one prepared Bind, Execute, Sync:
// everything but the session and the system calls.
func BenchmarkPrepared(b *testing.B) {
	var said bytes.Buffer
	for _, line := range []string{`Bind "" "s" "42" results=1`, `Execute "" 0`, `Sync`} {
		l, err := parseLine(line)
		if err != nil {
			b.Fatal(err)
		}
		m, err := l.encode()
		if err != nil {
			b.Fatal(err)
		}
		said.Write(m)
	}
	s, err := New(fakeOpener{}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	end, other := net.Pipe()
	defer other.Close()
	c := newConn(s, &replay{Conn: end, said: said.Bytes(), n: b.N})
	c.statement.parent = b.Context()
	c.session = &nullSession{}
	b.ReportAllocs()
	b.ResetTimer()
	if err := c.loop(); !errors.Is(err, io.EOF) {
		b.Fatal(err)
	}
}
