package parser

// Prepare is PREPARE name (types) AS query.
type Prepare struct {
	Loc
	Name  string
	Types []*TypeName
	Query Stmt
}

// Execute is EXECUTE name (arguments).
type Execute struct {
	Loc
	Name string
	Args []Expr
}

// Deallocate is DEALLOCATE; an empty Name means ALL.
type Deallocate struct {
	Loc
	Name string
}

// DeclareCursor is DECLARE name CURSOR FOR query.
type DeclareCursor struct {
	Loc
	Name        string
	Query       *Query
	Binary      bool
	Scroll      bool
	NoScroll    bool
	Insensitive bool
	Asensitive  bool
	Hold        bool
}

// Fetch is FETCH or MOVE. FIRST and LAST are absolute 1 and -1, PRIOR is
// backward 1; Count is FetchAll for ALL.
type Fetch struct {
	Loc
	Cursor    string
	Direction FetchDirection
	Count     int64
	Move      bool
}

// FetchDirection is the direction of a Fetch.
type FetchDirection int8

// The directions of FETCH.
const (
	FetchForward FetchDirection = iota
	FetchBackward
	FetchAbsolute
	FetchRelative
)

// FetchAll is the Count of FETCH ALL.
const FetchAll = int64(1<<63 - 1)

// CloseCursor is CLOSE; an empty Name means ALL.
type CloseCursor struct {
	Loc
	Name string
}

func (*Prepare) stmt()       {}
func (*Execute) stmt()       {}
func (*Deallocate) stmt()    {}
func (*DeclareCursor) stmt() {}
func (*Fetch) stmt()         {}
func (*CloseCursor) stmt()   {}
