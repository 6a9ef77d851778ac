package wire

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

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
	if err := checkText(text); err != nil {
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

// checkText returns 22021 if b is not the text of a value in UTF-8, in which
// PostgreSQL has no zero byte.
func checkText(b []byte) error {
	zero := bytes.IndexByte(b, 0)
	if zero < 0 && utf8.Valid(b) {
		return nil
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return invalidBytes(b[i:])
		}
		i += size
	}
	return nil
}

// invalidBytes names as many bytes as the first one announces.
func invalidBytes(b []byte) error {
	n := 1
	switch {
	case b[0]&0xe0 == 0xc0:
		n = 2
	case b[0]&0xf0 == 0xe0:
		n = 3
	case b[0]&0xf8 == 0xf0:
		n = 4
	}
	var hex strings.Builder
	for _, x := range b[:min(n, len(b))] {
		fmt.Fprintf(&hex, " 0x%02x", x)
	}
	return pgerr.Newf(pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8":%s`, hex.String())
}
