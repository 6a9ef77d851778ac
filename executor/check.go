package executor

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
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
			if err := notNull(c, t, b); err != nil {
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
				return violated(c, x, t, b, row)
			}
		}
	}
	return nil
}

func notNull(c check, t *catalog.Table, b *types.Batch) error {
	col := b.Cols[c.Column]
	for row := range b.Rows() {
		if !col.IsNull(row) {
			continue
		}
		e := pgerr.Newf(pgerr.NotNullViolation, "null value in column %q of relation %q violates not-null constraint", t.Columns[c.Column].Name, t.Name).
			WithDetail("Failing row contains (%s).", describeRow(t, b, row))
		e.Schema, e.Table, e.Column = t.Schema, t.Name, t.Columns[c.Column].Name
		if c.OfRule {
			tellRule(e, t.Columns[c.Column], "The '"+t.Columns[c.Column].Attribute+"' field is required.")
		}
		return e
	}
	return nil
}

func violated(c check, x *expr.Context, t *catalog.Table, b *types.Batch, row int) error {
	e := pgerr.Newf(pgerr.CheckViolation, "new row for relation %q violates check constraint %q", t.Name, c.Name).
		WithDetail("Failing row contains (%s).", describeRow(t, b, row))
	e.Schema, e.Table, e.Constraint = t.Schema, t.Name, c.Name
	if c.OfRule {
		col := t.Columns[c.Column]
		e.Column = col.Name
		tellRule(e, col, functions.Violation(x.Env, col.Rule, col.Attribute, col.Type, b.Cols[c.Column].Value(row)))
	}
	return e
}

// tellRule makes the rule that a value breaks the detail of an error, in place
// of the row: s3db.js speaks of the field, and the row may hold secrets.
func tellRule(e *pgerr.Error, c *catalog.Column, violation string) {
	e.Detail = strings.TrimPrefix(violation+" The rule of the attribute is "+c.Rule+".", " ")
}

// describeRow prints a row for an error's detail; long values are cut, and
// secrets hidden.
func describeRow(t *catalog.Table, b *types.Batch, row int) string {
	cells := make([]string, len(b.Cols))
	for i, c := range b.Cols {
		if c.IsNull(row) {
			cells[i] = "null"
			continue
		}
		if t.Columns[i].HoldsSecret() {
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
