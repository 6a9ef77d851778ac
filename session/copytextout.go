package session

import (
	"io"

	"github.com/s3dbsql/s3dbsql/types"
)

// textEncoder writes rows of the formats text and CSV.
type textEncoder struct {
	opts    *copyOptions
	style   *types.Style
	fields  []Field
	force   []bool // FORCE_QUOTE, by column
	line    []byte
	scratch []byte
}

// header implements rowEncoder.
func (e *textEncoder) header(out io.Writer) error {
	if e.opts.header != withHeader {
		return nil
	}
	e.line = e.line[:0]
	for i, f := range e.fields {
		e.separate(i)
		e.field([]byte(f.Name), false)
	}
	return e.end(out)
}

// trailer implements rowEncoder.
func (*textEncoder) trailer(io.Writer) error { return nil }

// row implements rowEncoder.
func (e *textEncoder) row(b *types.Batch, row int, out io.Writer) error {
	e.line = e.line[:0]
	for i, col := range b.Cols {
		e.separate(i)
		if col.IsNull(row) {
			e.line = append(e.line, e.opts.null...)
			continue
		}
		e.scratch = col.AppendText(e.scratch[:0], row, e.style)
		e.field(e.scratch, e.force[i])
	}
	return e.end(out)
}

func (e *textEncoder) separate(i int) {
	if i > 0 {
		e.line = append(e.line, e.opts.delimiter)
	}
}

func (e *textEncoder) end(out io.Writer) error {
	e.line = append(e.line, '\n')
	_, err := out.Write(e.line)
	return err
}

// field adds one value.
func (e *textEncoder) field(text []byte, quote bool) {
	if !e.opts.csv {
		e.line = appendEscaped(e.line, text, e.opts.delimiter)
		return
	}
	if quote || e.needsQuotes(text) {
		e.line = appendQuoted(e.line, text, e.opts.quote, e.opts.escape)
		return
	}
	e.line = append(e.line, text...)
}

// needsQuotes reports whether a text would be taken for something else: NULL,
// several fields, or the end of the data.
func (e *textEncoder) needsQuotes(text []byte) bool {
	if string(text) == e.opts.null || len(e.fields) == 1 && string(text) == `\.` {
		return true
	}
	for _, c := range text {
		if c == e.opts.delimiter || c == e.opts.quote || c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}

// appendQuoted writes a field of CSV within quotes.
func appendQuoted(dst, text []byte, quote, escape byte) []byte {
	dst = append(dst, quote)
	for _, c := range text {
		if c == quote || c == escape {
			dst = append(dst, escape)
		}
		dst = append(dst, c)
	}
	return append(dst, quote)
}

// letters are the escapes of control characters in the text format.
var letters = [...]byte{'\b': 'b', '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r'}

// appendEscaped writes a field of the text format.
func appendEscaped(dst, text []byte, delimiter byte) []byte {
	for _, c := range text {
		switch {
		case int(c) < len(letters) && letters[c] != 0:
			dst = append(dst, '\\', letters[c])
		case c == '\\' || c == delimiter:
			dst = append(dst, '\\', c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
