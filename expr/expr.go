package expr

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// Expr is a typed scalar expression over the columns of an input batch.
type Expr interface {
	// Type is the type of the result.
	Type() *types.Type
	// Typmod is the type modifier of the result, types.NoTypmod if none.
	Typmod() int32
	// Children returns the operands in order of evaluation.
	Children() []Expr
	// WithChildren returns a copy with other operands, as many as Children.
	WithChildren(children []Expr) Expr
	// String prints the expression as EXPLAIN does.
	String() string
}

// Result is the type of an expression's result, embedded by every node.
type Result struct {
	Of  *types.Type
	Mod int32
}

// Type implements Expr.
func (r Result) Type() *types.Type { return r.Of }

// Typmod implements Expr.
func (r Result) Typmod() int32 { return r.Mod }

// ResultOf is a Result without a type modifier.
func ResultOf(t *types.Type) Result { return Result{Of: t, Mod: types.NoTypmod} }

// leaf is embedded by nodes without operands.
type leaf struct{}

// Children implements Expr.
func (leaf) Children() []Expr { return nil }

// Const is a constant; a NULL one has a type too.
type Const struct {
	Result
	leaf
	Value types.Value
	Pos   int // character position in the statement, 0 if unknown
}

// NewConst makes a constant of a type.
func NewConst(t *types.Type, v types.Value) *Const { return &Const{Result: ResultOf(t), Value: v} }

// WithChildren implements Expr.
func (c *Const) WithChildren([]Expr) Expr { return c }

func (c *Const) String() string {
	if c.Value.IsNull() {
		return "NULL::" + c.Of.SQLName
	}
	text := string(types.AppendText(nil, c.Of, c.Value, types.DefaultStyle))
	if c.Of.Category == types.CategoryNumeric && c.Of.Kind != types.KindText {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'::" + c.Of.SQLName
}

// Column is a column of the input batch.
type Column struct {
	Result
	leaf
	Index int
	Name  string // for EXPLAIN only
	Pos   int    // character position in the statement, 0 if unknown
}

// At is e with a position in the statement, if it is a column.
func At(e Expr, pos int) Expr {
	c, ok := e.(*Column)
	if !ok {
		return e
	}
	placed := *c
	placed.Pos = pos
	return &placed
}

// WithChildren implements Expr.
func (c *Column) WithChildren([]Expr) Expr { return c }

func (c *Column) String() string {
	if c.Name == "" {
		return "column" + strconv.Itoa(c.Index)
	}
	return c.Name
}

// Outer is a value that a correlated subquery, or the right side of a lateral
// join, gets from the row outside: number Index of Subquery.Correlated or
// Join.LateralArgs. A value from further out is passed on level by level.
type Outer struct {
	Result
	leaf
	Index int
	Name  string
}

// WithChildren implements Expr.
func (o *Outer) WithChildren([]Expr) Expr { return o }

func (o *Outer) String() string { return o.Name }

// Param is a parameter of a prepared statement, numbered from 1.
type Param struct {
	Result
	leaf
	Number int
}

// WithChildren implements Expr.
func (p *Param) WithChildren([]Expr) Expr { return p }

func (p *Param) String() string { return fmt.Sprintf("$%d", p.Number) }

// join prints operands between separators.
func join(es []Expr, sep string) string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.String()
	}
	return strings.Join(parts, sep)
}
