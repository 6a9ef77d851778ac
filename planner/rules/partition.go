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
// conditions fix most of, or through the primary key if they fix more of its
// leading columns: a scan for each combination of values.
func partition(c *Context, root plan.Node) plan.Node {
	return eachFilteredScan(root, func(s *plan.Scan, conds []expr.Expr) plan.Node {
		access := *s.Access
		access.Kind = catalog.ByIDPrefix
		fields := leadingValues(s, idOrder(access.Table), conds)
		for _, p := range access.Table.Partitions {
			found, begins := c.fieldValues(s, p, conds)
			if !p.Trusted && (p.Own || !c.trusting()) || !p.Complete(access.Table, len(found), given(s, conds)...) {
				continue
			}
			if len(found) > len(fields) || len(found) == len(fields) && len(begins) > len(access.Begins) {
				access.Kind, access.Part, access.Begins, fields = catalog.ByPartition, p, begins, found
			}
		}
		if fields == nil && access.Part == nil {
			return nil
		}
		return listings(s, &access, combine(fields))
	})
}

// trusting reports whether the session takes partitions that may lack rows.
func (c *Context) trusting() bool {
	if c.Env == nil || c.Env.Session == nil {
		return false
	}
	value, _ := c.Env.Session.Setting("s3db.untrusted_partitions")
	return value == "on"
}

// listings reads the rows of a scan under each of some prefixes.
func listings(s *plan.Scan, access *catalog.Access, prefixes [][]expr.Expr) plan.Node {
	var all plan.Node
	for _, prefix := range prefixes {
		copied := *s
		copied.Access, copied.Bounds = access, prefix
		if all == nil {
			all = &copied
		} else {
			all = &plan.SetOp{Kind: plan.Union, All: true, Left: all, Right: &copied, Cols: s.Cols}
		}
	}
	return all
}

// idOrder are the columns of the primary key in the order of ids, if there
// are several.
func idOrder(t *catalog.Table) []int {
	if len(t.PrimaryKey) < 2 || t.Options.RawKeys {
		return nil
	}
	return t.PrimaryKey
}

// fieldOrder are the columns of a partition in the order of keys, up to the
// first field that is no column.
func fieldOrder(t *catalog.Table, p *catalog.Partition) []int {
	var columns []int
	for _, f := range p.KeyOrder() {
		if f.Path != "" && f.Nested(t) {
			break
		}
		columns = append(columns, f.Column)
	}
	return columns
}

// leadingValues returns the values that conditions give the first of columns.
func leadingValues(s *plan.Scan, columns []int, conds []expr.Expr) [][]expr.Expr {
	var fields [][]expr.Expr
	prefixes := 1
	for _, c := range columns {
		values := different(equalTo(conds, slices.Index(s.Access.Columns, c)))
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
