package rules

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// byVersion reads the rows of the versions that a condition on `_v` gives
// through the partition that finds them, if the table has it and s3db.js, which
// loses references, does not write it.
func byVersion(_ *Context, root plan.Node) plan.Node {
	return eachFilteredScan(root, func(s *plan.Scan, conds []expr.Expr) plan.Node {
		t := s.Access.Table
		versions := different(equalTo(conds, s.SystemIndex(catalog.RowVersion)))
		if t.ByVersion() == nil || t.Options.ExternalWriters || versions == nil || len(versions) > maxPrefixes {
			return nil
		}
		access := *s.Access
		access.Kind, access.Part = catalog.ByPartition, t.ByVersion()
		return listings(s, &access, combine([][]expr.Expr{versions}))
	})
}
