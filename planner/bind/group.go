package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// bindGroups binds GROUP BY: the distinct keys, and the grouping sets as
// indexes into them.
func (sel *selection) bindGroups(items []parser.Expr) error {
	sel.l.clause = "GROUP BY"
	c := sel.l.calls
	c.noAggregates, c.noWindows, c.noSets = "GROUP BY", "GROUP BY", "GROUP BY"
	defer func() { c.noAggregates, c.noWindows, c.noSets = "", "", "" }()
	sets := [][]int{{}}
	for _, item := range items {
		more, err := sel.groupItem(item)
		if err != nil {
			return err
		}
		sets = cross(sets, more)
	}
	if sel.s.GroupDistinct {
		sets = uniqueSets(sets)
	}
	if len(sets) > 1 || len(sets) == 1 && len(sets[0]) < len(sel.groups) {
		sel.sets = sets
	}
	return nil
}

// groupItem returns the grouping sets of one item: one set for a plain
// expression.
func (sel *selection) groupItem(item parser.Expr) ([][]int, error) {
	set, ok := item.(*parser.GroupingSet)
	if !ok {
		key, err := sel.groupKey(item)
		return [][]int{key}, err
	}
	parts := make([][][]int, len(set.Items))
	for i, it := range set.Items {
		var err error
		if parts[i], err = sel.groupItem(it); err != nil {
			return nil, err
		}
	}
	switch set.Kind {
	case parser.EmptySet:
		return [][]int{{}}, nil
	case parser.Rollup:
		return rollup(parts), nil
	case parser.Cube:
		return cube(parts), nil
	}
	return slices.Concat(parts...), nil
}

// groupKey adds the keys of an expression, several for a row in parentheses.
func (sel *selection) groupKey(item parser.Expr) ([]int, error) {
	if row, ok := item.(*parser.Row); ok && !row.Explicit {
		var all []int
		for _, e := range row.Args {
			keys, err := sel.groupKey(e)
			if err != nil {
				return nil, err
			}
			all = append(all, keys...)
		}
		return all, nil
	}
	e, err := sel.groupExpr(item)
	if err != nil {
		return nil, err
	}
	for i, k := range sel.groups {
		if expr.Equal(k, e) {
			return []int{i}, nil
		}
	}
	sel.groups = append(sel.groups, e)
	return []int{len(sel.groups) - 1}, nil
}

// groupExpr binds a group key: a position, an input column, an output name or
// an expression, in this order of preference.
func (sel *selection) groupExpr(item parser.Expr) (expr.Expr, error) {
	schema := make(plan.Schema, len(sel.targets))
	for i, t := range sel.targets {
		schema[i].Name = t.name
	}
	i, found, err := sel.b.outputColumn(schema, item)
	_, position := item.(*parser.Literal)
	if err != nil {
		return nil, sel.b.errorf(item, pgerr.InvalidColumnReference, "GROUP BY position %s is not in select list", item.(*parser.Literal).Text)
	}
	if found && position {
		return sel.keyOf(sel.targets[i], item)
	}
	e, err := sel.b.expr(sel.l, item)
	if err != nil && found {
		return sel.keyOf(sel.targets[i], item)
	}
	if err == nil && e.Type() == types.Unknown {
		return sel.b.coerce(e, types.Text, types.NoTypmod, implicit, item)
	}
	return e, err
}

func (sel *selection) keyOf(t target, item parser.Expr) (expr.Expr, error) {
	if expr.Any(t.expr, isRef(aggregateRef)) {
		return nil, sel.b.errorf(t.node, pgerr.GroupingError, "aggregate functions are not allowed in GROUP BY")
	}
	if expr.Any(t.expr, isRef(windowRef)) {
		return nil, sel.b.errorf(t.node, pgerr.WindowingError, "window functions are not allowed in GROUP BY")
	}
	if expr.Any(t.expr, isRef(setRef)) {
		return nil, sel.b.unsupported(item, "GROUP BY a set-returning function")
	}
	return t.expr, nil
}

func isRef(kind refKind) func(expr.Expr) bool {
	return func(e expr.Expr) bool {
		r, ok := e.(*ref)
		return ok && r.kind == kind
	}
}

// cross combines the sets of two items: each with each.
func cross(a, b [][]int) [][]int {
	var out [][]int
	for _, x := range a {
		for _, y := range b {
			out = append(out, unionSet(x, y))
		}
	}
	return out
}

func unionSet(x, y []int) []int {
	out := slices.Clone(x)
	for _, k := range y {
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// rollup is every prefix of the parts, longest first.
func rollup(parts [][][]int) [][]int {
	var out [][]int
	for n := len(parts); n >= 0; n-- {
		var set []int
		for _, p := range parts[:n] {
			set = unionSet(set, p[0])
		}
		out = append(out, set)
	}
	return out
}

// cube is every subset of the parts.
func cube(parts [][][]int) [][]int {
	if len(parts) == 0 {
		return [][]int{{}}
	}
	rest := cube(parts[1:])
	var out [][]int
	for _, r := range rest {
		out = append(out, unionSet(parts[0][0], r))
	}
	return append(out, rest...)
}

func uniqueSets(sets [][]int) [][]int {
	var out [][]int
	for _, s := range sets {
		sorted := slices.Sorted(slices.Values(s))
		if !slices.ContainsFunc(out, func(o []int) bool { return slices.Equal(slices.Sorted(slices.Values(o)), sorted) }) {
			out = append(out, s)
		}
	}
	return out
}
