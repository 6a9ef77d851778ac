package expr

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Call applies an overload of a function or operator. Args have exactly the
// overload's types (polymorphic ones resolved); the binder put casts in.
type Call struct {
	Result
	Overload *functions.Overload
	Args     []Expr
	Operator bool // print infix
	Pos      int  // character position in the query for errors, 0 unknown
}

// Children implements Expr.
func (c *Call) Children() []Expr { return c.Args }

// WithChildren implements Expr.
func (c *Call) WithChildren(args []Expr) Expr {
	copied := *c
	copied.Args = args
	return &copied
}

func (c *Call) String() string {
	name := c.Overload.Name
	switch {
	case c.Operator && len(c.Args) == 2:
		return "(" + join(c.Args, " "+name+" ") + ")"
	case c.Operator:
		return "(" + name + " " + join(c.Args, "") + ")"
	}
	return name + "(" + join(c.Args, ", ") + ")"
}

// Cast converts Arg to the result type with its type modifier. A nil Fn means
// that both types share a representation and only the modifier is applied.
type Cast struct {
	Result
	Cast     *functions.Cast
	Arg      Expr
	Explicit bool
	Pos      int
}

// Children implements Expr.
func (c *Cast) Children() []Expr { return []Expr{c.Arg} }

// WithChildren implements Expr.
func (c *Cast) WithChildren(args []Expr) Expr {
	copied := *c
	copied.Arg = args[0]
	return &copied
}

func (c *Cast) String() string {
	return "(" + c.Arg.String() + ")::" + types.FormatType(c.Of, c.Mod)
}

// Case is the searched form of CASE; the binder turns CASE x WHEN y into it,
// with x = y as the condition. Else is nil for ELSE NULL.
type Case struct {
	Result
	Whens []When
	Else  Expr
}

// When is one branch of a Case.
type When struct{ Cond, Then Expr }

// Children implements Expr: conditions and results alternate, then ELSE.
func (c *Case) Children() []Expr {
	es := make([]Expr, 0, 2*len(c.Whens)+1)
	for _, w := range c.Whens {
		es = append(es, w.Cond, w.Then)
	}
	if c.Else != nil {
		es = append(es, c.Else)
	}
	return es
}

// WithChildren implements Expr.
func (c *Case) WithChildren(es []Expr) Expr {
	copied := &Case{Result: c.Result, Whens: make([]When, len(c.Whens))}
	for i := range c.Whens {
		copied.Whens[i] = When{es[2*i], es[2*i+1]}
	}
	if c.Else != nil {
		copied.Else = es[len(es)-1]
	}
	return copied
}

func (c *Case) String() string {
	var b strings.Builder
	b.WriteString("CASE")
	for _, w := range c.Whens {
		b.WriteString(" WHEN " + w.Cond.String() + " THEN " + w.Then.String())
	}
	if c.Else != nil {
		b.WriteString(" ELSE " + c.Else.String())
	}
	b.WriteString(" END")
	return b.String()
}

// Coalesce is the first operand that is not NULL; later ones are evaluated
// only where needed.
type Coalesce struct {
	Result
	Operands []Expr
}

// Children implements Expr.
func (c *Coalesce) Children() []Expr { return c.Operands }

// WithChildren implements Expr.
func (c *Coalesce) WithChildren(es []Expr) Expr { return &Coalesce{c.Result, es} }

func (c *Coalesce) String() string { return "COALESCE(" + join(c.Operands, ", ") + ")" }

// NullIf is NULL where Equal is true, else the first operand of Equal before
// any cast that the comparison needed.
type NullIf struct {
	Value Expr
	Equal Expr
}

// Type implements Expr.
func (n *NullIf) Type() *types.Type { return n.Value.Type() }

// Typmod implements Expr.
func (n *NullIf) Typmod() int32 { return n.Value.Typmod() }

// Children implements Expr.
func (n *NullIf) Children() []Expr { return []Expr{n.Value, n.Equal} }

// WithChildren implements Expr.
func (*NullIf) WithChildren(es []Expr) Expr { return &NullIf{es[0], es[1]} }

func (n *NullIf) String() string { return "NULLIF(" + n.Value.String() + ", " + n.Equal.String() + ")" }

// MinMax is GREATEST or LEAST: NULL operands are passed over.
type MinMax struct {
	Result
	Greatest bool
	Operands []Expr
}

// Children implements Expr.
func (m *MinMax) Children() []Expr { return m.Operands }

// WithChildren implements Expr.
func (m *MinMax) WithChildren(es []Expr) Expr { return &MinMax{m.Result, m.Greatest, es} }

func (m *MinMax) String() string {
	if m.Greatest {
		return "GREATEST(" + join(m.Operands, ", ") + ")"
	}
	return "LEAST(" + join(m.Operands, ", ") + ")"
}
