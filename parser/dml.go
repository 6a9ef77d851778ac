package parser

// Insert is INSERT INTO.
type Insert struct {
	Loc
	With       *With
	Table      *Table
	Columns    []*AssignTarget // empty where none were written
	Overriding Overriding
	Source     *Query // nil: DEFAULT VALUES
	OnConflict *OnConflict
	Returning  []*Target
}

// Overriding is OVERRIDING {SYSTEM | USER} VALUE.
type Overriding int8

// What becomes of values given for identity columns.
const (
	OverridingNone Overriding = iota
	OverridingUser
	OverridingSystem
)

// OnConflict is ON CONFLICT [target] DO NOTHING or DO UPDATE.
type OnConflict struct {
	Loc
	Target   *ConflictTarget // nil: any unique constraint
	DoUpdate bool
	Set      []*Assignment
	Where    Expr
}

// ConflictTarget is (columns) [WHERE ...] or ON CONSTRAINT name.
type ConflictTarget struct {
	Loc
	Elems      []*IndexElem
	Where      Expr
	Constraint string
}

// Update is UPDATE.
type Update struct {
	Loc
	With      *With
	Table     *Table
	Set       []*Assignment
	From      []TableExpr
	Where     Expr
	Returning []*Target
}

// Assignment is column = value or (columns) = value. With several columns
// the value is a *Row, a *ScalarSubquery, or an expression PostgreSQL refuses.
type Assignment struct {
	Loc
	Multi   bool // written with parentheses
	Targets []*AssignTarget
	Value   Expr
}

// AssignTarget is a column, or a part of one, that gets a value.
type AssignTarget struct {
	Loc
	Column string
	Path   []*Selector
}

// Selector is .field, .* or [index] behind a column that gets a value.
type Selector struct {
	Field string
	Star  bool
	Index *Index
}

// Delete is DELETE FROM.
type Delete struct {
	Loc
	With      *With
	Table     *Table
	Using     []TableExpr
	Where     Expr
	Returning []*Target
}

// Merge is MERGE INTO.
type Merge struct {
	Loc
	With   *With
	Table  *Table
	Source TableExpr
	On     Expr
	Whens  []*MergeWhen
}

// MergeWhen is WHEN [NOT] MATCHED [AND cond] THEN action.
type MergeWhen struct {
	Matched bool
	Cond    Expr
	Action  MergeAction
	Set     []*Assignment // of MergeUpdate
	// Columns, Overriding and Values are MergeInsert's; without Values the
	// row is DEFAULT VALUES.
	Columns    []*AssignTarget
	Overriding Overriding
	Values     []Expr
}

// MergeAction is what a MergeWhen does.
type MergeAction int8

// The actions of MERGE.
const (
	MergeNothing MergeAction = iota
	MergeInsert
	MergeUpdate
	MergeDelete
)

// Copy is COPY table FROM or TO, or COPY (query) TO.
type Copy struct {
	Loc
	Table   *Table // nil where Query is set
	Query   Stmt   // *Query, *Insert, *Update or *Delete
	Columns []string
	From    bool
	Program bool   // Path is a command
	Path    string // empty: STDIN or STDOUT
	// Options in the modern spelling, whichever was written: format, freeze,
	// delimiter, null, header, quote, escape, force_quote, force_not_null,
	// force_null, encoding, default.
	Options []*Option
	Where   Expr
}

func (*Insert) stmt() {}
func (*Update) stmt() {}
func (*Delete) stmt() {}
func (*Merge) stmt()  {}
func (*Copy) stmt()   {}
