package parser

// Table is a named relation: an item of FROM, or the target of a command.
type Table struct {
	Loc
	Name        QualifiedName
	Only        bool // ONLY t: without the tables that inherit from it
	Alias       *Alias
	Sample      *Sample
	Persistence Persistence // where the command makes the relation
}

// Sample is TABLESAMPLE method (arguments) [REPEATABLE (seed)].
type Sample struct {
	Loc
	Method     QualifiedName
	Args       []Expr
	Repeatable Expr
}

// DerivedTable is a subquery in FROM, which must have an alias.
type DerivedTable struct {
	Loc
	Lateral bool
	Query   *Query
	Alias   *Alias
}

// FuncTable is a function, or ROWS FROM (functions), in FROM.
type FuncTable struct {
	Loc
	Lateral    bool
	Ordinality bool // WITH ORDINALITY
	RowsFrom   bool
	Funcs      []*TableFunc
	Alias      *Alias
	Columns    []*ColumnDef // AS alias (name type, ...)
}

// TableFunc is one function of a FuncTable. Call is mostly a *FuncCall, but
// some functions have a syntax of their own, as CURRENT_DATE.
type TableFunc struct {
	Call    Expr
	Columns []*ColumnDef // in ROWS FROM: f(x) AS (name type, ...)
}

// Join is left JOIN right.
type Join struct {
	Loc
	Kind       JoinKind
	Left       TableExpr
	Right      TableExpr
	Natural    bool
	Using      []string
	UsingAlias string // USING (...) AS alias
	On         Expr
	Alias      *Alias // (a JOIN b ...) AS alias
}

// JoinKind is the kind of a Join.
type JoinKind int8

// The joins. A cross join is an inner join without condition: CrossJoin is
// what has neither ON, USING nor NATURAL.
const (
	InnerJoin JoinKind = iota
	LeftJoin
	RightJoin
	FullJoin
	CrossJoin
)

func (*Table) tableExpr()        {}
func (*DerivedTable) tableExpr() {}
func (*FuncTable) tableExpr()    {}
func (*Join) tableExpr()         {}
