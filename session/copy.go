package session

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// runCopy runs COPY FROM STDIN and COPY TO STDOUT in text and CSV (PostgreSQL
// manual, "COPY").
func (s *Session) runCopy(ctx context.Context, c *command, stmt *parser.Copy, w Writer) (*result, error) {
	opts, err := newCopyOptions(c.sql, stmt)
	if err != nil {
		return nil, err
	}
	if err := checkPath(stmt); err != nil {
		return nil, err
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	if stmt.From {
		return s.copyFrom(ctx, c, stmt, opts, w)
	}
	return s.copyTo(ctx, c, stmt, opts, w)
}

// checkPath refuses files of the server: clients have no business there.
func checkPath(stmt *parser.Copy) error {
	what := ""
	switch {
	case stmt.Program:
		what = "COPY with PROGRAM"
	case stmt.Path != "":
		what = "COPY with a file of the server"
	default:
		return nil
	}
	return pgerr.Unsupported(what).WithHint("Use STDIN or STDOUT; psql's \\copy reads and writes the client's files.")
}

// copyTable finds the table of a COPY and the columns that were listed: all
// but the generated ones if none were.
func (s *Session) copyTable(ctx context.Context, stmt *parser.Copy) (*catalog.Table, []int, error) {
	relation, err := s.copied(ctx, stmt)
	if err != nil {
		return nil, nil, err
	}
	t, ok := relation.(*catalog.Table)
	if !ok {
		return nil, nil, notCopied(relation, stmt)
	}
	columns, err := copyColumns(t, stmt.Columns)
	return t, columns, err
}

// copied finds the relation of a COPY.
func (s *Session) copied(ctx context.Context, stmt *parser.Copy) (relation any, err error) {
	name := parser.QuoteIdent(stmt.Table.Name.Name)
	if stmt.Table.Name.Schema != "" {
		name = parser.QuoteIdent(stmt.Table.Name.Schema) + "." + name
	}
	err = s.finding(ctx, func() error {
		_, relation, err = s.relation(name)
		return err
	})
	return relation, err
}

func notCopied(relation any, stmt *parser.Copy) error {
	direction, hint := "from", "Try the COPY (SELECT ...) TO variant."
	if stmt.From {
		direction, hint = "to", "To enable copying to a view, provide an INSTEAD OF INSERT trigger."
	}
	kind := "non-table relation"
	switch relation.(type) {
	case *catalog.View:
		kind = "view"
	case *catalog.Sequence:
		kind = "sequence"
	}
	err := pgerr.Newf(pgerr.WrongObjectType, "cannot copy %s %s %q", direction, kind, stmt.Table.Name.Name)
	if kind == "view" {
		err = err.WithHint("%s", hint)
	}
	return err
}

func copyColumns(t *catalog.Table, names []string) ([]int, error) {
	var columns []int
	for i, c := range t.Columns {
		if len(names) == 0 && c.Generated == "" {
			columns = append(columns, i)
		}
	}
	for _, name := range names {
		i := t.Column(name)
		switch {
		case i < 0:
			return nil, pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", name, t.Name)
		case t.Columns[i].Generated != "":
			return nil, pgerr.Newf(pgerr.InvalidColumnReference, "column %q is a generated column", name).
				WithDetail("Generated columns cannot be used in COPY.")
		case slices.Contains(columns, i):
			return nil, pgerr.Newf(pgerr.DuplicateColumn, "column %q specified more than once", name)
		}
		columns = append(columns, i)
	}
	return columns, nil
}
