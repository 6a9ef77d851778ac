package parser

// ScalarSubquery is (SELECT ...) where a value is expected.
type ScalarSubquery struct {
	Loc
	Query *Query
}

// Exists is EXISTS (SELECT ...).
type Exists struct {
	Loc
	Query *Query
}

// InSubquery is x [NOT] IN (SELECT ...); Arg is a *Row for several columns.
type InSubquery struct {
	Loc
	Arg   Expr
	Query *Query
	Not   bool
}

// QuantifiedSubquery is x op ANY (SELECT ...) or x op ALL (SELECT ...).
type QuantifiedSubquery struct {
	Loc
	Op    QualifiedName
	All   bool
	Left  Expr
	Query *Query
}

// ArraySubquery is ARRAY(SELECT ...).
type ArraySubquery struct {
	Loc
	Query *Query
}

func (*ScalarSubquery) expr()     {}
func (*Exists) expr()             {}
func (*InSubquery) expr()         {}
func (*QuantifiedSubquery) expr() {}
func (*ArraySubquery) expr()      {}
