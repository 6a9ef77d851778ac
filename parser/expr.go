package parser

// ColumnRef is a name that may be a column, a column of a table, or a whole
// row: a, t.a, s.t.a, t. With Star it is t.* or, without names, *.
type ColumnRef struct {
	Loc
	Names []string
	Star  bool
}

// Param is $1, $2, ...
type Param struct {
	Loc
	Number int
}

// Literal is a constant as it was written.
type Literal struct {
	Loc
	Kind LiteralKind
	// Text is the value: digits in base ten, perhaps with a minus sign, for
	// Integer (fits int4); decimal notation for Numeric, which is also how an
	// integer beyond int4 comes; the characters without quotes and escapes for
	// String; b or x with digits for BitString; true or false for Bool.
	Text string
}

// LiteralKind is the kind of a Literal.
type LiteralKind int8

// The constants of the grammar.
const (
	Null LiteralKind = iota
	Bool
	Integer
	Numeric
	String
	BitString
)

// Cast is CAST(x AS t), x::t or t 'x'. Pos is where the type or the :: stands.
type Cast struct {
	Loc
	Arg  Expr
	Type *TypeName
}

// Op is an operator; a prefix operator has no Left. Pos is the operator's.
type Op struct {
	Loc
	Name  QualifiedName // Schema is set for OPERATOR(schema.op)
	Left  Expr
	Right Expr
}

// And is a AND b AND ...: two or more arguments, the first of which is no And.
type And struct {
	Loc
	Args []Expr
}

// Or is a OR b OR ..., like And.
type Or struct {
	Loc
	Args []Expr
}

// Not is NOT x.
type Not struct {
	Loc
	Arg Expr
}

// IsNull is x IS [NOT] NULL.
type IsNull struct {
	Loc
	Arg Expr
	Not bool
}

// IsTruth is x IS [NOT] TRUE, FALSE or UNKNOWN.
type IsTruth struct {
	Loc
	Arg   Expr
	Value Truth
	Not   bool
}

// Truth is a value of three-valued logic.
type Truth int8

// The values of three-valued logic.
const (
	True Truth = iota
	False
	UnknownTruth
)

// IsDistinct is x IS [NOT] DISTINCT FROM y.
type IsDistinct struct {
	Loc
	Left  Expr
	Right Expr
	Not   bool
}

// Between is x [NOT] BETWEEN [SYMMETRIC] low AND high.
type Between struct {
	Loc
	Arg       Expr
	Low       Expr
	High      Expr
	Symmetric bool
	Not       bool
}

// In is x [NOT] IN (a, b, ...); with a subquery it is an InSubquery.
type In struct {
	Loc
	Arg  Expr
	List []Expr
	Not  bool
}

// Like is x [NOT] LIKE pattern [ESCAPE e], and ILIKE and SIMILAR TO.
type Like struct {
	Loc
	Kind    LikeKind
	Arg     Expr
	Pattern Expr
	Escape  Expr // nil where none was written
	Not     bool
}

// LikeKind is the kind of a Like.
type LikeKind int8

// The pattern matches of the grammar.
const (
	CaseLike LikeKind = iota // LIKE
	ILike
	SimilarTo
)

// Quantified is x op ANY (array) or x op ALL (array); with a subquery it is a
// QuantifiedSubquery. x LIKE ANY (...) has the operator ~~.
type Quantified struct {
	Loc
	Op    QualifiedName
	All   bool
	Left  Expr
	Array Expr
}

// Case is CASE [arg] WHEN ... THEN ... [ELSE ...] END.
type Case struct {
	Loc
	Arg   Expr
	Whens []*When
	Else  Expr
}

// When is one arm of a Case.
type When struct {
	Loc
	Cond   Expr
	Result Expr
}

// Coalesce is COALESCE(a, b, ...).
type Coalesce struct {
	Loc
	Args []Expr
}

// MinMax is GREATEST or LEAST.
type MinMax struct {
	Loc
	Least bool
	Args  []Expr
}

// NullIf is NULLIF(a, b).
type NullIf struct {
	Loc
	Left  Expr
	Right Expr
}

// Collate is x COLLATE name.
type Collate struct {
	Loc
	Arg       Expr
	Collation QualifiedName
}

// SQLValue is a function that is called without parentheses.
type SQLValue struct {
	Loc
	Func      SQLValueFunc
	Precision int // of CURRENT_TIME(p) and its kin; -1 where none was written
}

// SQLValueFunc is the lower-case name of a function that is called without
// parentheses; it is the name of the output column, too.
type SQLValueFunc string

// The functions that are called without parentheses.
const (
	CurrentDate      SQLValueFunc = "current_date"
	CurrentTime      SQLValueFunc = "current_time"
	CurrentTimestamp SQLValueFunc = "current_timestamp"
	LocalTime        SQLValueFunc = "localtime"
	LocalTimestamp   SQLValueFunc = "localtimestamp"
	CurrentRole      SQLValueFunc = "current_role"
	CurrentUser      SQLValueFunc = "current_user"
	User             SQLValueFunc = "user"
	SessionUser      SQLValueFunc = "session_user"
	CurrentCatalog   SQLValueFunc = "current_catalog"
	CurrentSchema    SQLValueFunc = "current_schema"
)

// Default is DEFAULT where a value is assigned.
type Default struct{ Loc }

// CurrentOf is WHERE CURRENT OF cursor.
type CurrentOf struct {
	Loc
	Cursor string
}

func (*ColumnRef) expr()  {}
func (*Param) expr()      {}
func (*Literal) expr()    {}
func (*Cast) expr()       {}
func (*Op) expr()         {}
func (*And) expr()        {}
func (*Or) expr()         {}
func (*Not) expr()        {}
func (*IsNull) expr()     {}
func (*IsTruth) expr()    {}
func (*IsDistinct) expr() {}
func (*Between) expr()    {}
func (*In) expr()         {}
func (*Like) expr()       {}
func (*Quantified) expr() {}
func (*Case) expr()       {}
func (*Coalesce) expr()   {}
func (*MinMax) expr()     {}
func (*NullIf) expr()     {}
func (*Collate) expr()    {}
func (*SQLValue) expr()   {}
func (*Default) expr()    {}
func (*CurrentOf) expr()  {}
