package systable

import (
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Env is what system tables are computed from: the catalog and the server's
// state as one statement of one session sees them.
type Env struct {
	Catalog   *catalog.Snapshot
	Functions *functions.Registry
	System    *List // the system tables themselves, which pg_class lists too

	Database  string
	Databases []Database // of the server, with Database among them
	User      string     // the one role, a superuser with OID 10
	Path      []string   // search path; what it finds is named without schema

	// Updatable tells the numbers of the columns of a relation that can be
	// assigned to, and whether its rows can be deleted.
	Updatable func(relation types.OID) (columns map[int16]bool, deletable bool)

	Now      time.Time // start of the statement
	Zone     string    // setting TimeZone
	Settings []Setting
	Backends []Backend
	Prepared []Prepared
	Cursors  []Cursor
	Building []Building
	Locks    []Lock // advisory locks of the database

	Conflicts []LostVersion // for the view of them only
	Parked    []LostVersion // likewise
}

// Building is a partition that is filled or compared with its table.
type Building struct {
	Command string // CREATE INDEX or REINDEX
	Table   types.OID
	Index   types.OID // 0 for all of the table
	Done    int       // rows
}

// Superuser is the OID of the role that every user is.
const Superuser types.OID = 10

// Database is one database of the server.
type Database struct {
	OID  types.OID
	Name string
}

// Setting is one row of pg_settings.
type Setting struct {
	Name, Value    string
	Unit           string
	Category, Help string
	Context        string   // internal, postmaster, sighup, superuser, user ...
	Kind           string   // bool, integer, real, enum, string
	Source         string   // default, session, client ...
	Min, Max       string   // of a number, else ""
	Values         []string // of an enum, else nil
	Boot, Reset    string
}

// Backend is one session of the server. Times that did not happen are zero.
type Backend struct {
	ProcessID        int32
	Database         string
	User             string
	Application      string
	Address          string // IP of the client, "" for a Unix socket
	Port             int
	Started          time.Time
	TransactionStart time.Time
	QueryStart       time.Time
	StateChange      time.Time
	State            string // active, idle, idle in transaction ...
	Query            string
}

// Prepared is one prepared statement of the session.
type Prepared struct {
	Name, Statement string
	At              time.Time
	Parameters      []*types.Type
	FromSQL         bool // by PREPARE, not by the protocol
}

// LostVersion is a version of a row that did not become, or did not stay, its
// record. Versions are attributes as stored, nil for no row.
type LostVersion struct {
	Number   uint64
	Resource string
	ID       string
	Position uint64 // of the journal entry concerned
	Winner   string // journal or foreign; "" of a row that the store refuses
	Reason   string
	At       time.Time
	Journal  map[string]string
	Foreign  map[string]string
}

// Cursor is one open cursor or portal of the session.
type Cursor struct {
	Name, Statement              string
	Holdable, Binary, Scrollable bool
	At                           time.Time
}

// Lock is an advisory lock that a backend holds or waits for: on a number,
// whose halves are Class and Object, or on a pair of them.
type Lock struct {
	Class, Object uint32
	Pair          bool
	Shared        bool
	ProcessID     int32
	Granted       bool
}

// DatabaseOID is the OID of the database of the session.
func (e *Env) DatabaseOID() types.OID {
	for _, d := range e.Databases {
		if d.Name == e.Database {
			return d.OID
		}
	}
	return 0
}
