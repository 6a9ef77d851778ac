package parser

// Set is SET name TO values. SET TIME ZONE, SET SCHEMA, SET NAMES and so on
// set the setting they stand for.
type Set struct {
	Loc
	Name    string
	Local   bool
	Default bool   // TO DEFAULT
	Current bool   // FROM CURRENT, valid only inside CREATE FUNCTION
	Values  []Expr // *Literal, or a *Cast of one to interval for TIME ZONE
}

// Reset is RESET name; an empty Name means ALL.
type Reset struct {
	Loc
	Name string
}

// Show is SHOW name; all is a name like any other here.
type Show struct {
	Loc
	Name string
}

// Discard is DISCARD; Target is ALL, PLANS, SEQUENCES or TEMP.
type Discard struct {
	Loc
	Target string
}

// Explain is EXPLAIN.
type Explain struct {
	Loc
	Query   Stmt
	Options []*Option // analyze, verbose, costs, buffers, format ...
}

// Listen is LISTEN channel.
type Listen struct {
	Loc
	Channel string
}

// Unlisten is UNLISTEN; an empty Channel means *.
type Unlisten struct {
	Loc
	Channel string
}

// Notify is NOTIFY channel, payload.
type Notify struct {
	Loc
	Channel string
	Payload string
}

// Vacuum is VACUUM or, with Analyze, ANALYZE; no relations means all of them.
type Vacuum struct {
	Loc
	Analyze   bool // the command is ANALYZE, not VACUUM
	Options   []*Option
	Relations []*VacuumTable
}

// VacuumTable is a table, perhaps with columns, of a Vacuum.
type VacuumTable struct {
	Table   *Table
	Columns []string
}

// Reindex is REINDEX.
type Reindex struct {
	Loc
	Kind    string // INDEX, TABLE, SCHEMA, SYSTEM or DATABASE
	Table   *Table // of INDEX and TABLE
	Name    string // of the others
	Options []*Option
}

// RefreshView is REFRESH MATERIALIZED VIEW.
type RefreshView struct {
	Loc
	View         *Table
	Concurrently bool
	WithNoData   bool
}

// Checkpoint is CHECKPOINT.
type Checkpoint struct{ Loc }

// Unmodelled is a valid command of PostgreSQL that has no tree of its own
// here. Feature is what PostgreSQL calls it, as CREATE ROLE: its command tag,
// and for COMMENT ON also what is commented on.
type Unmodelled struct {
	Loc
	Feature string
}

func (*Set) stmt()         {}
func (*Reset) stmt()       {}
func (*Show) stmt()        {}
func (*Discard) stmt()     {}
func (*Explain) stmt()     {}
func (*Listen) stmt()      {}
func (*Unlisten) stmt()    {}
func (*Notify) stmt()      {}
func (*Vacuum) stmt()      {}
func (*Reindex) stmt()     {}
func (*RefreshView) stmt() {}
func (*Checkpoint) stmt()  {}
func (*Unmodelled) stmt()  {}
