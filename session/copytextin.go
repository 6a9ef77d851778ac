package session

import (
	"errors"
	"io"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// textRows reads rows of the formats text and CSV.
type textRows struct {
	feed  *copyFeed
	lines *lineReader
	split splitter
}

// line implements rowReader.
func (r *textRows) line() int64 { return r.lines.number }

// row implements rowReader.
func (r *textRows) row() error {
	line, err := r.lines.next()
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case err != nil:
		return r.feed.inLine(err)
	}
	return r.values(line)
}

// values adds the row of a line.
func (r *textRows) values(line []byte) error {
	f := r.feed
	if err := pgerr.CheckBytes(line); err != nil {
		return f.inLine(err)
	}
	fields, err := r.split.split(line)
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
	if err := pgerr.CheckBytes(x.text); err != nil {
		return f.at(err, -1, string(line))
	}
	text := f.arena.String(x.text)
	v, err := types.ParseText(f.cols[i].Type, f.cols[i].Typmod, text, f.env)
	if err != nil {
		return f.at(err, i, text)
	}
	f.out.Cols[i].AppendValue(v)
	return nil
}

// header implements rowReader: a line of names, if there is to be one.
func (r *textRows) header() error {
	f := r.feed
	if f.opts.header == noHeader {
		return nil
	}
	line, err := r.lines.next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil || f.opts.header != matchHeader {
		return err
	}
	fields, err := r.split.split(line)
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
