package expr

import "strconv"

// SubqueryKind says what a Subquery makes of the rows of its plan.
type SubqueryKind uint8

// The kinds of subquery expression.
const (
	ScalarSubquery SubqueryKind = iota // the single value of the single row, NULL if no row
	ExistsSubquery                     // whether there is a row
	AnySubquery                        // whether Compare is true for any row
	AllSubquery                        // whether Compare is true for every row
	ArraySubquery                      // the array of the single column
)

// Subquery is a subquery that stayed an expression: rules turn most into
// joins. The plan itself is kept beside the expression under Plan's number;
// the executor runs it, once if Correlated is empty and per row otherwise.
type Subquery struct {
	Result
	Kind SubqueryKind
	Plan int // index into the plan's list of subplans
	// Correlated are the values of the outer row that the subplan reads: its
	// Outer node with Index i is Correlated[i].
	Correlated []Expr
	// Left are the operands before IN, ANY or ALL.
	Left []Expr
	// Compare is the comparison for AnySubquery and AllSubquery over a row of
	// Left's columns followed by the subplan's columns.
	Compare Expr
	Negated bool // NOT EXISTS, NOT IN
}

// Children implements Expr: the correlated values, then the left operands.
func (s *Subquery) Children() []Expr {
	return append(append([]Expr{}, s.Correlated...), s.Left...)
}

// WithChildren implements Expr.
func (s *Subquery) WithChildren(es []Expr) Expr {
	copied := *s
	n := len(s.Correlated)
	copied.Correlated, copied.Left = es[:n:n], es[n:]
	return &copied
}

func (s *Subquery) String() string {
	name := "(SubPlan " + strconv.Itoa(s.Plan+1) + ")"
	if len(s.Correlated) == 0 {
		name = "(InitPlan " + strconv.Itoa(s.Plan+1) + ")"
	}
	if s.Negated {
		return "(NOT " + name + ")"
	}
	return name
}

var _ = [...]Expr{(*Const)(nil), (*Column)(nil), (*Outer)(nil), (*Param)(nil), (*And)(nil), (*Or)(nil),
	(*Not)(nil), (*TestIs)(nil), (*Distinct)(nil), (*Call)(nil), (*Cast)(nil), (*Case)(nil), (*Coalesce)(nil),
	(*NullIf)(nil), (*MinMax)(nil), (*In)(nil), (*AnyAll)(nil), (*MakeArray)(nil), (*Subscript)(nil),
	(*MakeRow)(nil), (*Field)(nil), (*Subquery)(nil)}
