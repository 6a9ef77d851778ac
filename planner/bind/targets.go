package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// target binds one item of a select list: one column, or those of a star.
func (b *binder) target(l *level, t *parser.Target) ([]target, error) {
	switch e := t.Expr.(type) {
	case *parser.ColumnRef:
		if e.Star {
			return b.star(l, e)
		}
	case *parser.FieldStar:
		return b.fieldStar(l, e)
	}
	bound, err := b.expr(l, t.Expr)
	if err != nil {
		return nil, err
	}
	return []target{{name: outputName(t), expr: bound, node: t.Expr}}, nil
}

// star expands * and item.*.
func (b *binder) star(l *level, ref *parser.ColumnRef) ([]target, error) {
	if len(ref.Names) == 0 {
		if l.scope == nil || len(l.scope.entries) == 0 {
			return nil, b.errorf(ref, pgerr.SyntaxError, "SELECT * with no tables specified is not valid")
		}
		return b.columnsOf(l.scope.columns, ref), nil
	}
	at, e, err := b.starred(l, ref)
	if err != nil {
		return nil, err
	}
	return b.captured(l, at, b.columnsOf(e.columns, ref)), nil
}

// starred finds the item of item.*, and the level that shows it.
func (b *binder) starred(l *level, ref *parser.ColumnRef) (*level, *entry, error) {
	name, schema := ref.Names[len(ref.Names)-1], ""
	if len(ref.Names) > 1 {
		schema = ref.Names[len(ref.Names)-2]
	}
	for at := l; at != nil; at = at.outer {
		if at.scope == nil {
			continue
		}
		if e, _ := at.scope.entry(schema, name); e != nil {
			return at, e, e.barred()
		}
	}
	return nil, nil, b.at(l.notFound(append(ref.Names[:len(ref.Names):len(ref.Names)], "*")), ref)
}

// starValue binds item.* where one value is wanted: the item's row.
func (b *binder) starValue(l *level, ref *parser.ColumnRef) (expr.Expr, error) {
	if len(ref.Names) == 0 {
		return nil, b.errorf(ref, pgerr.SyntaxError, "row expansion via \"*\" is not supported here")
	}
	at, e, err := b.starred(l, ref)
	if err != nil {
		return nil, err
	}
	return l.carry(at, b.rowOf(e)), nil
}

// captured makes columns found in an outer level readable in l.
func (b *binder) captured(l, found *level, targets []target) []target {
	for i := range targets {
		targets[i].expr = l.carry(found, targets[i].expr)
	}
	return targets
}

func (b *binder) columnsOf(cols []scopeColumn, node parser.Node) []target {
	out := make([]target, len(cols))
	for i, c := range cols {
		out[i] = target{name: c.name, expr: expr.At(c.expr, b.position(node)), node: node}
		if c.from != nil {
			out[i].item = c.from.name
		}
	}
	return out
}

// unstarred writes a star as the columns that it stands for, so that a view
// keeps the columns it was made with.
func unstarred(t *parser.Target, bound []target) []*parser.Target {
	if ref, ok := t.Expr.(*parser.ColumnRef); !ok || !ref.Star {
		return []*parser.Target{t}
	}
	out := make([]*parser.Target, len(bound))
	for i, column := range bound {
		names := []string{column.name}
		if column.item != "" {
			names = []string{column.item, column.name}
		}
		out[i] = &parser.Target{Loc: t.Loc, Expr: &parser.ColumnRef{Loc: t.Loc, Names: names}}
	}
	return out
}

// outputName is the name of an output column.
func outputName(t *parser.Target) string {
	if t.As != "" {
		return t.As
	}
	return parser.ColumnName(t.Expr)
}
