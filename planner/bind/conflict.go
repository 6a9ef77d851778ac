package bind

import (
	"cmp"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// conflict binds ON CONFLICT.
func (n *insertion) conflict() (*plan.Conflict, error) {
	oc := n.ins.OnConflict
	if oc == nil {
		return nil, nil
	}
	out := &plan.Conflict{}
	if oc.Target != nil {
		var err error
		if out.Arbiter, err = n.arbiter(oc.Target); err != nil {
			return nil, err
		}
	}
	if !oc.DoUpdate {
		return out, nil
	}
	if out.Arbiter == nil {
		return nil, n.at(pgerr.New(pgerr.SyntaxError, "ON CONFLICT DO UPDATE requires inference specification or constraint name").
			WithHint("For example, ON CONFLICT (column_name)."), oc)
	}
	both := n.to.newRow(n.to.called(n.ins.Table.Alias)).beside(n.to.newRow("excluded"))
	existing := both.entries[0].columns
	both.columns = existing
	over := &level{outer: n.l.outer, scope: both, correlated: n.l.correlated, ctes: n.l.ctes, clause: "UPDATE"}
	var err error
	if out.Set, err = n.assignments(over, n.to, oc.Set); err != nil {
		return nil, err
	}
	if oc.Where != nil {
		out.Where, err = n.condition(over, oc.Where, "WHERE")
	}
	return out, err
}

// arbiter finds the unique constraint that ON CONFLICT names or describes.
func (n *insertion) arbiter(target *parser.ConflictTarget) (*catalog.Constraint, error) {
	var wanted []int
	for _, e := range target.Elems {
		i := n.to.column(e.Column)
		if e.Column == "" || i < 0 {
			return nil, n.errorf(target, pgerr.UndefinedColumn, "column %q does not exist", e.Column)
		}
		wanted = append(wanted, n.to.columns[i].stored())
	}
	for _, c := range n.table.UniqueKeys() {
		byName := n.to.view == nil && c.Name == target.Constraint // a view has no constraints
		if byName || target.Constraint == "" && sameSet(c.Columns, wanted) {
			return c, nil
		}
	}
	if target.Constraint != "" {
		return nil, pgerr.Newf(pgerr.UndefinedObject, "constraint %q for table %q does not exist", target.Constraint, n.to.name)
	}
	return nil, pgerr.Newf(pgerr.InvalidColumnReference, "there is no unique or exclusion constraint matching the ON CONFLICT specification")
}

func sameSet[T cmp.Ordered](a, b []T) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
