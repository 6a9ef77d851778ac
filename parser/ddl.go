package parser

// CreateTable is CREATE TABLE without AS.
type CreateTable struct {
	Loc
	Table        *Table
	IfNotExists  bool
	Elems        []TableElem
	Inherits     []*Table
	OfType       *TypeName
	PartitionOf  *PartitionBound // with the parent in Inherits
	PartitionBy  *PartitionSpec
	Options      []*Option // WITH (...)
	OnCommit     OnCommit
	Tablespace   string
	AccessMethod string
}

// TableElem is *ColumnDef, *Constraint or *LikeTable.
type TableElem interface {
	Node
	tableElem()
}

// OnCommit is what becomes of a temporary table at COMMIT.
type OnCommit int8

// What becomes of a temporary table at COMMIT.
const (
	OnCommitDefault OnCommit = iota
	OnCommitPreserve
	OnCommitDelete
	OnCommitDrop
)

// ColumnDef is the definition of a column. Type is nil for a column of a typed
// table or a partition, which only adds constraints.
type ColumnDef struct {
	Loc
	Name        string
	Type        *TypeName
	Collation   *Collate // without Arg
	Constraints []*Constraint
	Storage     string
	Compression string
}

// LikeTable is LIKE table [INCLUDING ...].
type LikeTable struct {
	Loc
	Table   *Table
	Include LikeInclude
}

// LikeInclude is the set of what LIKE copies beside names, types and NOT NULL.
type LikeInclude uint32

// What LIKE copies. The bits are the grammar's.
const (
	IncludeComments LikeInclude = 1 << iota
	IncludeCompression
	IncludeConstraints
	IncludeDefaults
	IncludeGenerated
	IncludeIdentity
	IncludeIndexes
	IncludeStatistics
	IncludeStorage
	IncludeAll LikeInclude = 0x7fffffff
)

// PartitionSpec is PARTITION BY {LIST | RANGE | HASH} (...).
type PartitionSpec struct {
	Loc
	Strategy string // list, range or hash
	Elems    []*IndexElem
}

// PartitionBound is FOR VALUES ... or DEFAULT. The bounds MINVALUE and
// MAXVALUE are column references of that name, as in PostgreSQL's grammar.
type PartitionBound struct {
	Loc
	Default   bool
	In        []Expr
	From, To  []Expr
	Modulus   int
	Remainder int
}

// CreateTableAs is CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW.
type CreateTableAs struct {
	Loc
	Table        *Table
	Columns      []string
	IfNotExists  bool
	Materialized bool // CREATE MATERIALIZED VIEW
	Into         bool // written as SELECT INTO
	Query        Stmt // *Query or *Execute
	WithNoData   bool
	Options      []*Option
	OnCommit     OnCommit
	Tablespace   string
	AccessMethod string
}

// CreateView is CREATE VIEW.
type CreateView struct {
	Loc
	View        *Table
	Columns     []string
	Query       *Query
	Replace     bool
	Options     []*Option
	CheckOption CheckOption
}

// CheckOption is WITH [CASCADED | LOCAL] CHECK OPTION of a view.
type CheckOption int8

// The check options of a view.
const (
	CheckNone CheckOption = iota
	CheckLocal
	CheckCascaded
)

// CreateIndex is CREATE INDEX.
type CreateIndex struct {
	Loc
	Name             string // empty: PostgreSQL chooses one
	Table            *Table
	Method           string // btree unless written
	Unique           bool
	Concurrently     bool
	IfNotExists      bool
	NullsNotDistinct bool
	Elems            []*IndexElem
	Include          []*IndexElem
	Options          []*Option
	Tablespace       string
	Where            Expr
}

// IndexElem is a column or an expression of an index, a conflict target or a
// partition key: exactly one of Column and Expr is set.
type IndexElem struct {
	Loc
	Column    string
	Expr      Expr
	Collation *QualifiedName
	OpClass   *QualifiedName
	Desc      bool
	Nulls     NullsOrder
}

// CreateSequence is CREATE SEQUENCE.
type CreateSequence struct {
	Loc
	Sequence    *Table
	IfNotExists bool
	Options     SequenceOptions
}

// AlterSequence is ALTER SEQUENCE with sequence options.
type AlterSequence struct {
	Loc
	Sequence *Table
	IfExists bool
	Options  SequenceOptions
}

// CreateSchema is CREATE SCHEMA. Name is empty where only a role was given.
type CreateSchema struct {
	Loc
	Name        string
	Owner       *Role // AUTHORIZATION
	IfNotExists bool
	Elems       []Stmt // CREATE TABLE and its kin inside the command
}

// Role is a role that is named or, with Keyword, meant.
type Role struct {
	Loc
	Name    string
	Keyword string // CURRENT_USER, CURRENT_ROLE, SESSION_USER, PUBLIC or empty
}

// CreateDatabase is CREATE DATABASE.
type CreateDatabase struct {
	Loc
	Name    string
	Options []*Option
}

// DropDatabase is DROP DATABASE.
type DropDatabase struct {
	Loc
	Name     string
	IfExists bool
	Force    bool
}

func (*ColumnDef) tableElem()  {}
func (*Constraint) tableElem() {}
func (*LikeTable) tableElem()  {}

func (*CreateTable) stmt()    {}
func (*CreateTableAs) stmt()  {}
func (*CreateView) stmt()     {}
func (*CreateIndex) stmt()    {}
func (*CreateSequence) stmt() {}
func (*AlterSequence) stmt()  {}
func (*CreateSchema) stmt()   {}
func (*CreateDatabase) stmt() {}
func (*DropDatabase) stmt()   {}
