package expr

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// In is `Operand IN (Items)`: the binder makes it where every item has the
// operand's type, so that one hash probe serves; other lists become Or.
// NULL follows the rules of OR over =.
type In struct {
	Operand Expr
	Items   []Expr
	Negated bool
}

// Type implements Expr.
func (*In) Type() *types.Type { return types.Bool }

// Typmod implements Expr.
func (*In) Typmod() int32 { return types.NoTypmod }

// Children implements Expr: the operand, then the items.
func (n *In) Children() []Expr { return append([]Expr{n.Operand}, n.Items...) }

// WithChildren implements Expr.
func (n *In) WithChildren(es []Expr) Expr { return &In{es[0], es[1:], n.Negated} }

func (n *In) String() string {
	op := " IN ("
	if n.Negated {
		op = " NOT IN ("
	}
	return "(" + n.Operand.String() + op + join(n.Items, ", ") + "))"
}

// AnyAll is `Left op ANY (Array)` or `Left op ALL (Array)`. Op compares the
// left operand's type with the array's element type.
type AnyAll struct {
	Op    *functions.Overload
	All   bool
	Left  Expr
	Array Expr
	Pos   int
}

// Type implements Expr.
func (*AnyAll) Type() *types.Type { return types.Bool }

// Typmod implements Expr.
func (*AnyAll) Typmod() int32 { return types.NoTypmod }

// Children implements Expr.
func (a *AnyAll) Children() []Expr { return []Expr{a.Left, a.Array} }

// WithChildren implements Expr.
func (a *AnyAll) WithChildren(es []Expr) Expr {
	copied := *a
	copied.Left, copied.Array = es[0], es[1]
	return &copied
}

func (a *AnyAll) String() string {
	word := " ANY ("
	if a.All {
		word = " ALL ("
	}
	return "(" + a.Left.String() + " " + a.Op.Name + word + a.Array.String() + "))"
}

// MakeArray is ARRAY[...]. Where Nested, the elements are arrays of equal
// dimensions that become the rows of one more dimension.
type MakeArray struct {
	Result
	Elements []Expr
	Nested   bool
}

// Children implements Expr.
func (a *MakeArray) Children() []Expr { return a.Elements }

// WithChildren implements Expr.
func (a *MakeArray) WithChildren(es []Expr) Expr { return &MakeArray{a.Result, es, a.Nested} }

func (a *MakeArray) String() string { return "ARRAY[" + join(a.Elements, ", ") + "]" }

// Subscript is array[i][j]... or, where Slice is set, array[a:b]...; bounds
// alternate lower and upper then, and a nil one means the array's own.
type Subscript struct {
	Result
	Array  Expr
	Bounds []Expr
	Slice  bool
}

// Children implements Expr: the array, then the bounds that are not nil.
func (s *Subscript) Children() []Expr {
	es := []Expr{s.Array}
	for _, b := range s.Bounds {
		if b != nil {
			es = append(es, b)
		}
	}
	return es
}

// WithChildren implements Expr.
func (s *Subscript) WithChildren(es []Expr) Expr {
	copied := &Subscript{Result: s.Result, Array: es[0], Bounds: make([]Expr, len(s.Bounds)), Slice: s.Slice}
	next := 1
	for i, b := range s.Bounds {
		if b != nil {
			copied.Bounds[i] = es[next]
			next++
		}
	}
	return copied
}

func (s *Subscript) String() string {
	text := s.Array.String()
	for i := 0; i < len(s.Bounds); i++ {
		text += "[" + bound(s.Bounds[i])
		if s.Slice {
			i++
			text += ":" + bound(s.Bounds[i])
		}
		text += "]"
	}
	return text
}

func bound(e Expr) string {
	if e == nil {
		return ""
	}
	return e.String()
}

// MakeRow is ROW(...).
type MakeRow struct {
	Result
	Names  []string
	Fields []Expr
}

// Children implements Expr.
func (r *MakeRow) Children() []Expr { return r.Fields }

// WithChildren implements Expr.
func (r *MakeRow) WithChildren(es []Expr) Expr { return &MakeRow{r.Result, r.Names, es} }

func (r *MakeRow) String() string { return "ROW(" + join(r.Fields, ", ") + ")" }

// Field is (record).field, by position from 0.
type Field struct {
	Result
	Record Expr
	Index  int
	Name   string
}

// Children implements Expr.
func (f *Field) Children() []Expr { return []Expr{f.Record} }

// WithChildren implements Expr.
func (f *Field) WithChildren(es []Expr) Expr {
	copied := *f
	copied.Record = es[0]
	return &copied
}

func (f *Field) String() string {
	name := f.Name
	if name == "" {
		name = "f" + strconv.Itoa(f.Index+1)
	}
	return "(" + f.Record.String() + ")." + name
}
