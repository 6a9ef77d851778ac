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
	for i, c := range w.CTEs {
		if slices.ContainsFunc(w.CTEs[:i], func(before *parser.CTE) bool { return before.Name == c.Name }) {
			return nil, b.errorf(c, pgerr.DuplicateAlias, "WITH query name %q specified more than once", c.Name)
		}
		cte, err := b.cte(l, c, w.Recursive)
		if err != nil {
			return nil, err
		}
		ctes = append(ctes, cte)
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

// cte binds one common table expression and puts it in sight.
func (b *binder) cte(l *level, c *parser.CTE, recursive bool) (*plan.CTE, error) {
	if c.Search != nil || c.Cycle != nil {
		return nil, b.unsupported(c, "SEARCH and CYCLE of WITH")
	}
	b.numbers++
	number := b.numbers
	var node plan.Node
	var err error
	if q, ok := c.Stmt.(*parser.Query); ok && recursive && isUnion(q) {
		node, err = b.recursive(l, c, q, number)
	} else if ok {
		node, err = b.query(l.beside(), q)
	} else {
		node, err = b.change(l, c.Stmt)
	}
	if err != nil {
		return nil, err
	}
	node = b.settleUnknown(node)
	cols, err := b.renamed(node.Schema(), c)
	if err != nil {
		return nil, err
	}
	l.ctes = &cteList{next: l.ctes, name: c.Name, number: number, columns: cols}
	return &plan.CTE{Number: number, Name: c.Name, Definition: node}, nil
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

func isUnion(q *parser.Query) bool {
	union, ok := q.Body.(*parser.SetOp)
	return ok && union.Kind == parser.Union
}

// recursive binds base UNION [ALL] step, where step reads the rows of the
// round before under the expression's own name. A step that does not is an
// ordinary query.
func (b *binder) recursive(l *level, c *parser.CTE, q *parser.Query, number int) (plan.Node, error) {
	union := q.Body.(*parser.SetOp)
	base, err := b.query(l.beside(), union.Left)
	if err != nil {
		return nil, err
	}
	base = b.settleUnknown(base)
	cols, err := b.renamed(base.Schema(), c)
	if err != nil {
		return nil, err
	}
	inner := l.beside()
	inner.ctes = &cteList{next: l.ctes, name: c.Name, number: number, columns: cols}
	step, err := b.query(inner, union.Right)
	if err != nil {
		return nil, err
	}
	if !inner.ctes.used {
		return b.query(l.beside(), q)
	}
	if len(q.OrderBy) > 0 || q.Limit != nil {
		return nil, b.unsupported(c, "ORDER BY in a recursive query")
	}
	if step, err = b.recursiveTypes(step, cols, c); err != nil {
		return nil, err
	}
	return &plan.RecursiveUnion{Number: number, All: union.All, Base: base, Step: step, Cols: cols}, nil
}

// recursiveTypes holds the recursive term to the column types of the other.
func (b *binder) recursiveTypes(step plan.Node, cols plan.Schema, c *parser.CTE) (plan.Node, error) {
	got := step.Schema()
	if len(got) != len(cols) {
		return nil, b.errorf(c, pgerr.SyntaxError, "each UNION query must have the same number of columns")
	}
	mods := make([]int32, len(cols))
	for i := range cols {
		mods[i] = cols[i].Typmod
		common, err := b.Functions.CommonType("UNION", cols[i].Type, got[i].Type)
		if err != nil {
			return nil, b.at(err, c)
		}
		if common != cols[i].Type {
			return nil, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "recursive query %q column %d has type %s in non-recursive term but type %s overall",
				c.Name, i+1, cols[i].Type.SQLName, common.SQLName).WithHint("Cast the output of the non-recursive term to the correct type."), c)
		}
	}
	return b.convert(step, cols.Types(), mods, implicit, c)
}
