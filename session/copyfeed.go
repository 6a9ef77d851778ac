package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// copyFeed reads the rows of COPY data. It is the table that the binder sees
// and the operator that the executor runs.
type copyFeed struct {
	table     *catalog.Table
	cols      plan.Schema
	opts      *copyOptions
	env       *types.ParseEnv
	lines     *lineReader
	split     splitter
	notNull   []bool // FORCE_NOT_NULL, by column
	forceNull []bool
	begun     bool
	out       *types.Batch
	arena     types.Arena
}

var (
	_ executor.Operator = (*copyFeed)(nil)
	_ plan.Virtual      = (*copyFeed)(nil)
)

func newCopyFeed(s *Session, t *catalog.Table, columns []int, opts *copyOptions) (*copyFeed, error) {
	f := &copyFeed{table: t, opts: opts, env: &s.styles.parse, split: splitter{opts: opts}}
	names := make([]string, len(columns))
	for i, c := range columns {
		col := t.Columns[c]
		names[i] = col.Name
		f.cols = append(f.cols, plan.Column{Name: col.Name, Type: col.Type, Typmod: col.Typmod})
	}
	exists := func(name string) error {
		_, err := copyColumns(t, []string{name})
		return err
	}
	var err error
	if f.notNull, err = opts.forceNotNull.flags("FORCE_NOT_NULL", names, exists); err != nil {
		return nil, err
	}
	if f.forceNull, err = opts.forceNull.flags("FORCE_NULL", names, exists); err != nil {
		return nil, err
	}
	f.out = types.NewBatch(f.cols.Types(), types.BatchSize)
	return f, nil
}

// Name implements plan.Virtual.
func (f *copyFeed) Name() string { return f.table.Name }

// Close implements executor.Operator.
func (*copyFeed) Close() {}

// Next implements executor.Operator.
func (f *copyFeed) Next(context.Context) (*types.Batch, error) {
	if !f.begun {
		f.begun = true
		if err := f.header(); err != nil {
			return nil, err
		}
	}
	f.out.Reset()
	f.arena.Reset()
	for f.out.Rows() < types.BatchSize {
		line, err := f.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, f.inLine(err)
		}
		if err := f.row(line); err != nil {
			return nil, err
		}
	}
	if f.out.Rows() == 0 {
		return nil, nil
	}
	return f.out, nil
}

// row adds the row of a line.
func (f *copyFeed) row(line []byte) error {
	if !utf8.Valid(line) {
		return f.inLine(invalidUTF8(line))
	}
	fields, err := f.split.split(line)
	if err == nil && len(f.cols) == 0 && len(line) == 0 {
		fields = nil
	}
	switch {
	case err != nil:
	case len(fields) < len(f.cols):
		err = pgerr.Newf(pgerr.BadCopyFileFormat, "missing data for column %q", f.cols[len(fields)].Name)
	case len(fields) > len(f.cols):
		err = pgerr.New(pgerr.BadCopyFileFormat, "extra data after last expected column")
	}
	if err != nil {
		return f.at(err, -1, string(line))
	}
	for i := range f.cols {
		if err := f.value(i, fields[i], line); err != nil {
			return err
		}
	}
	f.out.SetRows(f.out.Rows() + 1)
	return nil
}

// value adds a field of a line to column i.
func (f *copyFeed) value(i int, x field, line []byte) error {
	switch {
	case x.null && f.notNull[i]:
		x.null = false
	case !x.null && f.forceNull[i] && string(x.text) == f.opts.null:
		x.null = true
	}
	if x.null {
		f.out.Cols[i].AppendValue(types.Null)
		return nil
	}
	if !utf8.Valid(x.text) {
		return f.at(invalidUTF8(x.text), -1, string(line))
	}
	text := f.arena.String(x.text)
	v, err := types.ParseText(f.cols[i].Type, f.cols[i].Typmod, text, f.env)
	if err != nil {
		return f.at(err, i, text)
	}
	f.out.Cols[i].AppendValue(v)
	return nil
}

// header reads the header line, if there is to be one.
func (f *copyFeed) header() error {
	if f.opts.header == noHeader {
		return nil
	}
	line, err := f.lines.next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil || f.opts.header != matchHeader {
		return err
	}
	fields, err := f.split.split(line)
	if err == nil {
		err = f.match(fields)
	}
	return f.at(err, -1, string(line))
}

// match compares the names of a header with the columns.
func (f *copyFeed) match(fields []field) error {
	if len(fields) != len(f.cols) {
		return pgerr.Newf(pgerr.BadCopyFileFormat, "wrong number of fields in header line: got %d, expected %d", len(fields), len(f.cols))
	}
	for i, x := range fields {
		switch name := f.cols[i].Name; {
		case x.null:
			return pgerr.Newf(pgerr.BadCopyFileFormat, "column name mismatch in header line field %d: got null value (%q), expected %q",
				i+1, f.opts.null, name)
		case string(x.text) != name:
			return pgerr.Newf(pgerr.BadCopyFileFormat, "column name mismatch in header line field %d: got %q, expected %q", i+1, x.text, name)
		}
	}
	return nil
}

// inLine says in which line an error is.
func (f *copyFeed) inLine(err error) error {
	var e *pgerr.Error
	if errors.As(err, &e) {
		e.Where = fmt.Sprintf("COPY %s, line %d", f.table.Name, f.lines.number)
	}
	return err
}

// at says in which line, in which column, if that is not negative, and at what
// text an error is.
func (f *copyFeed) at(err error, column int, text string) error {
	var e *pgerr.Error
	ok := errors.As(f.inLine(err), &e)
	if !ok {
		return err
	}
	if column >= 0 {
		e.Where += ", column " + f.cols[column].Name
	}
	e.Where += ": \"" + shortened(text) + "\""
	return e
}

// maxContext is how much of the data a context shows.
const maxContext = 100

func shortened(text string) string {
	if len(text) <= maxContext {
		return text
	}
	end := maxContext
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}

// invalidUTF8 names the first bytes that are not UTF-8.
func invalidUTF8(b []byte) error {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			break
		}
		b = b[size:]
	}
	n := 1
	switch {
	case b[0]&0xe0 == 0xc0:
		n = 2
	case b[0]&0xf0 == 0xe0:
		n = 3
	case b[0]&0xf8 == 0xf0:
		n = 4
	}
	text := ""
	for _, c := range b[:min(n, len(b))] {
		text += " 0x" + strconv.FormatInt(int64(c)+0x100, 16)[1:]
	}
	return pgerr.New(pgerr.CharacterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\":"+text)
}
