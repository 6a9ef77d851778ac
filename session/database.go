package session

import (
	"context"
	"io"
	"time"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Database is what the sessions of one database share. It is not changed once
// a session was made.
type Database struct {
	Name   string
	Engine *engine.DB
	// Temporary makes an empty database for the temporary relations of one
	// session.
	Temporary   func(ctx context.Context) (*engine.DB, error)
	Functions   *functions.Registry
	System      SystemTables // nil if there are none
	Cluster     Cluster
	Advisory    *AdvisoryLocks
	Channels    Channels
	QueryMemory int64            // bytes one query may hold; 0 is unlimited
	Clock       func() time.Time // now() and timeouts
	Seed        func() uint64    // of random(), drawn once a session
	Random      io.Reader        // of ids
}

// SystemTables are the tables that are computed: pg_catalog and
// information_schema.
type SystemTables interface {
	bind.Virtual
	// OID finds the table of a name, NameOf its name.
	OID(schema, name string) (types.OID, bool)
	NameOf(oid types.OID) (schema, name string, ok bool)
	// RegName is the name of a type, function or operator as regtype and its
	// kin print it, "" if there is none.
	RegName(s *Session, t *types.Type, oid types.OID) string
	// Describe writes SQL text about an object: a view, a constraint, an index
	// and so on, as functions.SessionInfo has it.
	Describe(s *Session, what string, oid types.OID, column int) (string, bool)
	// Rows returns the rows of a table as a session sees them.
	Rows(ctx context.Context, table plan.Virtual, s *Session) ([][]types.Value, error)
}

// Cluster is the server around a database.
type Cluster interface {
	// CreateDatabase makes an empty database; 42P04 if there is one.
	CreateDatabase(ctx context.Context, name string) error
	// DropDatabase removes a database with all its objects; 3D000 if there is
	// none, 55006 while sessions use it.
	DropDatabase(ctx context.Context, name string) error
	// Databases lists the names of all databases, in order.
	Databases(ctx context.Context) ([]string, error)
	// CancelBackend cancels the running statement of a backend and reports
	// whether there is one.
	CancelBackend(process int32) bool
}
