package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// fieldValues returns the values that conditions give the leading fields of a
// partition, and how the key of the next one begins in all rows wanted.
func (c *Context) fieldValues(s *plan.Scan, p *catalog.Partition, conds []expr.Expr) (fields [][]expr.Expr, begins string) {
	prefixes := 1
	for _, f := range p.KeyOrder() {
		values := c.valuesOf(s, f, conds)
		if prefixes *= len(values); prefixes == 0 || prefixes > maxPrefixes {
			return fields, fieldBeginning(s, f, conds)
		}
		fields = append(fields, values)
	}
	return fields, ""
}

// valuesOf returns the values that conditions give one field: of its column, of
// a value inside it, or the days of a time.
func (c *Context) valuesOf(s *plan.Scan, f catalog.PartitionField, conds []expr.Expr) []expr.Expr {
	t := s.Access.Table
	if f.Column < 0 {
		return nil
	}
	col := slices.Index(s.Access.Columns, f.Column)
	if f.Nested(t) {
		return different(nestedValues(conds, col, strings.TrimPrefix(f.Path, t.Columns[f.Column].Attribute+".")))
	}
	if values := different(equalTo(conds, col)); len(values) > 0 {
		return values
	}
	if t.Options.RawKeys || catalog.ParseRule(f.Rule).Type != "date" {
		return nil
	}
	return c.days(conds, col, t.Columns[f.Column].Type)
}

// nestedValues returns the texts that conditions compare a value inside a
// document with: profile ->> 'country' = 'BR'.
func nestedValues(conds []expr.Expr, col int, path string) []expr.Expr {
	for _, cond := range conds {
		call, ok := cond.(*expr.Call)
		if !ok || call.Overload.Name != "=" || len(call.Args) != 2 {
			continue
		}
		for i := range 2 {
			value, ok := call.Args[1-i].(*expr.Const)
			if at, inside := pathOf(call.Args[i], col, "->>"); ok && inside && at == path && keyLike(value) {
				return []expr.Expr{value}
			}
		}
	}
	return nil
}

// pathOf returns the dotted path that a chain of operators -> follows into a
// column, the last of which is op.
func pathOf(e expr.Expr, col int, op string) (path string, ok bool) {
	call, ok := e.(*expr.Call)
	if !ok || call.Overload.Name != op || len(call.Args) != 2 {
		return "", false
	}
	key, ok := call.Args[1].(*expr.Const)
	if !ok || key.Of != types.Text || key.Value.IsNull() || strings.Contains(key.Value.Text(), ".") {
		return "", false
	}
	if isColumn(call.Args[0], col) {
		return key.Value.Text(), true
	}
	outer, ok := pathOf(call.Args[0], col, "->")
	return outer + "." + key.Value.Text(), ok
}

// keyLike reports whether a text that ->> gives stands in keys as it is: not
// that of a list or object, nor of a number that JavaScript writes otherwise.
func keyLike(c *expr.Const) bool {
	if c.Of != types.Text || c.Value.IsNull() {
		return false
	}
	text := c.Value.Text()
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		return false
	}
	n, err := strconv.ParseFloat(text, 64)
	return err != nil || codec.KeyText(types.Float8, types.NewFloat(n)) == text
}

// fieldBeginning returns how the keys begin of a field that is a text, cut or
// as s3db.js writes it; other fields are left to the conditions that keys tell.
func fieldBeginning(s *plan.Scan, f catalog.PartitionField, conds []expr.Expr) string {
	t := s.Access.Table
	if f.Nested(t) || t.Columns[f.Column].Type != types.Text {
		return ""
	}
	rule := catalog.ParseRule(f.Rule)
	limit, cut := rule.Argument("maxlength")
	n, err := strconv.Atoi(limit)
	if rule.Type == "date" && (!cut || n > len("2024-01-31")) || cut && err != nil || !cut && !t.Options.RawKeys {
		return ""
	}
	begins := beginning(conds, slices.Index(s.Access.Columns, f.Column), types.Text)
	for i := range begins {
		if cut && i >= n || begins[i] >= 0x80 {
			return begins[:i] // beyond ASCII, characters and UTF-16 units differ
		}
	}
	return begins
}
