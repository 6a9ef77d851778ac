package session

import (
	"bytes"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// field is a field of a line of COPY data, its escapes undone. It points into
// the splitter's buffer.
type field struct {
	text []byte
	null bool
}

// splitter cuts lines into fields.
type splitter struct {
	opts   *copyOptions
	buf    []byte
	fields []field
}

// split returns the fields of a line; they are valid until the next call.
func (s *splitter) split(line []byte) ([]field, error) {
	s.buf, s.fields = s.buf[:0], s.fields[:0]
	if cap(s.buf) < len(line) {
		s.buf = make([]byte, 0, 2*len(line)) // fields point into it: it must not move
	}
	if s.opts.csv {
		return s.fields, s.splitCSV(line)
	}
	s.splitText(line)
	return s.fields, nil
}

// splitText cuts a line of the text format. Whether a field is NULL is told
// before its escapes are undone.
func (s *splitter) splitText(line []byte) {
	for {
		end := fieldEnd(line, s.opts.delimiter)
		raw := line[:end]
		s.fields = append(s.fields, field{text: s.unescape(raw), null: string(raw) == s.opts.null})
		if end == len(line) {
			return
		}
		line = line[end+1:]
	}
}

// fieldEnd is the index of the next delimiter that no backslash precedes, or
// the line's length.
func fieldEnd(line []byte, delimiter byte) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case delimiter:
			return i
		case '\\':
			i++
		}
	}
	return len(line)
}

// unescape undoes the escapes of a field.
func (s *splitter) unescape(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw
	}
	start := len(s.buf)
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c == '\\' && i+1 < len(raw) {
			var n int
			c, n = escaped(raw[i+1:])
			i += n
		}
		s.buf = append(s.buf, c)
	}
	return s.buf[start:]
}

// controls are the letters that stand for control characters behind a
// backslash.
var controls = map[byte]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// escaped is the byte that stands behind a backslash and the number of bytes
// it takes there.
func escaped(rest []byte) (c byte, n int) {
	switch c := rest[0]; {
	case controls[c] != 0:
		return controls[c], 1
	case c == 'x' && len(rest) > 1 && hexDigit(rest[1]) >= 0:
		return number(rest[1:], 16, 2, 1)
	case '0' <= c && c <= '7':
		return number(rest, 8, 3, 0)
	default:
		return c, 1
	}
}

// number reads up to most digits; before bytes precede them.
func number(digits []byte, base, most, before int) (c byte, n int) {
	value := 0
	for n < min(most, len(digits)) {
		d := hexDigit(digits[n])
		if d < 0 || d >= base {
			break
		}
		value = value*base + d
		n++
	}
	return byte(value), before + n
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// splitCSV cuts a line of CSV. A field with quotes is not NULL.
func (s *splitter) splitCSV(line []byte) error {
	for i := 0; ; i++ {
		start, quoted := len(s.buf), false
		for ; i < len(line) && line[i] != s.opts.delimiter; i++ {
			if line[i] != s.opts.quote {
				s.buf = append(s.buf, line[i])
				continue
			}
			quoted = true
			var err error
			if i, err = s.quoted(line, i+1); err != nil {
				return err
			}
		}
		text := s.buf[start:]
		s.fields = append(s.fields, field{text: text, null: !quoted && string(text) == s.opts.null})
		if i >= len(line) {
			return nil
		}
	}
}

// quoted takes what stands within quotes from i on and returns the index of
// the closing quote.
func (s *splitter) quoted(line []byte, i int) (int, error) {
	for ; i < len(line); i++ {
		c := line[i]
		if c == s.opts.escape && i+1 < len(line) && (line[i+1] == s.opts.escape || line[i+1] == s.opts.quote) {
			i++
			s.buf = append(s.buf, line[i])
			continue
		}
		if c == s.opts.quote {
			return i, nil
		}
		s.buf = append(s.buf, c)
	}
	return i, pgerr.New(pgerr.BadCopyFileFormat, "unterminated CSV quoted field")
}
