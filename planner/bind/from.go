package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// from binds the items of FROM to one row: their cross product, from left to
// right, so that lateral items see those before them.
func (b *binder) from(l *level, items []parser.TableExpr) (plan.Node, *scope, error) {
	if len(items) == 0 {
		return &plan.Values{Rows: [][]expr.Expr{{}}}, &scope{}, nil
	}
	node, left, err := b.tableExpr(l, items[0], &scope{})
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items[1:] {
		right, err := b.rightSide(l, item, left)
		if err != nil {
			return nil, nil, err
		}
		if err := b.distinctNames(left, right.scope, item); err != nil {
			return nil, nil, err
		}
		node = right.join(plan.InnerJoin, node)
		left = left.beside(right.scope)
	}
	return node, left, nil
}

// side is the right side of a join, with the values of the left row that it
// reads if it is lateral.
type side struct {
	node  plan.Node
	scope *scope
	args  []expr.Expr
}

// rightSide binds an item that may read the row of left.
func (b *binder) rightSide(l *level, item parser.TableExpr, left *scope) (side, error) {
	inner := l.lateral(left)
	node, scope, err := b.tableExpr(inner, item, left)
	return side{node, scope, *inner.correlated}, err
}

func (s side) join(kind plan.JoinKind, left plan.Node) *plan.Join {
	return &plan.Join{Kind: kind, Left: left, Right: s.node, Lateral: len(s.args) > 0, LateralArgs: s.args}
}

// distinctNames refuses two items of one name, unless they are tables of
// different schemas.
func (b *binder) distinctNames(left, right *scope, node parser.Node) error {
	for _, r := range right.entries {
		for _, l := range left.entries {
			sameTable := l.schema == r.schema || l.schema == "" || r.schema == ""
			if l.name == r.name && sameTable && r.name != "" {
				return pgerr.Newf(pgerr.DuplicateAlias, "table name %q specified more than once", r.name)
			}
		}
	}
	return nil
}

// tableExpr binds one item. l is the level whose names the item may use: a
// lateral one for everything but the first item, of which only what is
// implicitly or explicitly lateral reads left.
func (b *binder) tableExpr(l *level, item parser.TableExpr, left *scope) (plan.Node, *scope, error) {
	switch item := item.(type) {
	case *parser.Table:
		return b.table(l, item)
	case *parser.DerivedTable:
		return b.derived(l, item)
	case *parser.FuncTable:
		return b.functionTable(l, item)
	case *parser.Join:
		return b.join(l, item, left)
	}
	return nil, nil, b.unsupported(item, "this FROM item")
}

// derived binds a subquery in FROM.
func (b *binder) derived(l *level, d *parser.DerivedTable) (plan.Node, *scope, error) {
	inner := l.beside()
	if !d.Lateral {
		inner = l.blind()
	}
	node, err := b.query(inner, d.Query)
	if err != nil {
		return nil, nil, err
	}
	node = b.settleUnknown(node)
	if d.Alias == nil {
		return nil, nil, b.at(pgerr.New(pgerr.SyntaxError, "subquery in FROM must have an alias").
			WithHint("For example, FROM (SELECT ...) [AS] foo."), d)
	}
	return b.aliased(node, d.Alias.Name, d.Alias, d, len(node.Schema()))
}

// aliased names an item and its columns; those from visible on are system
// columns.
func (b *binder) aliased(node plan.Node, name string, alias *parser.Alias, ref parser.Node, visible int) (plan.Node, *scope, error) {
	s := newEntry(name, node.Schema(), visible)
	if alias == nil {
		return node, s, nil
	}
	e := s.entries[0]
	if alias.Name != "" {
		e.name = alias.Name
	}
	return node, s, b.nameColumns(e, alias, ref)
}

// nameColumns gives the columns of an item the names that its alias lists.
func (b *binder) nameColumns(e *entry, alias *parser.Alias, ref parser.Node) error {
	if len(alias.Columns) > len(e.columns) {
		return b.errorf(ref, pgerr.InvalidColumnReference, "table %q has %d columns available but %d columns specified", e.name, len(e.columns), len(alias.Columns))
	}
	for i, c := range alias.Columns {
		e.columns[i].name = c
	}
	return nil
}
