package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// keyCondition lets scans test conditions on what keys tell, and read the
// records of the other rows only: on the rest of the fields of the partition
// listed, and in place of a scan of all records on those of a partition or on
// the id. Where the values wanted begin alike, no others are listed.
func keyCondition(_ *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		f, ok := n.(*plan.Filter)
		if !ok {
			return n
		}
		s, ok := f.Input.(*plan.Scan)
		if !ok || s.Access.Kind == catalog.ByID || s.Access.Table.Options.ExternalWriters {
			return n
		}
		if tested := bestKeys(s, expr.Conjuncts(f.Cond)); tested != nil {
			return &plan.Filter{Input: tested, Cond: f.Cond}
		}
		return n
	})
}

// bestKeys tests as many conditions as some keys tell, nil if there are none.
func bestKeys(s *plan.Scan, conds []expr.Expr) plan.Node {
	k := &keyed{scan: s, part: s.Access.Part}
	k.test(conds)
	if s.Access.Kind == catalog.Full {
		for _, p := range s.Access.Table.Partitions {
			other := &keyed{scan: s, part: p}
			if !p.Trusted || !p.Complete(s.Access.Table, 0, given(s, conds)...) {
				continue
			}
			if other.test(conds); len(other.conds) > len(k.conds) {
				k = other
			}
		}
	}
	if len(k.conds) == 0 {
		return nil
	}
	return k.node()
}

// keyed is a scan with the conditions that the keys of a partition tell, or of
// records if that is nil.
type keyed struct {
	scan  *plan.Scan
	part  *catalog.Partition
	told  []int // columns of the table
	conds []expr.Expr
}

// test collects the conditions that keys tell. Those that an access path makes
// true need no test.
func (k *keyed) test(conds []expr.Expr) {
	t := k.scan.Access.Table
	k.told = slices.Clone(t.IDColumns())
	if k.scan.Access.Kind == catalog.ByIDPrefix {
		fixed := t.PrimaryKey[:len(k.scan.Bounds)]
		k.told = slices.DeleteFunc(k.told, func(c int) bool { return slices.Contains(fixed, c) })
	}
	if k.part != nil {
		for i, f := range k.part.KeyOrder() {
			if k.part.Tells(t, f) && i >= len(k.scan.Bounds) {
				k.told = append(k.told, f.Column)
			}
		}
	}
	for _, c := range conds {
		cols := expr.Columns(c)
		if len(cols) > 0 && movable(c) && !readsOuter(c) && !expr.Any(c, isSubquery) &&
			!slices.ContainsFunc(cols, func(i int) bool { return !slices.Contains(k.told, k.column(i)) }) {
			k.conds = append(k.conds, c)
		}
	}
}

// column is the number in the table of a column of the scan, -1 for the id.
func (k *keyed) column(i int) int {
	if i < len(k.scan.Access.Columns) {
		return k.scan.Access.Columns[i]
	}
	return -1
}

// node is the scan with its conditions.
func (k *keyed) node() plan.Node {
	s, access := *k.scan, *k.scan.Access
	s.Access = &access
	if access.Part = k.part; k.part != nil {
		access.Kind = catalog.ByPartition
	}
	cols := expr.Columns(k.conds...)
	access.KeyColumns = make([]int, len(cols))
	for i, c := range cols {
		access.KeyColumns[i] = k.column(c)
	}
	s.KeyCond = expr.MapColumns(expr.Conjunction(k.conds), func(c int) int { return slices.Index(cols, c) })
	if next := k.next(); next >= 0 && !access.Table.Options.RawKeys {
		access.Begins = beginning(k.conds, slices.Index(access.Columns, next), access.Table.Columns[next].Type)
	}
	return &s
}

// next is the column whose text stands next in the keys listed, -1 if that is
// no single column that keys tell.
func (k *keyed) next() int {
	t := k.scan.Access.Table
	if k.part == nil {
		if len(t.PrimaryKey) == 1 {
			return t.PrimaryKey[0]
		}
		return -1
	}
	if order := k.part.KeyOrder(); len(k.scan.Bounds) < len(order) && k.part.Tells(t, order[len(k.scan.Bounds)]) {
		return order[len(k.scan.Bounds)].Column
	}
	return -1
}

// keyText is the text of a constant in keys.
func keyText(c *expr.Const) string { return codec.KeyText(c.Of, c.Value) }
