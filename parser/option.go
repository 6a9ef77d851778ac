package parser

// Option is one item of the lists of options that many commands take, as
// EXPLAIN (ANALYZE), COPY ... WITH (FORMAT csv) and CREATE TABLE ... WITH (...).
type Option struct {
	Loc
	Namespace string // toast in toast.autovacuum_enabled
	Name      string
	// Value is nil where none was written, else a *Literal (words are String),
	// a *TypeName (which a word may be, too), *Names or *Options.
	Value Node
}

// Names is a list of names as the value of an option; Star means all of them.
type Names struct {
	Loc
	Star bool
	List []string
}

// SequenceOptions are the options of a sequence or an identity column; a nil
// pointer means not written.
type SequenceOptions struct {
	Type        *TypeName
	Increment   *int64
	MinValue    *int64
	NoMinValue  bool
	MaxValue    *int64
	NoMaxValue  bool
	Start       *int64
	Restart     bool
	RestartWith *int64 // RESTART WITH n; without a number it is START's
	Cache       *int64
	Cycle       *bool
	OwnedBy     *OwnedBy
	Name        *QualifiedName // SEQUENCE NAME, which pg_dump writes
}

// OwnedBy is OWNED BY table.column or OWNED BY NONE.
type OwnedBy struct {
	Loc
	None   bool
	Table  QualifiedName
	Column string
}
