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

// Updatable tells the numbers of the columns of a relation that can be assigned
// to, and whether its rows can be deleted.
func Updatable(env Env, relation any) (columns map[int16]bool, deletable bool) {
	columns = map[int16]bool{}
	switch r := relation.(type) {
	case *catalog.Table:
		for _, c := range r.Columns {
			columns[c.Number] = true
		}
		return columns, true
	case *catalog.View:
		c, err := newBinder(env, "").changeableView(r, &parser.Table{Loc: parser.Unknown}, deleting)
		if err != nil {
			return nil, false
		}
		for i, column := range c.columns {
			if column.stored() >= 0 {
				columns[r.Columns[i].Number] = true
			}
		}
		return columns, true
	}
	return nil, false
}

// changeableView resolves a view down to the table whose rows it shows, if it
// is automatically updatable (PostgreSQL's manual, CREATE VIEW): its
// expressions are bound over the row of that table.
func (b *binder) changeableView(v *catalog.View, ref *parser.Table, a action) (*changeable, error) {
	inner, q, err := b.inside(v, ref)
	if err != nil {
		return nil, err
	}
	sel, reason := simple(q)
	if reason != "" {
		return nil, notUpdatable(v, a, reason)
	}
	bound := &selection{b: inner, s: sel, l: &level{correlated: new([]expr.Expr)}}
	base, err := bound.changeable(a, q.OrderBy)
	if err != nil {
		return nil, err
	}
	if reason = bound.differs(base); reason != "" {
		return nil, notUpdatable(v, a, reason)
	}
	c, err := base.shown(v, bound)
	if err != nil {
		return nil, err
	}
	b.subplans, b.numbers = inner.subplans, inner.numbers
	if a != deleting && !c.updatable() {
		return nil, notUpdatable(v, a, "that have no updatable columns")
	}
	return c, nil
}

// severalSources is also said of a query without FROM.
const severalSources = "that do not select from a single table or view"

// simple is the SELECT of a query whose rows are those of its FROM, or the
// reason why it is none.
func simple(q *parser.Query) (s *parser.Select, reason string) {
	s, isSelect := q.Body.(*parser.Select)
	if !isSelect {
		s = &parser.Select{}
	}
	_, isSetOp := q.Body.(*parser.SetOp)
	switch {
	case s.Distinct:
		reason = "containing DISTINCT"
	case len(s.GroupBy) > 0:
		reason = "containing GROUP BY"
	case s.Having != nil:
		reason = "containing HAVING"
	case isSetOp:
		reason = "containing UNION, INTERSECT, or EXCEPT"
	case q.With != nil:
		reason = "containing WITH"
	case q.Limit != nil:
		reason = "containing LIMIT or OFFSET"
	case !isSelect:
		reason = severalSources
	}
	return s, reason
}

// changeable binds the SELECT of a view over the row of the table below it;
// nil if there is not one such table.
func (sel *selection) changeable(a action, orderBy []*parser.SortItem) (*changeable, error) {
	base, err := sel.base(a)
	if err != nil {
		return nil, err
	}
	if base == nil {
		if err = sel.from(); err != nil {
			return nil, err
		}
	}
	if err = sel.where(); err != nil {
		return nil, err
	}
	if err = sel.bindTargets(); err != nil {
		return nil, err
	}
	return base, sel.bindOrder(orderBy)
}

// base puts the only item of FROM, if it can be changed, into the scope.
func (sel *selection) base(a action) (*changeable, error) {
	if len(sel.s.From) != 1 || len(sel.s.Windows) > 0 {
		return nil, nil
	}
	ref, ok := sel.s.From[0].(*parser.Table)
	if !ok {
		return nil, nil
	}
	base, err := sel.b.changeable(ref, a)
	if pgerr.CodeOf(err) == pgerr.WrongObjectType {
		return nil, nil // a sequence or a table of the system
	}
	if err != nil {
		return nil, err
	}
	sel.node, sel.l.scope, err = sel.b.rows(base, ref)
	return base, err
}

// differs says why the rows of a SELECT are not those of base.
func (sel *selection) differs(base *changeable) string {
	switch c := sel.l.calls; {
	case len(c.aggregates) > 0:
		return "that return aggregate functions"
	case len(c.windows) > 0:
		return "that return window functions"
	case len(c.sets) > 0:
		return "that return set-returning functions"
	case base == nil:
		return severalSources
	}
	return ""
}

// shown is what a view of c, bound as sel, shows of it.
func (c *changeable) shown(v *catalog.View, sel *selection) (*changeable, error) {
	out := &changeable{action: c.action, name: v.Name, oid: v.OID, table: c.table, view: v, filters: slices.Clone(c.filters), system: c.system}
	if v.Check == catalog.CheckCascaded {
		for i := range out.filters {
			out.filters[i].checked = true
		}
	}
	if f, ok := sel.node.(*plan.Filter); ok {
		out.filters = append(out.filters, viewFilter{v.Name, f.Cond, v.Check != catalog.CheckNone})
	}
	for i, t := range sel.targets {
		column := shownColumn{name: v.Columns[i].Name, value: t.expr, computedIn: c.origin(t.expr, v)}
		if t.expr.Type() == types.Unknown {
			var err error
			if column.value, err = sel.b.coerce(t.expr, types.Text, types.NoTypmod, implicit, t.node); err != nil {
				return nil, err
			}
		}
		out.columns = append(out.columns, column)
	}
	return out, nil
}

// origin is the view that computes an expression over c: v, unless it is one
// of c's columns.
func (c *changeable) origin(e expr.Expr, v *catalog.View) *catalog.View {
	for _, column := range c.columns {
		if expr.Equal(column.value, e) {
			return column.computedIn
		}
	}
	return v
}

// updatable reports whether any column can be assigned to.
func (c *changeable) updatable() bool {
	return slices.ContainsFunc(c.columns, func(s shownColumn) bool { return s.stored() >= 0 })
}

// notUpdatable is the error for a change of a view that is not updatable.
func notUpdatable(v *catalog.View, a action, reason string) error {
	return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "cannot %s view %q", a.verb, v.Name).
		WithDetail("Views %s are not automatically updatable.", reason).
		WithHint("To enable %s the view, provide an INSTEAD OF %s trigger or an unconditional ON %[2]s DO INSTEAD rule.", a.gerund, a.event)
}
