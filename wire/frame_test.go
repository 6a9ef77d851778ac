package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

func newReader(r io.Reader, maxMessage int) *frameReader {
	return &frameReader{conn: r, maxMessage: maxMessage, metrics: &Metrics{}}
}

func encodeFrame(kind byte, body []byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(body)+4)), body...)
}

// TestFrames reads messages of many sizes however they arrive.
func TestFrames(t *testing.T) {
	sizes := []int{0, 1, 3, 100, readSize - headerLength, readSize, 3*readSize + 1, 2 << 20, 5, 70_000, 0}
	var stream []byte
	for i, n := range sizes {
		stream = append(stream, encodeFrame('d', bytes.Repeat([]byte{byte(i)}, n))...)
	}
	for name, r := range map[string]io.Reader{
		"whole": bytes.NewReader(stream), "halves": iotest.HalfReader(bytes.NewReader(stream)),
		"data with EOF": iotest.DataErrReader(bytes.NewReader(stream)),
	} {
		f := newReader(r, 4<<20)
		for i, n := range sizes {
			m, err := f.next()
			if err != nil || m.kind != 'd' || !bytes.Equal(m.body, bytes.Repeat([]byte{byte(i)}, n)) {
				t.Fatalf("%s: message %d of %d bytes: %d bytes, %v", name, i, n, len(m.body), err)
			}
		}
		if _, err := f.next(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: after the last message: %v", name, err)
		}
	}
}

// TestFrameMemory checks that a length alone costs nothing, and that a large
// message does not keep its memory.
func TestFrameMemory(t *testing.T) {
	claim := binary.BigEndian.AppendUint32([]byte{'d'}, 64<<20)
	f := newReader(bytes.NewReader(append(claim, make([]byte, 1000)...)), 64<<20)
	if _, err := f.next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a message that ends early: %v", err)
	}
	if len(f.buf) > 2*readSize {
		t.Errorf("a claim of 64 MiB made a buffer of %d bytes", len(f.buf))
	}
	stream := append(encodeFrame('d', make([]byte, 8<<20)), encodeFrame('S', nil)...)
	stream = append(stream, encodeFrame('S', nil)...)
	f = newReader(iotest.OneByteReader(bytes.NewReader(stream[len(stream)-10:])), 64<<20)
	f.buf, f.w = append([]byte(nil), stream[:len(stream)-10]...), len(stream)-10
	for range 3 {
		if _, err := f.next(); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.buf) > readSize {
		t.Errorf("a buffer of %d bytes is kept", len(f.buf))
	}
}

// TestHeaders checks what is refused before a body is read.
func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		kind   byte
		length uint32
		ok     bool
	}{
		{'Q', 4, true}, {'Q', 3, false}, {'Q', 0, false}, {'Q', 0xffffffff, false},
		{'Q', 1_000_004, true}, {'Q', 1_000_005, false},
		{'S', 4, true}, {'S', 10_004, true}, {'S', 10_005, false},
		{'p', 4, false}, {0, 4, false}, {'R', 4, false},
	} {
		header := binary.BigEndian.AppendUint32([]byte{c.kind}, c.length)
		_, err := newReader(bytes.NewReader(header), 1_000_000).next()
		var refused fatalError
		if errors.As(err, &refused) == c.ok {
			t.Errorf("%q of length %d: %v", c.kind, c.length, err)
		}
	}
	for _, length := range []uint32{0, 4, 7, 10_005, 0x47455420} {
		packet := append(binary.BigEndian.AppendUint32(nil, length), make([]byte, 20_000)...)
		if _, err := newReader(bytes.NewReader(packet), 0).startup(); !errors.Is(err, errStartupLength) {
			t.Errorf("start-up packet of length %d: %v", length, err)
		}
	}
}
