package executor

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// viewCheck is the condition of a view WITH CHECK OPTION.
type viewCheck struct {
	view string
	cond *expr.Program
}

func newViewChecks(checks []plan.ViewCheck) []viewCheck {
	var out []viewCheck
	for _, c := range checks {
		out = append(out, viewCheck{c.View, expr.Compile(c.Cond)})
	}
	return out
}

// checkThrough holds all rows of a batch to the conditions of the views that
// they came through.
func checkThrough(checks []viewCheck, x *expr.Context, t *catalog.Table, b *types.Batch) error {
	for _, c := range checks {
		v, err := c.cond.Eval(x, b)
		if err != nil {
			return err
		}
		for row := range b.Rows() {
			if v.IsNull(row) || !v.Bools[row] {
				return pgerr.Newf(pgerr.WithCheckOptionViolation, "new row violates check option for view %q", c.view).
					WithDetail("Failing row contains (%s).", describeRow(t, b, row))
			}
		}
	}
	return nil
}
