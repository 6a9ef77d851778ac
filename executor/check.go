package executor

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// check is a CHECK or NOT NULL constraint of a new row.
type check struct {
	plan.CheckExpr
	prog *expr.Program // nil for NOT NULL
}

func newCheck(k plan.CheckExpr) check {
	c := check{CheckExpr: k}
	if k.Expr != nil {
		c.prog = expr.Compile(k.Expr)
	}
	return c
}

// checkRows holds all rows of a batch to the constraints.
func checkRows(checks []check, x *expr.Context, t *catalog.Table, b *types.Batch) error {
	for _, c := range checks {
		if c.prog == nil {
			if err := notNull(c.Column, t, b); err != nil {
				return err
			}
			continue
		}
		v, err := c.prog.Eval(x, b)
		if err != nil {
			return err
		}
		for row := range b.Rows() {
			if !v.IsNull(row) && !v.Bools[row] {
				return violated(c.Name, t, b, row)
			}
		}
	}
	return nil
}

func notNull(column int, t *catalog.Table, b *types.Batch) error {
	col := b.Cols[column]
	for row := range b.Rows() {
		if !col.IsNull(row) {
			continue
		}
		e := pgerr.Newf(pgerr.NotNullViolation, "null value in column %q of relation %q violates not-null constraint", t.Columns[column].Name, t.Name).
			WithDetail("Failing row contains (%s).", describeRow(b, row))
		e.Schema, e.Table, e.Column = t.Schema, t.Name, t.Columns[column].Name
		return e
	}
	return nil
}

func violated(name string, t *catalog.Table, b *types.Batch, row int) error {
	e := pgerr.Newf(pgerr.CheckViolation, "new row for relation %q violates check constraint %q", t.Name, name).
		WithDetail("Failing row contains (%s).", describeRow(b, row))
	e.Schema, e.Table, e.Constraint = t.Schema, t.Name, name
	return e
}

// describeRow prints a row for an error's detail; long values are cut.
func describeRow(b *types.Batch, row int) string {
	cells := make([]string, len(b.Cols))
	for i, c := range b.Cols {
		if c.IsNull(row) {
			cells[i] = "null"
			continue
		}
		if c.Type.HoldsSecret() {
			cells[i] = types.HiddenText
			continue
		}
		text := []rune(string(c.AppendText(nil, row, types.DefaultStyle)))
		if len(text) > 64 {
			text = append(text[:64], []rune("...")...)
		}
		cells[i] = string(text)
	}
	return strings.Join(cells, ", ")
}
