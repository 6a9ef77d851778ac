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
	query, exists, err := s.copyQuery(ctx, stmt)
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
	e, err := s.copyEncoder(opts, r.fields, exists)
	if err != nil {
		return nil, err
	}
	out, err := w.CopyOut(len(r.fields), opts.binary)
	if err != nil {
		return nil, err
	}
	if err := copyRows(ctx, r, e, out); err != nil {
		return nil, err
	}
	return &result{tag: "COPY", counted: true, sent: r.sent}, out.Close()
}

// rowEncoder writes rows in one format.
type rowEncoder interface {
	header(out io.Writer) error
	row(b *types.Batch, row int, out io.Writer) error
	trailer(out io.Writer) error
}

func (s *Session) copyEncoder(opts *copyOptions, fields []Field, exists func(name string) error) (rowEncoder, error) {
	if opts.binary {
		return &binaryEncoder{}, nil
	}
	force, err := opts.forceQuote.flags("FORCE_QUOTE", fieldNames(fields), exists)
	return &textEncoder{opts: opts, style: &s.styles.style, fields: fields, force: force}, err
}

// copyRows writes all rows of a result.
func copyRows(ctx context.Context, r *result, e rowEncoder, out io.Writer) error {
	if err := e.header(out); err != nil {
		return err
	}
	for {
		b, err := r.rows.next(ctx, 0)
		if err != nil {
			return err
		}
		if b == nil {
			return e.trailer(out)
		}
		for i := range b.Len() {
			if err := e.row(b, b.Index(i), out); err != nil {
				return err
			}
		}
		r.sent += int64(b.Len())
	}
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
func (s *Session) copyQuery(ctx context.Context, stmt *parser.Copy) (parser.Stmt, func(name string) error, error) {
	if stmt.Query != nil {
		return stmt.Query, func(name string) error {
			return pgerr.Newf(pgerr.UndefinedColumn, "column %q does not exist", name)
		}, nil
	}
	t, columns, err := s.copyTable(ctx, stmt)
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
	p, err := s.bind(ctx, sql, stmt, nil)
	if err != nil {
		return nil, err
	}
	return s.runPlanned(ctx, p, nil)
}
