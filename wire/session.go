package wire

import (
	"context"

	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// Opener starts sessions.
type Opener interface {
	// Open starts the session of a client that has logged in. An error is
	// sent as FATAL and ends the connection.
	Open(ctx context.Context, start session.Startup) (Session, error)
}

// Session is one client's state: wire turns each message into one call, from
// one goroutine. A context given to a call is cancelled with a *pgerr.Error as
// its cause (57014 for a cancel request, 57P01 when the server stops) and
// stays alive after the call, so that a suspended portal may keep it.
type Session interface {
	// Parameters are the run-time parameters reported at start.
	Parameters() []session.Parameter
	// Query runs the statements of one simple Query message.
	Query(ctx context.Context, sql string, w session.Writer) error
	// Parse makes a prepared statement; an OID of 0 leaves a parameter's type
	// to be inferred.
	Parse(ctx context.Context, name, sql string, params []types.OID) error
	// DescribeStatement returns the parameter types and the result columns of
	// a prepared statement; nil fields mean that it returns no rows.
	DescribeStatement(ctx context.Context, name string) (params []types.OID, fields []session.Field, err error)
	// Bind makes a portal. A nil element of params is NULL; the slices are
	// valid only during the call. paramFormats has no entry (all text), one
	// (for all) or one a parameter.
	Bind(ctx context.Context, portal, statement string, paramFormats []int16, params [][]byte) error
	// DescribePortal returns the result columns of a portal, nil if it
	// returns no rows.
	DescribePortal(ctx context.Context, name string) ([]session.Field, error)
	// Execute runs a portal until maxRows rows are written; 0 means all.
	Execute(ctx context.Context, portal string, maxRows int, w session.Writer) error
	// CloseStatement drops a prepared statement; it is no error if there is none.
	CloseStatement(name string) error
	// ClosePortal drops a portal; it is no error if there is none.
	ClosePortal(name string) error
	// Sync ends the implicit transaction of the extended protocol.
	Sync(ctx context.Context) error
	// Fail tells that an error was sent: an implicit transaction ends, a
	// transaction block becomes a failed one.
	Fail(err error)
	// TxStatus is I (idle), T (in a transaction block) or E (in a failed one).
	TxStatus() byte
	// OnNotification has wake called whenever a notification has come, from
	// any goroutine; wake does not wait.
	OnNotification(wake func())
	// Notifications takes the notifications that have come, in order. It is
	// called between transactions.
	Notifications() []session.Notification
	// Style is how values are written as text under the settings of now.
	Style() *types.Style
	// Close ends the session and rolls back what is open. Nothing is called
	// after it.
	Close(ctx context.Context)
}
