package wire

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

const (
	maxStartup   = 10_000   // bytes of a start-up packet, PostgreSQL's MAX_STARTUP_PACKET_LENGTH
	maxSmall     = 10_000   // bytes of a message that holds names only, its PQ_SMALL_MESSAGE_LIMIT
	readSize     = 16 << 10 // bytes of the read buffer while messages are small
	headerLength = 5        // type and length
)

// errStartupLength ends a connection without a reply, as PostgreSQL does: what
// is there does not speak the protocol.
var errStartupLength = errors.New("invalid length of startup packet")

// frame is one message as it came. The body is valid until the next one is read.
type frame struct {
	kind byte
	body []byte
}

// frameReader cuts the bytes of a client into messages. It checks a length
// before it reads, and memory grows with what arrives, not with what a length
// claims. One read takes everything that is there.
type frameReader struct {
	conn       io.Reader
	maxMessage int
	buf        []byte
	r, w       int // buf[r:w] is read from conn and not yet used
	// interrupted, if set, says what the end of the read deadline means: an
	// error, or that reading goes on.
	interrupted func() error
	metrics     *Metrics
}

// startup reads a packet of the start-up phase, which has no type byte, and
// returns what follows its length.
func (f *frameReader) startup() ([]byte, error) {
	if err := f.fill(4); err != nil {
		return nil, err
	}
	length := int64(binary.BigEndian.Uint32(f.buf[f.r:])) - 4
	if length < 4 || length > maxStartup {
		return nil, errStartupLength
	}
	if err := f.fill(4 + int(length)); err != nil {
		return nil, err
	}
	return f.take(4 + int(length))[4:], nil
}

// next reads one message of a known type and an allowed length.
func (f *frameReader) next() (frame, error) {
	if err := f.fill(headerLength); err != nil {
		return frame{}, err
	}
	kind := f.buf[f.r]
	length := int64(binary.BigEndian.Uint32(f.buf[f.r+1:])) - 4
	if err := checkHeader(kind, length, int64(f.maxMessage)); err != nil {
		return frame{}, err
	}
	total := headerLength + int(length)
	if err := f.fill(total); err != nil {
		return frame{}, err
	}
	f.metrics.Messages.Add(1)
	return frame{kind, f.take(total)[headerLength:]}, nil
}

func checkHeader(kind byte, length, limit int64) error {
	m := messages[kind]
	if m.name == "" {
		return refused(pgerr.Newf(pgerr.ProtocolViolation, "invalid frontend message type %d", kind))
	}
	if length < 0 || m.small && length > maxSmall {
		return refused(pgerr.New(pgerr.ProtocolViolation, "invalid message length"))
	}
	if length > limit {
		return refused(pgerr.New(pgerr.ProgramLimitExceeded, "message is too long").
			WithDetail("A %s message of %d bytes exceeds the limit of %d bytes.", m.name, length, limit))
	}
	return nil
}

// take hands out the next n bytes, which fill has read.
func (f *frameReader) take(n int) []byte {
	b := f.buf[f.r : f.r+n : f.r+n]
	f.r += n
	return b
}

// fill reads until n bytes are buffered. io.EOF means that the client left
// between messages, io.ErrUnexpectedEOF within one.
func (f *frameReader) fill(n int) error {
	if f.w-f.r >= n {
		return nil
	}
	f.compact()
	for f.w < n {
		if f.w == len(f.buf) {
			f.grow(n)
		}
		k, err := f.conn.Read(f.buf[f.w:])
		f.metrics.Reads.Add(1)
		f.metrics.BytesIn.Add(int64(k))
		f.w += k
		if f.interrupted != nil && errors.Is(err, os.ErrDeadlineExceeded) {
			err = f.interrupted()
		}
		if err != nil && f.w < n {
			return f.partial(err)
		}
	}
	return nil
}

func (f *frameReader) partial(err error) error {
	if errors.Is(err, io.EOF) && f.w > 0 {
		return io.ErrUnexpectedEOF
	}
	return err
}

// compact moves the unused bytes to the front and gives a large buffer back
// once it is not needed.
func (f *frameReader) compact() {
	unused := f.buf[f.r:f.w]
	if len(f.buf) > keepBuffer && len(unused) <= readSize {
		f.buf = make([]byte, readSize)
	}
	f.w = copy(f.buf, unused)
	f.r = 0
}

// grow doubles the buffer, which is full, on its way to n bytes.
func (f *frameReader) grow(n int) {
	size := min(max(n, readSize), max(2*len(f.buf), readSize))
	grown := make([]byte, size)
	copy(grown, f.buf[:f.w])
	f.buf = grown
}
