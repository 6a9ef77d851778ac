package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// eachFilteredScan rewrites the scans of full tables that a filter stands
// above.
func eachFilteredScan(root plan.Node, change func(s *plan.Scan, conds []expr.Expr) plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		f, ok := n.(*plan.Filter)
		if !ok {
			return n
		}
		s, ok := f.Input.(*plan.Scan)
		if !ok || s.Access.Kind != catalog.Full {
			return n
		}
		if changed := change(s, expr.Conjuncts(f.Cond)); changed != nil {
			return &plan.Filter{Input: changed, Cond: f.Cond}
		}
		return n
	})
}

// byID reads rows by their record ids where a condition gives the primary key
// whole, or `_id`. The condition stays above as a check.
func byID(_ *Context, root plan.Node) plan.Node {
	return eachFilteredScan(root, func(s *plan.Scan, conds []expr.Expr) plan.Node {
		copied, access := *s, *s.Access
		copied.Access = &access
		access.Kind = catalog.ByID
		if copied.Keys = primaryKeys(s, conds); copied.Keys != nil {
			return &copied
		}
		ids := equalTo(conds, s.SystemIndex(catalog.ID))
		if ids == nil {
			return nil
		}
		copied.Keys, copied.RecordIDs = combine([][]expr.Expr{ids}), true
		return &copied
	})
}

// primaryKeys returns the primary keys that conditions select, nil if they
// leave a column of it open.
func primaryKeys(s *plan.Scan, conds []expr.Expr) [][]expr.Expr {
	t := s.Access.Table
	if len(t.PrimaryKey) == 0 {
		return nil
	}
	columns := make([][]expr.Expr, len(t.PrimaryKey))
	for i, c := range t.PrimaryKey {
		if columns[i] = equalTo(conds, slices.Index(s.Access.Columns, c)); columns[i] == nil {
			return nil
		}
	}
	return combine(columns)
}

// combine makes the keys of all combinations of column values.
func combine(columns [][]expr.Expr) [][]expr.Expr {
	keys := [][]expr.Expr{nil}
	for _, values := range columns {
		var longer [][]expr.Expr
		for _, k := range keys {
			for _, v := range values {
				longer = append(longer, append(slices.Clone(k), v))
			}
		}
		keys = longer
	}
	return keys
}

// equalTo returns the values that a condition compares column col with: x =
// value, x IN (values), x = ANY (array), or such conditions joined by OR. nil
// if there is none.
func equalTo(conds []expr.Expr, col int) []expr.Expr {
	for _, c := range conds {
		switch c := c.(type) {
		case *expr.Call:
			if v := equalValue(c, col); v != nil {
				return []expr.Expr{v}
			}
		case *expr.In:
			if !c.Negated && isColumn(c.Operand, col) && allFixed(c.Items) {
				return c.Items
			}
		case *expr.AnyAll:
			if v := anyValues(c, col); v != nil {
				return v
			}
		case *expr.Or:
			if v := eitherValue(c, col); v != nil {
				return v
			}
		}
	}
	return nil
}

// eitherValue returns the values of all sides of an OR, nil if a side leaves
// the column open.
func eitherValue(or *expr.Or, col int) []expr.Expr {
	var all []expr.Expr
	for _, side := range or.Operands {
		values := equalTo(expr.Conjuncts(side), col)
		if values == nil {
			return nil
		}
		all = append(all, values...)
	}
	return all
}

func equalValue(c *expr.Call, col int) expr.Expr {
	if c.Overload.Name != "=" || len(c.Args) != 2 {
		return nil
	}
	for i := range 2 {
		if isColumn(c.Args[i], col) && fixed(c.Args[1-i]) && sameForm(c.Args[i].Type(), c.Args[1-i].Type()) {
			return c.Args[1-i]
		}
	}
	return nil
}

// anyValues takes the elements of a constant array apart.
func anyValues(c *expr.AnyAll, col int) []expr.Expr {
	array, ok := c.Array.(*expr.Const)
	if !ok || c.All || c.Op.Name != "=" || !isColumn(c.Left, col) || array.Value.IsNull() || !sameForm(c.Left.Type(), array.Of.Elem) {
		return nil
	}
	values := []expr.Expr{}
	for _, v := range array.Value.Array().Values {
		if !v.IsNull() {
			values = append(values, expr.NewConst(array.Of.Elem, v))
		}
	}
	return values
}

// isColumn reports whether e is a column, or the same text under another type.
func isColumn(e expr.Expr, col int) bool {
	if cast, ok := e.(*expr.Cast); ok && cast.Mod == types.NoTypmod && cast.Of == types.Text && hashable(cast.Arg.Type(), types.Text) {
		e = cast.Arg
	}
	c, ok := e.(*expr.Column)
	return ok && c.Index == col && col >= 0
}

// fixed reports whether an expression has one value for the whole scan.
func fixed(e expr.Expr) bool {
	return len(expr.Columns(e)) == 0 && expr.VolatilityOf(e) != functions.Volatile
}

func allFixed(es []expr.Expr) bool {
	for _, e := range es {
		if !fixed(e) {
			return false
		}
	}
	return true
}

// sameForm reports whether equal values of two types have the same text as
// keys.
func sameForm(a, b *types.Type) bool { return a == b || hashable(a, b) && a.Kind != types.KindFloat }
