package wire

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The causes with which wire cancels the context of a call.
var (
	// ErrQueryCanceled is the cause of a cancel request.
	ErrQueryCanceled = pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request")
	// ErrShutdown is the cause when the server stops or a backend is terminated.
	ErrShutdown = pgerr.New(pgerr.AdminShutdown, "terminating connection due to administrator command")

	errLoginTimeout = pgerr.New(pgerr.QueryCanceled, "canceling authentication due to timeout")
	errSyncLost     = pgerr.New(pgerr.ProtocolViolation, "terminating connection because protocol synchronization was lost")
	errInternal     = pgerr.New(pgerr.InternalError, "internal error")
)

// fatalError ends the connection after it was sent.
type fatalError struct {
	public *pgerr.Error
	unread bool // the client is still sending what was refused
}

func fatal(e *pgerr.Error) error { return fatalError{public: e} }

func refused(e *pgerr.Error) error { return fatalError{public: e, unread: true} }

func (e fatalError) Error() string { return e.public.Message }

func (e fatalError) Unwrap() error { return e.public }

// publicError is the one place where an error becomes what a client sees. An
// error without a SQLSTATE may tell of our insides, so the client gets XX000.
func publicError(ctx context.Context, err error) *pgerr.Error {
	var known *pgerr.Error
	errors.As(err, &known)
	if cause := cancellation(ctx, err); cause != nil && !outcomeUnknown(known) {
		return cause
	}
	if known != nil {
		return known
	}
	return errInternal
}

// cancellation returns why ctx was cancelled if err comes from that.
func cancellation(ctx context.Context, err error) *pgerr.Error {
	if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
		return nil
	}
	var cause *pgerr.Error
	errors.As(context.Cause(ctx), &cause)
	return cause
}

// outcomeUnknown tells of a COMMIT that may have happened; a cancellation on
// the way does not change what the client has to know.
func outcomeUnknown(e *pgerr.Error) bool {
	return e != nil && (e.Code == pgerr.TransactionResolutionUnknown || e.Code == pgerr.StatementCompletionUnknown)
}

// endsConnection tells of the errors that are always FATAL.
func endsConnection(e *pgerr.Error) bool {
	return e.Code == pgerr.AdminShutdown || e.Code == pgerr.DatabaseDropped
}

func errorResponse(severity string, e *pgerr.Error) *pgproto3.ErrorResponse {
	return &pgproto3.ErrorResponse{
		Severity:            severity,
		SeverityUnlocalized: severity,
		Code:                string(e.Code),
		Message:             clean(e.Message),
		Detail:              clean(e.Detail),
		Hint:                clean(e.Hint),
		Position:            int32(e.Position),
		Where:               clean(e.Where),
		SchemaName:          clean(e.Schema),
		TableName:           clean(e.Table),
		ColumnName:          clean(e.Column),
		DataTypeName:        clean(e.DataType),
		ConstraintName:      clean(e.Constraint),
	}
}

func noticeResponse(severity string, e *pgerr.Error) *pgproto3.NoticeResponse {
	return (*pgproto3.NoticeResponse)(errorResponse(severity, e))
}

// clean keeps a text from ending its field early.
func clean(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}
