package plan

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
)

// Insert adds the rows of its input, which has the table's columns in order
// with defaults filled in. Checks run before, foreign keys after; Returning
// reads the row as stored.
type Insert struct {
	Table     *catalog.Table
	Input     Node
	Checks    []CheckExpr
	Through   []ViewCheck
	Foreign   []ForeignKey
	Conflict  *Conflict   // nil without ON CONFLICT
	Returning []expr.Expr // over the row followed by System
	System    []catalog.SystemColumn
	Cols      Schema
}

// Conflict is ON CONFLICT. Arbiter is the unique constraint meant, nil for
// any (DO NOTHING only). Set computes the new row's columns over the existing
// row followed by the proposed one (EXCLUDED); nil means DO NOTHING.
type Conflict struct {
	Arbiter *catalog.Constraint
	Set     []expr.Expr
	Where   expr.Expr
}

// Update changes rows. Its input has the table's columns in order, system
// columns with the record id first, and then whatever FROM brought; Set computes every column of the new
// row over it. Recheck, over the same row, is the condition to test again
// when a row changed since the snapshot.
type Update struct {
	Table     *catalog.Table
	Input     Node
	Set       []expr.Expr
	Recheck   expr.Expr
	Checks    []CheckExpr
	Through   []ViewCheck
	Foreign   []ForeignKey
	Referring []ForeignKey
	Returning []expr.Expr            // over the new row followed by FROM's columns
	System    []catalog.SystemColumn // that Returning reads of the new row, all of the input's; nil if it reads none
	Cols      Schema
	// Unread are columns whose old values are not needed: the input has NULL
	// there. Where it Keeps them, rows keep what is stored.
	Unread []bool
}

// Keeps reports whether the assignment of a column leaves it as it is.
func (n *Update) Keeps(column int) bool {
	same, ok := n.Set[column].(*expr.Column)
	return ok && same.Index == column
}

// Delete removes rows. Its input is as that of Update.
type Delete struct {
	Table     *catalog.Table
	Input     Node
	Recheck   expr.Expr
	Referring []ForeignKey
	Returning []expr.Expr // over the old row followed by USING's columns
	Cols      Schema
	Unread    []bool // as that of Update
}

// Feed is the input of COPY FROM: rows that the session hands in, all columns
// of the table in order.
type Feed struct{ Cols Schema }

// Schema implements Node.
func (f *Feed) Schema() Schema { return f.Cols }

// Children implements Node.
func (*Feed) Children() []Node { return nil }

// WithChildren implements Node.
func (f *Feed) WithChildren([]Node) Node { return f }

// Describe implements Node.
func (*Feed) Describe() (string, []string) { return "Copy", nil }

// CheckExpr is a CHECK constraint over the table's columns, or a NOT NULL
// (Expr nil) of one column.
type CheckExpr struct {
	Name   string
	Column int
	Expr   expr.Expr
	// OfRule says that the attribute rule of Column demands it.
	OfRule bool
}

// ViewCheck is the condition of a view WITH CHECK OPTION, over the table's
// columns: rows that come through the view must satisfy it once they are
// stored. Unlike a CHECK constraint it fails on NULL.
type ViewCheck struct {
	View string
	Cond expr.Expr
}

// ForeignKey is a reference to look after: for a change of the referencing
// table its own constraint, for one of the referenced table the constraint
// that points to it.
type ForeignKey struct {
	Constraint *catalog.Constraint
	From, To   *catalog.Table
}

// Schema implements Node.
func (n *Insert) Schema() Schema { return n.Cols }

// Schema implements Node.
func (n *Update) Schema() Schema { return n.Cols }

// Schema implements Node.
func (n *Delete) Schema() Schema { return n.Cols }

// Children implements Node.
func (n *Insert) Children() []Node { return []Node{n.Input} }

// Children implements Node.
func (n *Update) Children() []Node { return []Node{n.Input} }

// Children implements Node.
func (n *Delete) Children() []Node { return []Node{n.Input} }

// WithChildren implements Node.
func (n *Insert) WithChildren(in []Node) Node {
	copied := *n
	copied.Input = in[0]
	return &copied
}

// WithChildren implements Node.
func (n *Update) WithChildren(in []Node) Node {
	copied := *n
	copied.Input = in[0]
	return &copied
}

// WithChildren implements Node.
func (n *Delete) WithChildren(in []Node) Node {
	copied := *n
	copied.Input = in[0]
	return &copied
}

// Describe implements Node.
func (n *Insert) Describe() (string, []string) { return "Insert on " + n.Table.Name, nil }

// Describe implements Node.
func (n *Update) Describe() (string, []string) { return "Update on " + n.Table.Name, nil }

// Describe implements Node.
func (n *Delete) Describe() (string, []string) { return "Delete on " + n.Table.Name, nil }

var _ = [...]Node{(*Values)(nil), (*Scan)(nil), (*Filter)(nil), (*Project)(nil), (*Sort)(nil), (*Limit)(nil),
	(*Distinct)(nil), (*Join)(nil), (*Aggregate)(nil), (*Window)(nil), (*SetOp)(nil), (*ProjectSet)(nil),
	(*FunctionScan)(nil), (*VirtualScan)(nil), (*CTE)(nil), (*CTEScan)(nil), (*RecursiveUnion)(nil),
	(*Insert)(nil), (*Update)(nil), (*Delete)(nil)}
