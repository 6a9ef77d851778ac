package parser

// AlterTable is ALTER TABLE, and ALTER INDEX, VIEW and so on where they share
// its grammar: Kind says which was written.
type AlterTable struct {
	Loc
	Kind     ObjectKind
	Table    *Table
	IfExists bool
	Commands []*AlterCommand
}

// AlterCommand is one action of ALTER TABLE. The fields an action does not
// need are empty.
type AlterCommand struct {
	Action     AlterAction
	Name       string           // the column, constraint, tablespace ... it is about
	IfExists   bool             // IF EXISTS or, for AddColumn, IF NOT EXISTS
	Column     *ColumnDef       // AddColumn
	Constraint *Constraint      // AddConstraint, AlterConstraint, AddIdentity
	Type       *TypeName        // AlterType
	Collation  *Collate         // AlterType, without Arg
	Expr       Expr             // AlterType USING, SetDefaultValue
	Number     int              // SetStatistics
	Value      string           // SetStorage, SetCompression
	Owner      *Role            // OwnerTo
	Options    []*Option        // SetOptions and its kin
	Sequence   *SequenceOptions // AlterIdentity
	ByDefault  *bool            // AlterIdentity SET GENERATED
	Parent     *Table           // inheritance and partitions
	Bound      *PartitionBound  // AttachPartition
	Behavior   DropBehavior
	Feature    string // what an OtherAction is, as ENABLE TRIGGER
}

// AlterAction is the kind of an AlterCommand.
type AlterAction int8

// The actions of ALTER TABLE.
const (
	OtherAction AlterAction = iota
	AddColumn
	DropColumn
	AlterType
	SetDefaultValue
	DropDefault
	SetNotNull
	DropNotNull
	DropExpression
	AddIdentity
	AlterIdentity
	DropIdentity
	SetStatistics
	SetColumnOptions
	ResetColumnOptions
	SetStorage
	SetCompression
	AddConstraint
	AlterConstraint
	ValidateConstraint
	DropConstraint
	OwnerTo
	SetOptions
	ResetOptions
	SetTablespace
	SetLogged
	SetUnlogged
	AddInherit
	DropInherit
	AttachPartition
	DetachPartition
)

// Rename is ALTER ... RENAME: of the object itself or, with Sub, of a column
// or constraint of a table.
type Rename struct {
	Loc
	Kind     ObjectKind // what gets the new name: TableObject, ColumnObject ...
	Relation ObjectKind // for columns: the kind of relation that was written
	Name     QualifiedName
	Sub      string // the column or constraint
	NewName  string
	IfExists bool
	Behavior DropBehavior
}

// SetSchema is ALTER ... SET SCHEMA.
type SetSchema struct {
	Loc
	Kind     ObjectKind
	Name     QualifiedName
	Schema   string
	IfExists bool
}

// Drop is DROP TABLE, VIEW, INDEX and so on, for objects that have a plain
// name.
type Drop struct {
	Loc
	Kind         ObjectKind
	Names        []QualifiedName
	IfExists     bool
	Concurrently bool
	Behavior     DropBehavior
}

// Truncate is TRUNCATE.
type Truncate struct {
	Loc
	Tables          []*Table
	RestartIdentity bool
	Behavior        DropBehavior
}

// Comment is COMMENT ON; Text is nil for IS NULL. Sub is the column or
// constraint where Kind is one of these.
type Comment struct {
	Loc
	Kind ObjectKind
	Name QualifiedName
	Sub  string
	Text *string
}

// ObjectKind is a kind of object as SQL names it, in capitals: the word of
// command tags and messages.
type ObjectKind string

// The kinds of objects that commands of this package name.
const (
	TableObject            ObjectKind = "TABLE"
	ViewObject             ObjectKind = "VIEW"
	MaterializedViewObject ObjectKind = "MATERIALIZED VIEW"
	ForeignTableObject     ObjectKind = "FOREIGN TABLE"
	IndexObject            ObjectKind = "INDEX"
	SequenceObject         ObjectKind = "SEQUENCE"
	ColumnObject           ObjectKind = "COLUMN"
	ConstraintObject       ObjectKind = "CONSTRAINT"
	DomainObject           ObjectKind = "DOMAIN"
	TypeObject             ObjectKind = "TYPE"
	AttributeObject        ObjectKind = "ATTRIBUTE"
	SchemaObject           ObjectKind = "SCHEMA"
	DatabaseObject         ObjectKind = "DATABASE"
	RoleObject             ObjectKind = "ROLE"
	ExtensionObject        ObjectKind = "EXTENSION"
	CollationObject        ObjectKind = "COLLATION"
)

func (*AlterTable) stmt() {}
func (*Rename) stmt()     {}
func (*SetSchema) stmt()  {}
func (*Drop) stmt()       {}
func (*Truncate) stmt()   {}
func (*Comment) stmt()    {}
