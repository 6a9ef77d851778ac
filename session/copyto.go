package session

import (
	"context"
	"io"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// copyTo runs COPY TO STDOUT: each row is one message.
func (s *Session) copyTo(ctx context.Context, c *command, stmt *parser.Copy, opts *copyOptions, w Writer) (*result, error) {
	query, exists, err := s.copyQuery(stmt)
	if err != nil {
		return nil, err
	}
	r, err := s.runBound(ctx, c.sql, query)
	if err != nil {
		return nil, err
	}
	defer r.close()
	if r.fields == nil {
		return nil, pgerr.New(pgerr.FeatureNotSupported, "COPY query must have a RETURNING clause")
	}
	e := &copyEncoder{opts: opts, style: &s.styles.style, fields: r.fields}
	if e.force, err = opts.forceQuote.flags("FORCE_QUOTE", fieldNames(r.fields), exists); err != nil {
		return nil, err
	}
	out, err := w.CopyOut(len(r.fields), false)
	if err != nil {
		return nil, err
	}
	if err := e.copy(ctx, r, out); err != nil {
		return nil, err
	}
	return &result{tag: "COPY", counted: true, sent: r.sent}, out.Close()
}

func fieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

// copyQuery is the query whose rows are copied; exists checks a column name of
// an option.
func (s *Session) copyQuery(stmt *parser.Copy) (parser.Stmt, func(name string) error, error) {
	if stmt.Query != nil {
		return stmt.Query, func(name string) error {
			return pgerr.Newf(pgerr.UndefinedColumn, "column %q does not exist", name)
		}, nil
	}
	t, columns, err := s.copyTable(stmt)
	if err != nil {
		return nil, nil, err
	}
	row := &parser.Select{Loc: parser.Unknown, From: []parser.TableExpr{stmt.Table}}
	for _, i := range columns {
		ref := &parser.ColumnRef{Loc: parser.Unknown, Names: []string{t.Columns[i].Name}}
		row.Targets = append(row.Targets, &parser.Target{Loc: parser.Unknown, Expr: ref})
	}
	exists := func(name string) error {
		_, err := copyColumns(t, []string{name})
		return err
	}
	return &parser.Query{Loc: parser.Unknown, Body: row}, exists, nil
}

// runBound binds and runs a statement that has no text of its own.
func (s *Session) runBound(ctx context.Context, sql string, stmt parser.Stmt) (*result, error) {
	p, err := s.bind(sql, stmt, nil)
	if err != nil {
		return nil, err
	}
	return s.runPlanned(ctx, p, nil)
}

// copyEncoder writes rows as COPY data.
type copyEncoder struct {
	opts    *copyOptions
	style   *types.Style
	fields  []Field
	force   []bool // FORCE_QUOTE, by column
	line    []byte
	scratch []byte
}

// copy writes all rows of a result.
func (e *copyEncoder) copy(ctx context.Context, r *result, out io.Writer) error {
	if e.opts.header == withHeader {
		if err := e.header(out); err != nil {
			return err
		}
	}
	for {
		b, err := r.rows.next(ctx, 0)
		if b == nil || err != nil {
			return err
		}
		for i := range b.Len() {
			if err := e.row(b, b.Index(i), out); err != nil {
				return err
			}
		}
		r.sent += int64(b.Len())
	}
}

func (e *copyEncoder) header(out io.Writer) error {
	e.line = e.line[:0]
	for i, f := range e.fields {
		e.separate(i)
		e.field([]byte(f.Name), false)
	}
	return e.end(out)
}

func (e *copyEncoder) row(b *types.Batch, row int, out io.Writer) error {
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

func (e *copyEncoder) separate(i int) {
	if i > 0 {
		e.line = append(e.line, e.opts.delimiter)
	}
}

func (e *copyEncoder) end(out io.Writer) error {
	e.line = append(e.line, '\n')
	_, err := out.Write(e.line)
	return err
}

// field adds one value.
func (e *copyEncoder) field(text []byte, quote bool) {
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
func (e *copyEncoder) needsQuotes(text []byte) bool {
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
