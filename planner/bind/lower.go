package bind

import (
	"errors"
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// grouped builds the Aggregate node of a SELECT and lowers what stands above
// it to read its output: keys, then aggregates, then GROUPING values.
type grouped struct {
	sel  *selection
	keys []expr.Expr
	node *plan.Aggregate
}

func (g *grouped) build() (plan.Node, error) {
	c := g.sel.l.calls
	g.node = &plan.Aggregate{Input: g.sel.node, Calls: c.aggregates, Sets: g.sel.sets}
	if g.sel.sets == nil {
		g.addDependent()
	}
	g.node.Keys = g.keys
	for _, k := range g.keys {
		g.node.Cols = append(g.node.Cols, g.keyColumn(k))
	}
	for _, call := range c.aggregates {
		g.node.Cols = append(g.node.Cols, plan.Column{Name: call.Aggregate.Name, Type: call.Result, Typmod: types.NoTypmod})
	}
	for _, call := range c.aggregates {
		if err := g.directArguments(call); err != nil {
			return nil, err
		}
	}
	for _, args := range c.grouping {
		keys, err := g.groupingKeys(args)
		if err != nil {
			return nil, err
		}
		g.node.Grouping = append(g.node.Grouping, keys)
		g.node.Cols = append(g.node.Cols, plan.Column{Name: "grouping", Type: types.Int4, Typmod: types.NoTypmod})
	}
	return g.node, nil
}

// directArguments checks that what stands before WITHIN GROUP is the same for
// the whole group.
func (g *grouped) directArguments(call plan.AggregateCall) error {
	for _, e := range call.Direct {
		var err *pgerr.Error
		if _, found := g.lower(e); errors.As(found, &err) {
			return err.WithDetail("Direct arguments of an ordered-set aggregate must use only grouped columns.")
		}
	}
	return nil
}

// keyColumn describes a key; a plain column keeps where it comes from.
func (g *grouped) keyColumn(k expr.Expr) plan.Column {
	if c, ok := k.(*expr.Column); ok {
		return g.sel.node.Schema()[c.Index]
	}
	return plan.Column{Name: "?column?", Type: k.Type(), Typmod: k.Typmod()}
}

// addDependent adds the columns of a table whose primary key is among the
// keys: they are the same within a group (functional dependency).
func (g *grouped) addDependent() {
	for _, e := range g.sel.l.scope.entries {
		if e.table == nil || len(e.table.PrimaryKey) == 0 || !g.hasPrimaryKey(e) {
			continue
		}
		for _, c := range e.columns {
			if g.read(c.expr) && g.key(c.expr) < 0 {
				g.keys = append(g.keys, c.expr)
			}
		}
	}
}

func (g *grouped) hasPrimaryKey(e *entry) bool {
	for _, i := range e.table.PrimaryKey {
		if g.key(e.columns[i].expr) < 0 {
			return false
		}
	}
	return true
}

// read reports whether anything above the groups reads column e.
func (g *grouped) read(e expr.Expr) bool {
	reads := func(x expr.Expr) bool { return expr.Any(x, func(x expr.Expr) bool { return expr.Equal(x, e) }) }
	if g.sel.having != nil && reads(g.sel.having) {
		return true
	}
	return slices.ContainsFunc(g.sel.pending(), func(x *expr.Expr) bool { return *x != nil && reads(*x) })
}

func (g *grouped) key(e expr.Expr) int {
	return slices.IndexFunc(g.keys, func(k expr.Expr) bool { return expr.Equal(k, e) })
}

func (g *grouped) groupingKeys(args []expr.Expr) ([]int, error) {
	keys := make([]int, len(args))
	for i, a := range args {
		if keys[i] = g.key(a); keys[i] < 0 {
			return nil, pgerr.New(pgerr.GroupingError, "arguments to GROUPING must be grouping expressions of the associated query level")
		}
	}
	return keys, nil
}

// lower rewrites an expression over FROM's row to one over the groups.
func (g *grouped) lower(e expr.Expr) (expr.Expr, error) {
	if e == nil {
		return nil, nil
	}
	if i := g.key(e); i >= 0 {
		return g.node.Cols.Ref(i), nil
	}
	switch n := e.(type) {
	case *ref:
		switch n.kind {
		case aggregateRef:
			return g.node.Cols.Ref(len(g.keys) + n.index), nil
		case groupingRef:
			return g.node.Cols.Ref(len(g.keys) + len(g.node.Calls) + n.index), nil
		}
		return n, nil
	case *expr.Column:
		return nil, g.ungrouped(n, "column %q must appear in the GROUP BY clause or be used in an aggregate function")
	case *expr.Subquery:
		for _, read := range n.Correlated {
			if c, ok := read.(*expr.Column); ok && g.key(c) < 0 {
				return nil, g.ungrouped(c, "subquery uses ungrouped column %q from outer query")
			}
		}
	}
	children := e.Children()
	if len(children) == 0 {
		return e, nil
	}
	lowered := make([]expr.Expr, len(children))
	for i, c := range children {
		var err error
		if lowered[i], err = g.lower(c); err != nil {
			return nil, err
		}
	}
	return e.WithChildren(lowered), nil
}

// ungrouped is the error for a column that varies within a group.
func (g *grouped) ungrouped(c *expr.Column, message string) error {
	name := c.Name
	for _, e := range g.sel.l.scope.entries {
		for _, col := range append(e.columns[:len(e.columns):len(e.columns)], e.hidden...) {
			if expr.Equal(col.expr, c) {
				name = e.name + "." + col.name
			}
		}
	}
	return placed(pgerr.Newf(pgerr.GroupingError, message, name), c.Pos)
}
