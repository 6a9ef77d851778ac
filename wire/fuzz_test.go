package wire

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"testing"
	"testing/iotest"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/session"
)

// FuzzFrames cuts any bytes into messages: it never panics, never holds much
// more memory than came in, and gives the same however the bytes arrive.
func FuzzFrames(f *testing.F) {
	f.Add(encodeFrame('Q', []byte("SELECT 1\x00")))
	f.Add(append(encodeFrame('d', make([]byte, 20_000)), encodeFrame('c', nil)...))
	f.Add([]byte("Q\x00\x00\x00\x03"))
	f.Add([]byte("d\x03\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		whole := newReader(bytes.NewReader(stream), 1<<20)
		bits := newReader(iotest.OneByteReader(bytes.NewReader(stream)), 1<<20)
		for {
			a, errA := whole.next()
			b, errB := bits.next()
			if (errA == nil) != (errB == nil) || a.kind != b.kind || !bytes.Equal(a.body, b.body) {
				t.Fatalf("%v %v, byte by byte %v %v", a, errA, b, errB)
			}
			if len(whole.buf) > 2*(len(stream)+readSize) {
				t.Fatalf("%d bytes held for %d", len(whole.buf), len(stream))
			}
			if errA != nil {
				return
			}
		}
	})
}

// FuzzStartup decodes any start-up packet.
func FuzzStartup(f *testing.F) {
	f.Add(startup(3<<16, "user", "u", "options", `-c a=b\ c --d-e=f`)[4:])
	f.Add(startup(3<<16|7, "user", "u", "_pq_.x", "1", "replication", "on")[4:])
	f.Add(startup(2 << 16)[4:])
	f.Add([]byte{0, 3, 0, 0})
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) < 4 {
			return // the reader refuses it
		}
		p, err := parseStartup(body)
		if err == nil && (p.start.User == "" || p.start.Database == "") {
			t.Errorf("%+v", p)
		}
	})
}

// FuzzMessage holds each check against the decoder it protects: a body that
// passes is decoded without error, and encoded again it is the same.
func FuzzMessage(f *testing.F) {
	for _, m := range []pgproto3.FrontendMessage{
		&pgproto3.Query{String: "SELECT 1"},
		&pgproto3.Parse{Name: "s", Query: "SELECT $1", ParameterOIDs: []uint32{23}},
		&pgproto3.Bind{DestinationPortal: "p", PreparedStatement: "s", ParameterFormatCodes: []int16{0, 1},
			Parameters: [][]byte{[]byte("x"), nil}, ResultFormatCodes: []int16{1}},
		&pgproto3.Describe{ObjectType: 'S', Name: "s"}, &pgproto3.Close{ObjectType: 'P', Name: "p"},
		&pgproto3.Execute{Portal: "p", MaxRows: 10}, &pgproto3.Sync{}, &pgproto3.Flush{},
		&pgproto3.CopyData{Data: []byte("1\n")}, &pgproto3.CopyFail{Message: "no"},
	} {
		b, err := m.Encode(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[0], b[5:])
	}
	f.Add(byte('B'), []byte("\x00\x00\x00\x00\x00\x01\xff\xff\xff\xfe\x00\x00"))
	f.Add(byte('F'), []byte("\x00\x00\x06\x3e\x00\x00\x00\x01\xff\xff\xff\xff\x00\x00"))
	f.Add(byte('F'), []byte{})
	f.Fuzz(func(t *testing.T, kind byte, body []byte) {
		m := decoders[kind]
		if m == nil || (frame{kind, body}).check() != nil {
			return
		}
		if err := m.Decode(body); err != nil {
			t.Fatalf("%c %q passed the check: %v", kind, body, err)
		}
		again, err := m.Encode(nil)
		if err != nil || !bytes.Equal(again[5:], body) {
			t.Fatalf("%c %q became %q, %v", kind, body, again, err)
		}
	})
}

var decoders = map[byte]pgproto3.FrontendMessage{
	'Q': &pgproto3.Query{}, 'P': &pgproto3.Parse{}, 'B': &pgproto3.Bind{}, 'D': &pgproto3.Describe{},
	'C': &pgproto3.Close{}, 'E': &pgproto3.Execute{}, 'S': &pgproto3.Sync{}, 'H': &pgproto3.Flush{},
	'f': &pgproto3.CopyFail{},
}

// stream is a connection whose client has said everything already.
type stream struct {
	net.Conn
	in io.Reader
}

func (s *stream) Read(b []byte) (int, error)  { return s.in.Read(b) }
func (s *stream) Write(b []byte) (int, error) { return len(b), nil }

// FuzzConversation plays any bytes after a login. A panic of the connection
// is counted by the server, so it does not hide.
func FuzzConversation(f *testing.F) {
	statements := fakeStatements()
	for sql, st := range statements {
		f.Add(append(encodeFrame('Q', []byte(sql+"\x00")), encodeFrame('S', nil)...))
		if st.tag == "COPY 2" {
			f.Add(append(encodeFrame('Q', []byte(sql+"\x00")), encodeFrame('d', []byte("1\n"))...))
		}
	}
	statements["SELECT pg_sleep(60)"] = fakeStatement{run: func(context.Context, *fakeSession, session.Writer) error { return nil }}
	f.Add([]byte("P\x00\x00\x00\x1bs\x00SELECT $1::int4\x00\x00\x00B\x00\x00\x00\x12\x00s\x00\x00\x00\x00\x01\x00\x00\x00\x011\x00\x00E\x00\x00\x00\x09\x00\x00\x00\x00\x00S\x00\x00\x00\x04"))
	f.Fuzz(func(t *testing.T, said []byte) {
		var log bytes.Buffer
		s, err := New(fakeOpener{statements: statements}, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		end, other := net.Pipe()
		defer other.Close()
		in := io.MultiReader(bytes.NewReader(startup(3<<16, "user", "u")), bytes.NewReader(said))
		s.serve(context.Background(), s.track(&stream{end, in}))
		if s.metrics.Panics.Load() > 0 {
			t.Fatalf("the connection panicked: %s", &log)
		}
	})
}
