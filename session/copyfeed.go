package session

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
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
	notNull   []bool // FORCE_NOT_NULL, by column
	forceNull []bool
	rows      rowReader
	begun     bool
	out       *types.Batch
	arena     types.Arena
}

// rowReader reads the rows of one format into a feed.
type rowReader interface {
	// header reads what precedes the rows.
	header() error
	// row adds the next row to the feed's batch. The error after the last is
	// io.EOF.
	row() error
	// line is the number of the line or row last read, from 1.
	line() int64
}

var (
	_ executor.Operator = (*copyFeed)(nil)
	_ plan.Virtual      = (*copyFeed)(nil)
)

func newCopyFeed(s *Session, t *catalog.Table, columns []int, opts *copyOptions) (*copyFeed, error) {
	f := &copyFeed{table: t, opts: opts, env: &s.styles.parse}
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

// read starts reading in.
func (f *copyFeed) read(in io.Reader) {
	if f.opts.binary {
		f.rows = &binaryRows{feed: f, in: bufio.NewReaderSize(in, copyBuffer)}
		return
	}
	f.rows = &textRows{feed: f, lines: newLineReader(in, f.opts), split: splitter{opts: f.opts}}
}

// Name implements plan.Virtual.
func (f *copyFeed) Name() string { return f.table.Name }

// Close implements executor.Operator.
func (*copyFeed) Close() {}

// Next implements executor.Operator.
func (f *copyFeed) Next(context.Context) (*types.Batch, error) {
	if !f.begun {
		f.begun = true
		if err := f.rows.header(); err != nil {
			return nil, err
		}
	}
	f.out.Reset()
	f.arena.Reset()
	for f.out.Rows() < types.BatchSize {
		err := f.rows.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		f.out.SetRows(f.out.Rows() + 1)
	}
	if f.out.Rows() == 0 {
		return nil, nil
	}
	return f.out, nil
}

// inLine says in which line an error is.
func (f *copyFeed) inLine(err error) error {
	var e *pgerr.Error
	if errors.As(err, &e) {
		e.Where = fmt.Sprintf("COPY %s, line %d", f.table.Name, f.rows.line())
	}
	return err
}

// inColumn says in which line and column an error is.
func (f *copyFeed) inColumn(err error, column int) error {
	var e *pgerr.Error
	if errors.As(f.inLine(err), &e) {
		e.Where += ", column " + f.cols[column].Name
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
