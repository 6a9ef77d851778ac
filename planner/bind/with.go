package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// with binds the common table expressions of a WITH, then body with them in
// sight, and puts a CTE node above it for each.
func (b *binder) with(l *level, w *parser.With, body func() (plan.Node, error)) (plan.Node, error) {
	saved := l.ctes
	defer func() { l.ctes = saved }()
	var ctes []*plan.CTE
	items := make([]*cteList, len(w.CTEs))
	for i, c := range w.CTEs {
		if slices.ContainsFunc(w.CTEs[:i], func(before *parser.CTE) bool { return before.Name == c.Name }) {
			return nil, b.errorf(c, pgerr.DuplicateAlias, "WITH query name %q specified more than once", c.Name)
		}
		items[i] = &cteList{name: c.Name}
		items[i].recursion = &recursion{def: c, bind: func() error {
			cte, err := b.cte(l, items[i], c, w.Recursive)
			ctes = append(ctes, cte)
			return err
		}}
		if w.Recursive { // all see all
			items[i].next, l.ctes = l.ctes, items[i]
		}
	}
	for _, item := range items {
		if err := b.complete(item); err != nil {
			return nil, err
		}
		if !w.Recursive {
			item.next, l.ctes = l.ctes, item
		}
	}
	node, err := body()
	if err != nil {
		return nil, err
	}
	for i := len(ctes) - 1; i >= 0; i-- {
		ctes[i].Body = node
		node = ctes[i]
	}
	return node, nil
}

// cte binds one common table expression.
func (b *binder) cte(l *level, item *cteList, c *parser.CTE, recursive bool) (*plan.CTE, error) {
	if c.Search != nil || c.Cycle != nil {
		return nil, b.unsupported(c, "SEARCH and CYCLE of WITH")
	}
	b.numbers++
	item.number = b.numbers
	var node plan.Node
	var err error
	switch q, ok := c.Stmt.(*parser.Query); {
	case ok && recursive && isUnion(q):
		node, err = b.recursive(l, item, c, q)
	case ok:
		item.form = "recursive query %q does not have the form non-recursive-term UNION [ALL] recursive-term"
		node, err = b.query(l.beside(), q)
	default:
		item.form = "recursive query %q must not contain data-modifying statements"
		node, err = b.change(l, c.Stmt)
	}
	if err != nil {
		return nil, err
	}
	node = b.settleUnknown(node)
	if item.columns, err = b.renamed(node.Schema(), c); err != nil {
		return nil, err
	}
	return &plan.CTE{Number: item.number, Name: c.Name, Definition: node}, nil
}

// renamed applies the column list of a common table expression.
func (b *binder) renamed(s plan.Schema, c *parser.CTE) (plan.Schema, error) {
	if len(c.Columns) > len(s) {
		return nil, b.errorf(c, pgerr.InvalidColumnReference, "WITH query %q has %d columns available but %d columns specified", c.Name, len(s), len(c.Columns))
	}
	out := computed(s)
	for i, name := range c.Columns {
		out[i].Name = name
	}
	return out, nil
}
