package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// columnRef binds a name: a column, a column of an item, or a whole row.
func (b *binder) columnRef(l *level, ref *parser.ColumnRef) (expr.Expr, error) {
	e, err := l.resolve(ref.Names)
	if err != nil {
		return nil, b.at(err, ref)
	}
	if c, ok := e.(*expr.Column); ok {
		placed := *c
		placed.Pos = b.position(ref)
		return &placed, nil
	}
	if e != nil {
		return e, nil
	}
	return nil, b.at(l.notFound(ref.Names), ref)
}

// resolve finds a name here or in a level outside; nil if there is none.
func (l *level) resolve(names []string) (expr.Expr, error) {
	if l == nil {
		return nil, nil
	}
	if l.scope != nil {
		if e, err := l.scope.resolve(names); e != nil || err != nil {
			return e, err
		}
	}
	e, err := l.outer.resolve(names)
	if e == nil || err != nil {
		return nil, err
	}
	return l.capture(e), nil
}

func (s *scope) resolve(names []string) (expr.Expr, error) {
	name := names[len(names)-1]
	if len(names) == 1 {
		found := s.column(name)
		if len(found) == 0 {
			return s.wholeRow("", name)
		}
		return single(found, name)
	}
	schema := ""
	if len(names) > 2 {
		schema = names[len(names)-3]
	}
	e, ambiguous := s.entry(schema, names[len(names)-2])
	if ambiguous {
		return nil, pgerr.Newf(pgerr.AmbiguousAlias, "table reference %q is ambiguous", names[len(names)-2])
	}
	if e == nil {
		return nil, nil
	}
	found := e.column(name)
	if len(found) == 0 {
		return nil, pgerr.Newf(pgerr.UndefinedColumn, "column %s does not exist", strings.Join(names, "."))
	}
	return single(found, name)
}

func single(found []scopeColumn, name string) (expr.Expr, error) {
	if len(found) > 1 {
		return nil, pgerr.Newf(pgerr.AmbiguousColumn, "column reference %q is ambiguous", name)
	}
	return found[0].expr, nil
}

// wholeRow is a table's name used as a value: the record of its columns.
func (s *scope) wholeRow(schema, name string) (expr.Expr, error) {
	e, ambiguous := s.entry(schema, name)
	if e == nil || ambiguous {
		return nil, nil
	}
	row := &expr.MakeRow{Result: expr.ResultOf(types.RecordType)}
	for i, c := range e.columns {
		name := c.name
		if e.table != nil {
			name = e.table.Columns[i].Name // of the table's row type, whatever the alias says
		}
		row.Names = append(row.Names, name)
		row.Fields = append(row.Fields, c.expr)
	}
	return row, nil
}

// notFound is the error for a name that no level knows: PostgreSQL tells a
// missing table from a missing column.
func (l *level) notFound(names []string) error {
	if len(names) == 1 {
		return pgerr.Newf(pgerr.UndefinedColumn, "column %q does not exist", names[0])
	}
	table := names[len(names)-2]
	err := pgerr.Newf(pgerr.UndefinedTable, "missing FROM-clause entry for table %q", table)
	for ; l != nil; l = l.outer {
		if l.scope == nil {
			continue
		}
		for _, e := range l.scope.entries {
			if e.table != nil && e.table.Name == table {
				return pgerr.Newf(pgerr.UndefinedTable, "invalid reference to FROM-clause entry for table %q", table).
					WithHint("Perhaps you meant to reference the table alias %q.", e.name)
			}
		}
	}
	return err
}
