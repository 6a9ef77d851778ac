package expr

import "github.com/s3dbsql/s3dbsql/types"

// And is the conjunction of two or more booleans in three-valued logic; an
// operand is evaluated only for rows that those before it left open.
type And struct{ Operands []Expr }

// Or is the disjunction of two or more booleans.
type Or struct{ Operands []Expr }

// Not negates a boolean; NULL stays NULL.
type Not struct{ Operand Expr }

// Type implements Expr.
func (*And) Type() *types.Type { return types.Bool }

// Type implements Expr.
func (*Or) Type() *types.Type { return types.Bool }

// Type implements Expr.
func (*Not) Type() *types.Type { return types.Bool }

// Typmod implements Expr.
func (*And) Typmod() int32 { return types.NoTypmod }

// Typmod implements Expr.
func (*Or) Typmod() int32 { return types.NoTypmod }

// Typmod implements Expr.
func (*Not) Typmod() int32 { return types.NoTypmod }

// Children implements Expr.
func (a *And) Children() []Expr { return a.Operands }

// Children implements Expr.
func (o *Or) Children() []Expr { return o.Operands }

// Children implements Expr.
func (n *Not) Children() []Expr { return []Expr{n.Operand} }

// WithChildren implements Expr.
func (*And) WithChildren(c []Expr) Expr { return &And{c} }

// WithChildren implements Expr.
func (*Or) WithChildren(c []Expr) Expr { return &Or{c} }

// WithChildren implements Expr.
func (*Not) WithChildren(c []Expr) Expr { return &Not{c[0]} }

func (a *And) String() string { return "(" + join(a.Operands, " AND ") + ")" }

func (o *Or) String() string { return "(" + join(o.Operands, " OR ") + ")" }

func (n *Not) String() string { return "(NOT " + n.Operand.String() + ")" }

// Test is what follows IS in a TestIs.
type Test uint8

// The tests of IS. The null tests of a row value look at its fields.
const (
	IsNull Test = iota
	IsNotNull
	IsTrue
	IsNotTrue
	IsFalse
	IsNotFalse
	IsUnknown
	IsNotUnknown
)

var testNames = [...]string{"NULL", "NOT NULL", "TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "UNKNOWN", "NOT UNKNOWN"}

// TestIs is IS [NOT] NULL, TRUE, FALSE or UNKNOWN; it is never NULL.
type TestIs struct {
	Operand Expr
	Test    Test
}

// Type implements Expr.
func (*TestIs) Type() *types.Type { return types.Bool }

// Typmod implements Expr.
func (*TestIs) Typmod() int32 { return types.NoTypmod }

// Children implements Expr.
func (t *TestIs) Children() []Expr { return []Expr{t.Operand} }

// WithChildren implements Expr.
func (t *TestIs) WithChildren(c []Expr) Expr { return &TestIs{c[0], t.Test} }

func (t *TestIs) String() string { return "(" + t.Operand.String() + " IS " + testNames[t.Test] + ")" }

// Distinct is IS DISTINCT FROM (Negated: IS NOT DISTINCT FROM). Equal is the
// = operator of the operands' types.
type Distinct struct {
	Equal   *Call // over Left and Right; supplies the comparison
	Negated bool
}

// Type implements Expr.
func (*Distinct) Type() *types.Type { return types.Bool }

// Typmod implements Expr.
func (*Distinct) Typmod() int32 { return types.NoTypmod }

// Children implements Expr.
func (d *Distinct) Children() []Expr { return d.Equal.Args }

// WithChildren implements Expr.
func (d *Distinct) WithChildren(c []Expr) Expr {
	return &Distinct{d.Equal.WithChildren(c).(*Call), d.Negated}
}

func (d *Distinct) String() string {
	op := " IS DISTINCT FROM "
	if d.Negated {
		op = " IS NOT DISTINCT FROM "
	}
	return "(" + join(d.Equal.Args, op) + ")"
}
