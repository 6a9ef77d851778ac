package session

import (
	"io"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Field describes one column of a result, as a RowDescription does.
type Field struct {
	Name     string
	Type     *types.Type
	Typmod   int32
	TableOID types.OID // 0 if the column is not a column of a table
	Column   int16     // attribute number in that table, 0 if none
}

// Writer receives what a statement gives to its client. wire implements it on
// its message buffer. The first error ends the statement; calls after it are
// not made.
type Writer interface {
	// Fields starts a result set. It is called for statements of the simple
	// protocol; in the extended one the client asked with Describe.
	Fields(fields []Field) error
	// Batch writes the selected rows of b in the session's text style or the
	// formats given to Bind. b belongs to the caller again afterwards.
	Batch(fields []Field, b *types.Batch) error
	// Complete ends a statement with its command tag.
	Complete(tag string) error
	// Empty answers a query string without a statement.
	Empty() error
	// Suspended ends an Execute that reached its row limit.
	Suspended() error
	// Notice sends a notice or warning; severity is NOTICE, WARNING, INFO ...
	Notice(severity string, e *pgerr.Error) error
	// Parameter reports a changed setting (ParameterStatus).
	Parameter(name, value string) error
	// CopyIn asks the client for data and reads it until CopyDone (io.EOF)
	// or CopyFail (57014). The reader is valid until the next Writer call.
	CopyIn(columns int, binary bool) (io.Reader, error)
	// CopyOut starts sending data; each Write of the result is one CopyData,
	// Close sends CopyDone.
	CopyOut(columns int, binary bool) (io.WriteCloser, error)
}

// Startup is what a client says when it connects.
type Startup struct {
	User       string
	Database   string
	Parameters map[string]string // further run-time parameters
	RemoteAddr string
	ProcessID  int32 // the one in BackendKeyData, for pg_stat_activity and cancel
}

// Parameter is a run-time parameter reported to the client.
type Parameter struct {
	Name  string
	Value string
}

// Canceler ends the running statement of a session with QueryCanceled. It may
// be called from any goroutine.
type Canceler interface {
	Cancel(cause error)
}
