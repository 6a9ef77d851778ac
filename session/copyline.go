package session

import (
	"bufio"
	"errors"
	"io"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// lineEnd is how the lines of COPY data end; the first one decides.
type lineEnd uint8

const (
	endUnknown lineEnd = iota
	endNL
	endCR
	endCRNL
)

// lineReader cuts COPY data into lines. A line may hold line ends: behind a
// backslash in text format, within quotes in CSV.
type lineReader struct {
	in     *bufio.Reader
	opts   *copyOptions
	end    lineEnd
	line   []byte
	number int64 // of the line last read, from 1
	over   bool  // the end-of-copy marker was read

	quoted  bool // within quotes
	escaped bool // the last byte there was the escape character
}

// copyBuffer is the size of a read of COPY data.
const copyBuffer = 64 << 10

func newLineReader(in io.Reader, opts *copyOptions) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, copyBuffer), opts: opts}
}

// next returns the next line without its end, io.EOF after the last. It is
// valid until the following call.
func (l *lineReader) next() ([]byte, error) {
	if l.over {
		return nil, l.drain()
	}
	l.line = l.line[:0]
	l.number++
	l.quoted, l.escaped = false, false
	for {
		c, err := l.in.ReadByte()
		if errors.Is(err, io.EOF) && len(l.line) > 0 {
			return l.line, nil
		}
		if err != nil {
			return nil, err
		}
		switch ended, err := l.take(c); {
		case err != nil:
			return nil, err
		case l.over && len(l.line) == 0:
			return nil, l.drain()
		case ended:
			return l.line, nil
		}
	}
}

// take adds a byte to the line and reports whether the line has ended.
func (l *lineReader) take(c byte) (ended bool, err error) {
	if l.opts.csv {
		l.track(c)
	}
	switch {
	case c == '\n' && !l.quoted:
		return l.newline()
	case c == '\r' && !l.quoted:
		return l.carriageReturn()
	case c == '\\' && (!l.opts.csv || len(l.line) == 0):
		return l.backslash()
	}
	l.line = append(l.line, c)
	return false, nil
}

// track follows the quotes of CSV.
func (l *lineReader) track(c byte) {
	if l.quoted && c == l.opts.escape && l.opts.escape != l.opts.quote {
		l.escaped = !l.escaped
	}
	if c == l.opts.quote && !l.escaped {
		l.quoted = !l.quoted
	}
	if c != l.opts.escape || l.opts.escape == l.opts.quote {
		l.escaped = false
	}
}

func (l *lineReader) newline() (bool, error) {
	switch l.end {
	case endUnknown:
		l.end = endNL
	case endCR, endCRNL:
		return false, l.literal("newline", `\n`)
	}
	return true, nil
}

func (l *lineReader) carriageReturn() (bool, error) {
	if l.end == endUnknown || l.end == endCRNL {
		next, err := l.in.Peek(1)
		switch {
		case err == nil && next[0] == '\n':
			_, _ = l.in.Discard(1)
			l.end = endCRNL
			return true, nil
		case l.end == endCRNL:
			return false, l.literal("carriage return", `\r`)
		}
		l.end = endCR
	}
	if l.end == endNL {
		return false, l.literal("carriage return", `\r`)
	}
	return true, nil
}

// literal is the error for a line end of another kind than the first one.
func (l *lineReader) literal(what, escape string) error {
	if l.opts.csv {
		return pgerr.Newf(pgerr.BadCopyFileFormat, "unquoted %s found in data", what).
			WithHint("Use quoted CSV field to represent %s.", what)
	}
	return pgerr.Newf(pgerr.BadCopyFileFormat, "literal %s found in data", what).
		WithHint("Use \"%s\" to represent %s.", escape, what)
}

// backslash takes what follows a backslash with it; \. alone ends the data.
func (l *lineReader) backslash() (ended bool, err error) {
	next, err := l.in.Peek(2)
	if errors.Is(err, io.EOF) {
		err = nil // fewer than two are left; the next read will say so
	}
	if len(next) == 0 || err != nil {
		l.line = append(l.line, '\\')
		return false, err
	}
	if next[0] == '.' {
		if len(next) == 1 || next[1] == '\n' || next[1] == '\r' {
			l.over = true
			return true, nil
		}
		if !l.opts.csv {
			return false, pgerr.New(pgerr.BadCopyFileFormat, "end-of-copy marker corrupt")
		}
	}
	if l.line = append(l.line, '\\'); !l.opts.csv {
		l.line = append(l.line, next[0])
		_, err = l.in.Discard(1)
	}
	return false, err
}

// drain reads what follows the end marker, which counts for nothing, and
// returns io.EOF.
func (l *lineReader) drain() error {
	l.over = true
	if _, err := io.Copy(io.Discard, l.in); err != nil {
		return err
	}
	return io.EOF
}
