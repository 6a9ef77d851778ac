package wire

import (
	"bytes"
	"encoding/binary"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// cursor walks over the body of a message. The first thing that does not fit
// is kept in err, with PostgreSQL's words for it (pqformat.c); what is read
// after it is empty.
type cursor struct {
	rest []byte
	err  error
}

func (c *cursor) violation(format string, args ...any) {
	c.fail(pgerr.Newf(pgerr.ProtocolViolation, format, args...))
}

func (c *cursor) fail(err error) {
	if c.err == nil {
		c.err = err
	}
	c.rest = nil
}

// text reads a string that ends with a zero byte.
func (c *cursor) text() []byte {
	end := bytes.IndexByte(c.rest, 0)
	if end < 0 {
		c.violation("invalid string in message")
		return nil
	}
	text := c.rest[:end]
	c.rest = c.rest[end+1:]
	if err := pgerr.CheckBytes(text); err != nil {
		c.fail(err)
	}
	return text
}

// byte reads one byte.
func (c *cursor) byte() byte {
	if len(c.rest) == 0 {
		c.violation("no data left in message")
		return 0
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	return b
}

// count reads the number of elements that follow.
func (c *cursor) count() int {
	b := c.skip(2)
	if b == nil {
		return 0
	}
	return int(binary.BigEndian.Uint16(b))
}

// value passes a length and as many bytes; -1 is a NULL without bytes.
func (c *cursor) value() {
	b := c.skip(4)
	if b == nil {
		return
	}
	if n := int32(binary.BigEndian.Uint32(b)); n != -1 {
		c.skip(int(n))
	}
}

// skip passes n bytes and returns them, nil if there are not as many.
func (c *cursor) skip(n int) []byte {
	if n < 0 || n > len(c.rest) {
		c.violation("insufficient data left in message")
		return nil
	}
	b := c.rest[:n]
	c.rest = c.rest[n:]
	return b
}

// end tells that nothing may follow.
func (c *cursor) end() {
	if len(c.rest) > 0 {
		c.violation("invalid message format")
	}
}
