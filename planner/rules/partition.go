package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// maxPrefixes bounds the prefixes of a partition that are listed in place of
// the table.
const maxPrefixes = 100

// partition reads rows through the trusted partition whose leading fields the
// conditions fix most of: a scan for each combination of values.
func partition(_ *Context, root plan.Node) plan.Node {
	return eachFilteredScan(root, func(s *plan.Scan, conds []expr.Expr) plan.Node {
		var best *catalog.Partition
		var fields [][]expr.Expr
		for _, p := range s.Access.Table.Partitions {
			if found := leadingFields(s, p, conds); len(found) > len(fields) {
				best, fields = p, found
			}
		}
		if best == nil {
			return nil
		}
		var all plan.Node
		for _, prefix := range combine(fields) {
			copied, access := *s, *s.Access
			access.Kind, access.Part = catalog.ByPartition, best
			copied.Access, copied.Bounds = &access, prefix
			if all == nil {
				all = &copied
			} else {
				all = &plan.SetOp{Kind: plan.Union, All: true, Left: all, Right: &copied, Cols: s.Cols}
			}
		}
		return all
	})
}

// leadingFields returns the values that conditions give the leading fields of
// a partition.
func leadingFields(s *plan.Scan, p *catalog.Partition, conds []expr.Expr) [][]expr.Expr {
	if !p.Trusted || !p.Complete(s.Access.Table, given(s, conds)...) {
		return nil
	}
	var fields [][]expr.Expr
	prefixes := 1
	for _, f := range p.KeyOrder() {
		if f.Path != "" && f.Column < 0 {
			break
		}
		values := different(equalTo(conds, slices.Index(s.Access.Columns, f.Column)))
		if prefixes *= len(values); prefixes == 0 || prefixes > maxPrefixes {
			break
		}
		fields = append(fields, values)
	}
	return fields
}

// given are the columns of the table that are not NULL in rows that pass.
func given(s *plan.Scan, conds []expr.Expr) []int {
	var columns []int
	for _, c := range conds {
		for _, i := range notNull(c) {
			if i < len(s.Access.Columns) {
				columns = append(columns, s.Access.Columns[i])
			}
		}
	}
	return columns
}

// different drops NULLs and repeated values, each of which would be read
// again. nil if more than one is left and they are not all known.
func different(values []expr.Expr) []expr.Expr {
	if len(values) < 2 {
		return values
	}
	var out []expr.Expr
	for _, e := range values {
		c, ok := e.(*expr.Const)
		if !ok {
			return nil
		}
		if !c.Value.IsNull() && !slices.ContainsFunc(out, func(o expr.Expr) bool { return sameValue(o.(*expr.Const), c) }) {
			out = append(out, c)
		}
	}
	return out
}

func sameValue(a, b *expr.Const) bool {
	return a.Of == b.Of && types.Equal(a.Of, a.Value, b.Value)
}
