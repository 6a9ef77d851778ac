package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// changeable is what a statement changes: a table, by itself or through a
// view that stands for some of its rows and columns.
type changeable struct {
	action  action
	name    string
	oid     types.OID
	table   *catalog.Table
	view    *catalog.View // nil for the table itself
	columns []shownColumn
	filters []viewFilter
	system  []catalog.SystemColumn // that follow the columns of the table in its row
}

// shownColumn is a column of a changeable: an expression over the row of the
// table with its system columns. It is a column of the table unless a view computes it.
type shownColumn struct {
	name       string
	value      expr.Expr
	computedIn *catalog.View
}

// stored is the column of the table that it is, -1 if a view computes it.
func (s shownColumn) stored() int {
	if s.computedIn != nil {
		return -1
	}
	return s.value.(*expr.Column).Index
}

// viewFilter is WHERE of a view, over the row of the table with its system
// columns.
type viewFilter struct {
	view    string
	cond    expr.Expr
	checked bool // WITH CHECK OPTION
}

// action is a kind of change, as messages call it.
type action struct{ verb, gerund, event string }

var (
	inserting = action{"insert into", "inserting into", "INSERT"}
	updating  = action{"update", "updating", "UPDATE"}
	deleting  = action{"delete from", "deleting from", "DELETE"}
)

// changeable finds what a statement changes.
func (b *binder) changeable(t *parser.Table, a action) (*changeable, error) {
	relation, err := b.relation(t.Name, t)
	if err != nil {
		return nil, err
	}
	switch r := relation.(type) {
	case *catalog.Table:
		c := &changeable{action: a, name: r.Name, oid: r.OID, table: r, system: b.system}
		for _, column := range schemaOf(r).Refs() {
			c.columns = append(c.columns, shownColumn{name: column.(*expr.Column).Name, value: column})
		}
		return c, nil
	case *catalog.View:
		return b.changeableView(r, t, a)
	}
	return nil, b.errorf(t, pgerr.WrongObjectType, "cannot change relation %q", t.Name.Name)
}

// called is the name under which a statement knows what it changes.
func (c *changeable) called(alias *parser.Alias) string {
	if alias != nil {
		return alias.Name
	}
	return c.name
}

// row is the scope of a row of the table as c shows it, under a name. Of a
// row of width columns it shows what can be read there.
func (c *changeable) row(name string, width int) *scope {
	e := &entry{name: name, relation: c.oid, origin: c.name}
	if c.view == nil {
		e.table = c.table
	}
	for _, column := range c.columns {
		read := expr.Columns(column.value)
		if len(read) == 0 || slices.Max(read) < width {
			e.columns = append(e.columns, scopeColumn{name: column.name, expr: column.value, from: e})
		}
	}
	return &scope{entries: []*entry{e}, columns: e.columns, width: width}
}

// rows scans the table, and shows its rows as c does: an item of FROM.
func (b *binder) rows(c *changeable, ref *parser.Table) (plan.Node, *scope, error) {
	if c.view == nil {
		return b.stored(c.table, c.system, ref)
	}
	node, _, err := b.stored(c.table, c.system, &parser.Table{Loc: ref.Loc})
	if err != nil {
		return nil, nil, err
	}
	s := c.row(c.called(ref.Alias), len(node.Schema()))
	if ref.Alias == nil {
		s.entries[0].schema = c.view.Schema
		return node, s, nil
	}
	return node, s, b.nameColumns(s.entries[0], ref.Alias, ref)
}

// newRow is the scope of a row without system columns, as it is before it is
// inserted.
func (c *changeable) newRow(name string) *scope { return c.row(name, len(c.table.Columns)) }

// writtenRow is the scope of a row that was inserted.
func (c *changeable) writtenRow(name string) *scope {
	system := systemSchema(c.table, c.system)
	s := c.row(name, len(c.table.Columns)+len(system))
	if c.view == nil {
		e := s.entries[0]
		for i, column := range system {
			value := system.Ref(i)
			value.Index += len(c.table.Columns)
			e.hidden = append(e.hidden, scopeColumn{name: column.Name, expr: value, from: e})
		}
	}
	return s
}

// written are the system columns that a statement needs anew after it has
// changed a row: all, if RETURNING reads one.
func (c *changeable) written(returning []expr.Expr) []catalog.SystemColumn {
	first := len(c.table.Columns)
	for _, i := range expr.Columns(returning...) {
		if i >= first && i < first+len(c.system) {
			return c.system
		}
	}
	return nil
}

// column finds a column by name, -1 if there is none.
func (c *changeable) column(name string) int {
	if c.view == nil {
		return c.table.Column(name)
	}
	return slices.IndexFunc(c.columns, func(s shownColumn) bool { return s.name == name })
}

// columnIndex finds a column that is assigned to.
func (b *binder) columnIndex(c *changeable, target *parser.AssignTarget) (int, error) {
	i := c.column(target.Column)
	if i < 0 {
		return 0, b.errorf(target, pgerr.UndefinedColumn, "column %q of relation %q does not exist", target.Column, c.name)
	}
	return i, nil
}

// assigned is the column of the table that is assigned to by the i-th of c.
func (c *changeable) assigned(i int) (int, error) {
	column := c.columns[i]
	if stored := column.stored(); stored >= 0 {
		return stored, nil
	}
	kind := "are not columns of their base relation"
	if _, system := column.value.(*expr.Column); system {
		kind = "refer to system columns"
	}
	return 0, pgerr.Newf(pgerr.FeatureNotSupported, "cannot %s column %q of view %q", c.action.verb, column.name, column.computedIn.Name).
		WithDetail("View columns that %s are not updatable.", kind)
}

// through lists the conditions that new rows must satisfy.
func (c *changeable) through() ([]plan.ViewCheck, error) {
	var checks []plan.ViewCheck
	for _, f := range c.filters {
		switch {
		case !f.checked:
		case slices.Max(append(expr.Columns(f.cond), 0)) >= len(c.table.Columns):
			return nil, pgerr.Unsupported("WITH CHECK OPTION of a condition on system columns")
		default:
			checks = append(checks, plan.ViewCheck{View: f.view, Cond: f.cond})
		}
	}
	return checks, nil
}

// conditions are those of the views that a row is seen through.
func (c *changeable) conditions() []expr.Expr {
	var conds []expr.Expr
	for _, f := range c.filters {
		conds = append(conds, f.cond)
	}
	return conds
}
