package plan

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
)

// SetOpKind is UNION, INTERSECT or EXCEPT.
type SetOpKind uint8

// The set operations.
const (
	Union SetOpKind = iota
	Intersect
	Except
)

var setOpNames = [...]string{"Union", "Intersect", "Except"}

// SetOp combines two inputs of equal column types. Without All, equal rows
// (NULLs are equal) become one.
type SetOp struct {
	Kind        SetOpKind
	All         bool
	Left, Right Node
	Cols        Schema
}

// ProjectSet is a Project among whose Exprs are set-returning calls: they run
// in step, shorter ones padded with NULL (PostgreSQL manual, 38.5.8). Sets[i]
// is nil for an ordinary expression.
type ProjectSet struct {
	Input Node
	Exprs []expr.Expr
	Sets  []*SetCall
	Cols  Schema
}

// SetCall is a call of a set-returning function.
type SetCall struct {
	Set  *functions.Set
	Args []expr.Expr
}

// FunctionScan is set-returning functions in FROM, side by side (ROWS FROM);
// an ordinary function has a nil Set and its call in Scalar. Ordinality adds
// a bigint column that counts from 1.
type FunctionScan struct {
	Calls      []FunctionCall
	Ordinality bool
	Cols       Schema
}

// FunctionCall is one function of a FunctionScan, giving Columns columns.
type FunctionCall struct {
	Set     *SetCall
	Scalar  expr.Expr
	Columns int
}

// VirtualScan reads a system table.
type VirtualScan struct {
	Table Virtual
	Cols  Schema
}

// Virtual is a table whose rows come from the catalog or the server's state.
type Virtual interface {
	Name() string
}

// CTE is WITH: Definition is computed at most once, as far as its CTEScans
// ask for rows, and kept under Number for them within Body.
type CTE struct {
	Number     int
	Name       string
	Definition Node
	Body       Node
}

// CTEScan reads the rows of a CTE or, below the recursive term of a
// RecursiveUnion of that number, the rows of the last round.
type CTEScan struct {
	Number int
	Name   string
	Cols   Schema
}

// RecursiveUnion is the definition of a recursive CTE: Base, then Step over
// the rows of the round before until a round adds none. Without All, rows
// seen before are dropped.
type RecursiveUnion struct {
	Number     int
	All        bool
	Base, Step Node
	Cols       Schema
}

// Schema implements Node.
func (s *SetOp) Schema() Schema { return s.Cols }

// Schema implements Node.
func (p *ProjectSet) Schema() Schema { return p.Cols }

// Schema implements Node.
func (f *FunctionScan) Schema() Schema { return f.Cols }

// Schema implements Node.
func (v *VirtualScan) Schema() Schema { return v.Cols }

// Schema implements Node.
func (c *CTE) Schema() Schema { return c.Body.Schema() }

// Schema implements Node.
func (c *CTEScan) Schema() Schema { return c.Cols }

// Schema implements Node.
func (r *RecursiveUnion) Schema() Schema { return r.Cols }

// Children implements Node.
func (s *SetOp) Children() []Node { return []Node{s.Left, s.Right} }

// Children implements Node.
func (p *ProjectSet) Children() []Node { return []Node{p.Input} }

// Children implements Node.
func (*FunctionScan) Children() []Node { return nil }

// Children implements Node.
func (*VirtualScan) Children() []Node { return nil }

// Children implements Node.
func (c *CTE) Children() []Node { return []Node{c.Definition, c.Body} }

// Children implements Node.
func (*CTEScan) Children() []Node { return nil }

// Children implements Node.
func (r *RecursiveUnion) Children() []Node { return []Node{r.Base, r.Step} }

// WithChildren implements Node.
func (s *SetOp) WithChildren(in []Node) Node { return &SetOp{s.Kind, s.All, in[0], in[1], s.Cols} }

// WithChildren implements Node.
func (p *ProjectSet) WithChildren(in []Node) Node {
	return &ProjectSet{in[0], p.Exprs, p.Sets, p.Cols}
}

// WithChildren implements Node.
func (f *FunctionScan) WithChildren([]Node) Node { return f }

// WithChildren implements Node.
func (v *VirtualScan) WithChildren([]Node) Node { return v }

// WithChildren implements Node.
func (c *CTE) WithChildren(in []Node) Node { return &CTE{c.Number, c.Name, in[0], in[1]} }

// WithChildren implements Node.
func (c *CTEScan) WithChildren([]Node) Node { return c }

// WithChildren implements Node.
func (r *RecursiveUnion) WithChildren(in []Node) Node {
	return &RecursiveUnion{r.Number, r.All, in[0], in[1], r.Cols}
}

// Describe implements Node.
func (s *SetOp) Describe() (string, []string) {
	if s.All {
		return setOpNames[s.Kind] + " All", nil
	}
	return setOpNames[s.Kind], nil
}

// Describe implements Node.
func (p *ProjectSet) Describe() (string, []string) { return "ProjectSet", nil }

// Describe implements Node.
func (f *FunctionScan) Describe() (string, []string) {
	name := ""
	if c := f.Calls[0]; c.Set != nil {
		name = c.Set.Set.Name
	} else {
		name = c.Scalar.String()
	}
	return "Function Scan on " + name, nil
}

// Describe implements Node.
func (v *VirtualScan) Describe() (string, []string) { return "Scan on " + v.Table.Name(), nil }

// Describe implements Node.
func (c *CTE) Describe() (string, []string) { return "CTE " + c.Name, nil }

// Describe implements Node.
func (c *CTEScan) Describe() (string, []string) { return "CTE Scan on " + c.Name, nil }

// Describe implements Node.
func (r *RecursiveUnion) Describe() (string, []string) { return "Recursive Union", nil }
