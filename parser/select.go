package parser

// Query is a whole SELECT, VALUES or TABLE command, or a subquery: a body
// with what may surround it. TABLE t is kept as SELECT * FROM t.
type Query struct {
	Loc
	With    *With
	Body    QueryBody
	OrderBy []*SortItem
	Limit   *Limit
	Locking []*Locking
}

// QueryBody is *Select, *Values or *SetOp.
type QueryBody interface {
	Node
	queryBody()
}

// Select is one SELECT without the clauses that apply to a whole query.
type Select struct {
	Loc
	Distinct      bool   // SELECT DISTINCT, with or without ON
	DistinctOn    []Expr // DISTINCT ON (...)
	Targets       []*Target
	From          []TableExpr
	Where         Expr
	GroupBy       []Expr // expressions and *GroupingSet
	GroupDistinct bool   // GROUP BY DISTINCT
	Having        Expr
	Windows       []*Window // WINDOW name AS (...)
}

// Values is VALUES (...), (...). An item may be *Default where it is the
// source of an INSERT.
type Values struct {
	Loc
	Rows [][]Expr
}

// SetOp combines two queries.
type SetOp struct {
	Loc
	Kind  SetOpKind
	All   bool
	Left  *Query
	Right *Query
}

// SetOpKind is the kind of a SetOp.
type SetOpKind int8

// The set operations.
const (
	Union SetOpKind = iota
	Intersect
	Except
)

// Target is one item of a SELECT or RETURNING list. A star is a *ColumnRef
// or a *FieldStar.
type Target struct {
	Loc
	Expr Expr
	As   string // the output name if one was written; see ColumnName
}

// With is WITH [RECURSIVE].
type With struct {
	Loc
	Recursive bool
	CTEs      []*CTE
}

// CTE is one common table expression; Stmt is a *Query, *Insert, *Update or
// *Delete (or *Merge, which PostgreSQL refuses).
type CTE struct {
	Loc
	Name         string
	Columns      []string
	Materialized Materialized
	Stmt         Stmt
	Search       *CTESearch
	Cycle        *CTECycle
}

// Materialized is the hint of a common table expression.
type Materialized int8

// The hints of a common table expression.
const (
	MaterializeDefault Materialized = iota
	MaterializeAlways
	MaterializeNever
)

// CTESearch is SEARCH {DEPTH | BREADTH} FIRST BY columns SET column.
type CTESearch struct {
	Loc
	Breadth bool
	By      []string
	Set     string
}

// CTECycle is CYCLE columns SET column [TO value DEFAULT value] USING column.
// Value and Default are TRUE and FALSE unless written.
type CTECycle struct {
	Loc
	Columns []string
	Set     string
	Value   Expr
	Default Expr
	Using   string
}

// SortItem is one item of ORDER BY.
type SortItem struct {
	Loc
	Expr  Expr
	Desc  bool
	Using *QualifiedName // ORDER BY x USING operator
	Nulls NullsOrder
}

// NullsOrder is where NULLs sort.
type NullsOrder int8

// Where NULLs sort; by default they are larger than any value.
const (
	NullsDefault NullsOrder = iota
	NullsFirst
	NullsLast
)

// Limit is LIMIT, OFFSET or FETCH FIRST; LIMIT ALL is LIMIT NULL.
type Limit struct {
	Count    Expr
	Offset   Expr
	WithTies bool
}

// Locking is FOR UPDATE and its kin; Of is empty for all tables.
type Locking struct {
	Strength LockStrength
	Of       []*Table
	Wait     LockWait
}

// LockStrength is the strength of a row lock, weakest first.
type LockStrength int8

// The row locks.
const (
	ForKeyShare LockStrength = iota
	ForShare
	ForNoKeyUpdate
	ForUpdate
)

// LockWait says what to do about a row that another transaction has locked.
type LockWait int8

// What to do about a locked row.
const (
	WaitBlock LockWait = iota
	SkipLocked
	NoWait
)

// GroupingSet is an item of GROUP BY that makes several groupings. An item of
// ROLLUP or CUBE with several columns is an implicit *Row.
type GroupingSet struct {
	Loc
	Kind  GroupingSetKind
	Items []Expr
}

// GroupingSetKind is the kind of a GroupingSet.
type GroupingSetKind int8

// The items of GROUP BY that make several groupings.
const (
	EmptySet GroupingSetKind = iota // ()
	Rollup
	Cube
	GroupingSets
)

// Window is a window definition: an item of WINDOW, or what follows OVER.
// OVER w has only Name; OVER (w ORDER BY x) has Base w.
type Window struct {
	Loc
	Name        string
	Base        string
	PartitionBy []Expr
	OrderBy     []*SortItem
	Frame       *Frame // nil: RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
}

// Frame is the frame clause of a window.
type Frame struct {
	Mode    FrameMode
	Start   FrameBound
	End     FrameBound // CURRENT ROW unless BETWEEN was written
	Exclude FrameExclusion
}

// FrameMode is how a frame counts.
type FrameMode int8

// How a frame counts.
const (
	FrameRange FrameMode = iota
	FrameRows
	FrameGroups
)

// FrameBound is one end of a frame; Offset is set for OffsetPreceding and
// OffsetFollowing.
type FrameBound struct {
	Kind   BoundKind
	Offset Expr
}

// BoundKind is the kind of a FrameBound.
type BoundKind int8

// The ends of a frame in their order.
const (
	UnboundedPreceding BoundKind = iota
	OffsetPreceding
	CurrentRow
	OffsetFollowing
	UnboundedFollowing
)

// FrameExclusion is the EXCLUDE clause of a frame.
type FrameExclusion int8

// What a frame leaves out.
const (
	ExcludeNoOthers FrameExclusion = iota
	ExcludeCurrentRow
	ExcludeGroup
	ExcludeTies
)

func (*Query) stmt()       {}
func (*Select) queryBody() {}
func (*Values) queryBody() {}
func (*SetOp) queryBody()  {}
func (*GroupingSet) expr() {}
