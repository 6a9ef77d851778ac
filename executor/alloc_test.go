package executor

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// TestNoAllocationPerRow runs scan, filter and aggregate over 10,000 rows and
// over 20,000: the difference is what the rows cost. The scan is the
// operator's; what decoding the stored rows costs is not part of it.
func TestNoAllocationPerRow(t *testing.T) {
	filtered := &plan.Filter{Input: table(), Cond: &expr.And{Operands: []expr.Expr{
		operator(t, ">", col(0), integer(10)), operator(t, "<", col(1), integer(8))}}}
	for name, root := range map[string]plan.Node{
		"count and sum": aggregateOf(t, filtered, nil, "count", "sum", "min", "max", "avg"),
		"by group":      aggregateOf(t, filtered, []expr.Expr{col(1)}, "count", "sum"),
		"by null group": aggregateOf(t, filtered, []expr.Expr{col(2)}, "count"),
	} {
		allocs := func(rows int) float64 {
			return testing.AllocsPerRun(5, func() {
				if _, err := run(t.Context(), root, rows, NewMemory(0)); err != nil {
					t.Fatal(err)
				}
			})
		}
		few, many := allocs(10_000), allocs(20_000)
		t.Logf("%s: %.0f allocations for 10,000 rows, %.0f for 20,000", name, few, many)
		// Ten are no cost of rows: the collector may have emptied a pool.
		if more := many - few; more > 10 {
			t.Errorf("%s: %.4f allocations a row", name, more/10_000)
		}
	}
}
