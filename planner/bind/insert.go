package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// insertion is one INSERT while it is bound.
type insertion struct {
	*binder
	l       *level
	ins     *parser.Insert
	table   *catalog.Table
	to      *changeable
	columns []int // that the source fills, indexes into those of to
}

func (b *binder) insert(l *level, ins *parser.Insert) (plan.Node, error) {
	to, err := b.changeable(ins.Table, inserting)
	if err != nil {
		return nil, err
	}
	t := to.table
	n := &insertion{binder: b, l: l, ins: ins, table: t, to: to}
	if err := n.listColumns(); err != nil {
		return nil, err
	}
	node := &plan.Insert{Table: t}
	if node.Input, err = n.source(); err != nil {
		return nil, err
	}
	if node.Input, err = b.generate(node.Input, t); err != nil {
		return nil, err
	}
	if node.Checks, err = b.checks(t); err != nil {
		return nil, err
	}
	if node.Through, err = to.through(); err != nil {
		return nil, err
	}
	node.Foreign, _ = b.foreignKeys(t)
	if node.Conflict, err = n.conflict(); err != nil {
		return nil, err
	}
	node.Returning, node.Cols, err = b.returning(l, to.writtenRow(to.called(ins.Table.Alias)), ins.Returning)
	node.System = to.written(node.Returning)
	return node, err
}

// listColumns settles which columns the source fills: those written, else all.
func (n *insertion) listColumns() error {
	for _, target := range n.ins.Columns {
		if len(target.Path) > 0 {
			return n.unsupported(target, "INSERT into a part of a column")
		}
		i, err := n.columnIndex(n.to, target)
		if err != nil {
			return err
		}
		if slices.Contains(n.columns, i) {
			return n.errorf(target, pgerr.DuplicateColumn, "column %q specified more than once", target.Column)
		}
		n.columns = append(n.columns, i)
	}
	if len(n.ins.Columns) == 0 {
		for i := range n.to.columns {
			n.columns = append(n.columns, i)
		}
	}
	return nil
}

// source binds the rows to insert as all columns of the table.
func (n *insertion) source() (plan.Node, error) {
	q := n.ins.Source
	if q == nil {
		row, err := n.complete(nil, nil)
		return &plan.Values{Columns: n.schema(), Rows: [][]expr.Expr{row}}, err
	}
	if v, ok := q.Body.(*parser.Values); ok && q.With == nil && q.OrderBy == nil && q.Limit == nil {
		return n.values(v)
	}
	node, err := n.query(n.l.beside(), q)
	if err != nil {
		return nil, err
	}
	if err := n.fits(len(node.Schema()), func(i int) parser.Node { return outputNode(q, i) }); err != nil {
		return nil, err
	}
	return n.fromQuery(node, q)
}

// fromQuery assigns the columns of a query to those of the table.
func (n *insertion) fromQuery(node plan.Node, q *parser.Query) (plan.Node, error) {
	exprs := make([]expr.Expr, len(node.Schema()))
	input := node
	for i := range exprs {
		exprs[i] = node.Schema().Ref(i)
	}
	if p, ok := node.(*plan.Project); ok {
		input, exprs = p.Input, p.Exprs
	}
	nodes := make([]parser.Expr, len(exprs))
	for i := range nodes {
		nodes[i] = &parser.Default{Loc: parser.Loc(q.Pos())}
	}
	if s, ok := q.Body.(*parser.Select); ok && len(s.Targets) == len(nodes) {
		for i, t := range s.Targets {
			nodes[i] = t.Expr
		}
	}
	row, err := n.complete(exprs, nodes)
	return &plan.Project{Input: input, Exprs: row, Cols: n.schema()}, err
}

// values binds VALUES, whose entries may be DEFAULT.
func (n *insertion) values(v *parser.Values) (plan.Node, error) {
	out := &plan.Values{Columns: n.schema()}
	row := n.l.beside()
	row.clause = "VALUES"
	for _, r := range v.Rows {
		if err := n.fits(len(r), func(i int) parser.Node { return r[i] }); err != nil {
			return nil, err
		}
		es := make([]expr.Expr, len(r))
		for i, e := range r {
			if _, isDefault := e.(*parser.Default); isDefault {
				continue
			}
			var err error
			if es[i], err = n.expr(row, e); err != nil {
				return nil, err
			}
		}
		full, err := n.complete(es, r)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, full)
	}
	return out, nil
}

// fits checks the number of values, the i-th of which is nth(i), against the
// columns. Fewer are allowed only where the statement lists no columns.
func (n *insertion) fits(values int, nth func(i int) parser.Node) error {
	switch {
	case values > len(n.columns):
		return n.errorf(nth(len(n.columns)), pgerr.SyntaxError, "INSERT has more expressions than target columns")
	case values < len(n.columns) && len(n.ins.Columns) > 0:
		return n.errorf(n.ins.Columns[values], pgerr.SyntaxError, "INSERT has more target columns than expressions")
	}
	return nil
}

// complete makes a row of all columns: given values cast to their columns,
// the others their default. A nil value is DEFAULT.
func (n *insertion) complete(values []expr.Expr, nodes []parser.Expr) ([]expr.Expr, error) {
	row := make([]expr.Expr, len(n.table.Columns))
	for i, e := range values {
		at, err := n.to.assigned(n.columns[i])
		if err != nil {
			return nil, err
		}
		c := n.table.Columns[at]
		if e == nil || c.Identity != 0 && n.ins.Overriding == parser.OverridingUser {
			continue
		}
		if err := n.mayAssign(c); err != nil {
			return nil, err
		}
		if row[at] != nil {
			return nil, pgerr.Newf(pgerr.SyntaxError, "multiple assignments to same column %q", c.Name)
		}
		if row[at], err = n.assign(e, c, n.to.columns[n.columns[i]].name, nodes[i]); err != nil {
			return nil, err
		}
	}
	for i, c := range n.table.Columns {
		if row[i] == nil {
			var err error
			if row[i], err = n.defaultOf(c); err != nil {
				return nil, err
			}
		}
	}
	return row, nil
}

// mayAssign refuses values for columns that the system fills.
func (n *insertion) mayAssign(c *catalog.Column) error {
	switch {
	case c.Generated != "":
		return pgerr.Newf(pgerr.GeneratedAlways, "cannot insert a non-DEFAULT value into column %q", c.Name).
			WithDetail("Column %q is a generated column.", c.Name)
	case c.Identity == 'a' && n.ins.Overriding == parser.OverridingNone:
		return pgerr.Newf(pgerr.GeneratedAlways, "cannot insert a non-DEFAULT value into column %q", c.Name).
			WithDetail("Column %q is an identity column defined as GENERATED ALWAYS.", c.Name).
			WithHint("Use OVERRIDING SYSTEM VALUE to override.")
	}
	return nil
}

func (n *insertion) schema() plan.Schema {
	cols := make(plan.Schema, len(n.table.Columns))
	for i, c := range n.table.Columns {
		cols[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod}
	}
	return cols
}

// generate computes generated columns from the others.
func (b *binder) generate(input plan.Node, t *catalog.Table) (plan.Node, error) {
	p := &plan.Project{Input: input, Cols: input.Schema()}
	generated := false
	for i, c := range t.Columns {
		e := expr.Expr(input.Schema().Ref(i))
		if c.Generated != "" {
			generated = true
			bound, node, err := b.text(c.Generated, tableRow(t, t.Name, 0))
			if err != nil {
				return nil, err
			}
			if e, err = b.assign(bound, c, c.Name, node); err != nil {
				return nil, err
			}
		}
		p.Exprs = append(p.Exprs, e)
	}
	if !generated {
		return input, nil
	}
	return p, nil
}
