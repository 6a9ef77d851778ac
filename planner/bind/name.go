package bind

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// columnRef binds a name: a column, a column of an item, or a whole row.
func (b *binder) columnRef(l *level, ref *parser.ColumnRef) (expr.Expr, error) {
	e, err := b.resolve(l, ref.Names, b.position(ref))
	if e == nil && err == nil {
		err = l.notFound(ref.Names)
	}
	b.renaming.ref(ref)
	return e, b.at(err, ref)
}

// resolve finds a name here or in a level outside; nil if there is none. pos
// is where it stands.
func (b *binder) resolve(l *level, names []string, pos int) (expr.Expr, error) {
	if l == nil {
		return nil, nil
	}
	if l.scope != nil {
		e, err := b.lookup(l.scope, names)
		if e != nil || err != nil {
			return expr.At(e, pos), err
		}
	}
	e, err := b.resolve(l.outer, names, pos)
	if e == nil || err != nil {
		return nil, err
	}
	return l.capture(e), nil
}

func (b *binder) lookup(s *scope, names []string) (expr.Expr, error) {
	name := names[len(names)-1]
	if len(names) == 1 {
		found := s.column(name)
		if len(found) == 0 {
			return b.wholeRow(s, "", name)
		}
		return b.only(found, name)
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
	return b.only(found, name)
}

// only is the column of a name that must not be ambiguous.
func (b *binder) only(found []scopeColumn, name string) (expr.Expr, error) {
	if len(found) > 1 {
		return nil, pgerr.Newf(pgerr.AmbiguousColumn, "column reference %q is ambiguous", name)
	}
	if b.renaming != nil {
		b.renaming.from = found[0].from
	}
	return found[0].expr, found[0].from.barred()
}

// barred is the error for reading an item that has a bar.
func (e *entry) barred() error {
	if e == nil || e.bar == open {
		return nil
	}
	err := pgerr.Newf(pgerr.InvalidColumnReference, "invalid reference to FROM-clause entry for table %q", e.name)
	if e.bar == outerSide {
		return err.WithDetail("The combining JOIN type must be INNER or LEFT for a LATERAL reference.")
	}
	return err.WithHint("There is an entry for table %q, but it cannot be referenced from this part of the query.", e.name)
}

// notFound is the error for a name that no level shows: PostgreSQL tells a
// missing table from a missing column, and from one that may not be read here.
func (l *level) notFound(names []string) error {
	if len(names) == 1 {
		return l.columnNotFound(names[0])
	}
	table := names[len(names)-2]
	for ; l != nil; l = l.outer {
		if hint := l.meant(table); hint != "" {
			return pgerr.Newf(pgerr.UndefinedTable, "invalid reference to FROM-clause entry for table %q", table).WithHint("%s", hint)
		}
	}
	return pgerr.Newf(pgerr.UndefinedTable, "missing FROM-clause entry for table %q", table)
}

// meant says what of l a name of a table may have been meant for.
func (l *level) meant(table string) string {
	if l.hidden != nil {
		if e, _ := l.hidden.entry("", table); e != nil {
			return fmt.Sprintf("There is an entry for table %q, but it cannot be referenced from this part of the query.", table)
		}
	}
	if l.scope == nil {
		return ""
	}
	for _, e := range l.scope.entries {
		if e.relation != 0 && e.origin == table {
			return fmt.Sprintf("Perhaps you meant to reference the table alias %q.", e.name)
		}
	}
	return ""
}

func (l *level) columnNotFound(name string) error {
	err := pgerr.Newf(pgerr.UndefinedColumn, "column %q does not exist", name)
	for ; l != nil; l = l.outer {
		if l.hidden == nil {
			continue
		}
		if found := l.hidden.column(name); len(found) > 0 && found[0].from != nil {
			return err.WithHint("There is a column named %q in table %q, but it cannot be referenced from this part of the query.", name, found[0].from.name)
		}
	}
	return err
}
