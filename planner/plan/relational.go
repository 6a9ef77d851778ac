package plan

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
)

// Values produces constant rows; a SELECT without FROM is a Values with one
// row of no columns under a Project.
type Values struct {
	Columns Schema
	Rows    [][]expr.Expr
}

// Scan reads a stored table through an access path. Its output is
// Access.Columns in that order, followed by System; the record id comes first
// there, for UPDATE and DELETE.
type Scan struct {
	Access *catalog.Access
	// Keys are the primary keys to read, for ByID, or with RecordIDs the
	// record ids themselves; Bounds are the values of the leading fields, for
	// ByPartition. Both are evaluated once per execution.
	Keys      [][]expr.Expr
	RecordIDs bool
	Bounds    []expr.Expr
	System    []catalog.SystemColumn
	// KeyCond, if not nil, is a condition over Access.KeyColumns that keys can
	// tell without the records, and which a filter above tests again.
	KeyCond expr.Expr
	// Unread are the output columns that nothing above reads: they are NULL.
	Unread []bool
	// Lookup, if not nil, is the access path in place of Access while the join
	// above has few keys.
	Lookup *Lookup
	Alias  string
	Cols   Schema
}

// SystemIndex returns the place in the output of a system column, -1 if it is
// not there.
func (s *Scan) SystemIndex(c catalog.SystemColumn) int {
	if i := slices.Index(s.System, c); i >= 0 {
		return len(s.Cols) - len(s.System) + i
	}
	return -1
}

// ReadsOuter reports whether the rows of the scan depend on the row outside a
// subquery.
func (s *Scan) ReadsOuter() bool {
	found := false
	EachExpr(s, func(e expr.Expr) {
		found = found || expr.Any(e, func(e expr.Expr) bool {
			_, ok := e.(*expr.Outer)
			return ok
		})
	})
	return found
}

// Filter keeps the rows for which Cond is true.
type Filter struct {
	Input Node
	Cond  expr.Expr
}

// Project computes expressions over its input.
type Project struct {
	Input Node
	Exprs []expr.Expr
	Cols  Schema
}

// SortKey orders by one expression. Types order as types.Compare.
type SortKey struct {
	Expr       expr.Expr
	Desc       bool
	NullsFirst bool
}

// Sort orders its input; it is stable.
type Sort struct {
	Input Node
	Keys  []SortKey
	// Top, if set, is the number of rows wanted from the front (LIMIT plus
	// OFFSET pushed down).
	Top expr.Expr
}

// Limit passes over Offset rows and ends after Count rows; nil means none.
// WithTies also lets pass the rows that tie with the last one by Keys.
type Limit struct {
	Input         Node
	Count, Offset expr.Expr
	WithTies      bool
	Keys          []SortKey
}

// Distinct keeps the first of the rows that are equal in On (all columns if
// nil); NULLs are equal here.
type Distinct struct {
	Input Node
	On    []expr.Expr
}

// Schema implements Node.
func (v *Values) Schema() Schema { return v.Columns }

// Schema implements Node.
func (s *Scan) Schema() Schema { return s.Cols }

// Schema implements Node.
func (f *Filter) Schema() Schema { return f.Input.Schema() }

// Schema implements Node.
func (p *Project) Schema() Schema { return p.Cols }

// Schema implements Node.
func (s *Sort) Schema() Schema { return s.Input.Schema() }

// Schema implements Node.
func (l *Limit) Schema() Schema { return l.Input.Schema() }

// Schema implements Node.
func (d *Distinct) Schema() Schema { return d.Input.Schema() }

// Children implements Node.
func (*Values) Children() []Node { return nil }

// Children implements Node.
func (*Scan) Children() []Node { return nil }

// Children implements Node.
func (f *Filter) Children() []Node { return []Node{f.Input} }

// Children implements Node.
func (p *Project) Children() []Node { return []Node{p.Input} }

// Children implements Node.
func (s *Sort) Children() []Node { return []Node{s.Input} }

// Children implements Node.
func (l *Limit) Children() []Node { return []Node{l.Input} }

// Children implements Node.
func (d *Distinct) Children() []Node { return []Node{d.Input} }

// WithChildren implements Node.
func (v *Values) WithChildren([]Node) Node { return v }

// WithChildren implements Node.
func (s *Scan) WithChildren([]Node) Node { return s }

// WithChildren implements Node.
func (f *Filter) WithChildren(in []Node) Node { return &Filter{in[0], f.Cond} }

// WithChildren implements Node.
func (p *Project) WithChildren(in []Node) Node { return &Project{in[0], p.Exprs, p.Cols} }

// WithChildren implements Node.
func (s *Sort) WithChildren(in []Node) Node { return &Sort{in[0], s.Keys, s.Top} }

// WithChildren implements Node.
func (l *Limit) WithChildren(in []Node) Node {
	copied := *l
	copied.Input = in[0]
	return &copied
}

// WithChildren implements Node.
func (d *Distinct) WithChildren(in []Node) Node { return &Distinct{in[0], d.On} }

// Describe implements Node.
func (v *Values) Describe() (string, []string) {
	if len(v.Columns) == 0 && len(v.Rows) == 1 {
		return "Result", nil
	}
	return "Values Scan", nil
}

// Describe implements Node.
func (s *Scan) Describe() (string, []string) {
	title := "Scan on " + s.Access.Table.Name
	if s.Alias != "" && s.Alias != s.Access.Table.Name {
		title += " " + s.Alias
	}
	details := []string{"Access: " + s.Access.String()}
	if s.KeyCond != nil {
		details = append(details, "Key Cond: "+s.KeyCond.String())
	}
	if s.Lookup != nil {
		details = append(details, s.describeLookup())
	}
	return title, details
}

// Describe implements Node.
func (f *Filter) Describe() (string, []string) { return "Filter", []string{"Cond: " + f.Cond.String()} }

// Describe implements Node.
func (p *Project) Describe() (string, []string) {
	return "Project", []string{"Output: " + printAll(p.Exprs)}
}

// Describe implements Node.
func (s *Sort) Describe() (string, []string) {
	details := []string{"Sort Key: " + printKeys(s.Keys)}
	if s.Top != nil {
		details = append(details, "Top: "+s.Top.String())
	}
	return "Sort", details
}

// Describe implements Node.
func (l *Limit) Describe() (string, []string) {
	var details []string
	if l.Count != nil {
		details = append(details, "Count: "+l.Count.String())
	}
	if l.Offset != nil {
		details = append(details, "Offset: "+l.Offset.String())
	}
	return "Limit", details
}

// Describe implements Node.
func (d *Distinct) Describe() (string, []string) {
	if d.On == nil {
		return "Distinct", nil
	}
	return "Distinct", []string{"On: " + printAll(d.On)}
}

func printAll(es []expr.Expr) string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.String()
	}
	return strings.Join(parts, ", ")
}

func printKeys(keys []SortKey) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = k.Expr.String()
		if k.Desc {
			parts[i] += " DESC"
		}
		if k.NullsFirst != k.Desc {
			parts[i] += map[bool]string{true: " NULLS FIRST", false: " NULLS LAST"}[k.NullsFirst]
		}
	}
	return strings.Join(parts, ", ")
}
