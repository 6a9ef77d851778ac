package pgerr

import (
	"errors"
	"fmt"
)

// Error is an error with a SQLSTATE. Position counts characters of the query
// text from 1; 0 means unknown.
type Error struct {
	Code       Code
	Message    string
	Detail     string
	Hint       string
	Position   int
	Schema     string
	Table      string
	Column     string
	DataType   string
	Constraint string
	Where      string // CONTEXT: where in the input, as "COPY t, line 1"

	cause error
}

// New makes an Error from a code and a message. Message conventions are
// PostgreSQL's: no capital, no full stop.
func New(code Code, message string) *Error {
	return &Error{Code: code, Message: message}
}

// Newf is New with a format; %w keeps the cause for errors.Is and errors.As.
func Newf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), cause: errors.Unwrap(err)}
}

// Unsupported is a 0A000 error that names the missing feature, as in
// "SAVEPOINT is not supported".
func Unsupported(feature string) *Error {
	return New(FeatureNotSupported, feature+" is not supported")
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause given to Newf with %w.
func (e *Error) Unwrap() error { return e.cause }

// Is matches another *Error by its code, so that
// errors.Is(err, pgerr.New(code, "")) asks for a SQLSTATE.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && other.Code == e.Code
}

// At returns e with a position, unless it has one already: the innermost
// expression knows best.
func (e *Error) At(position int) *Error {
	if e.Position == 0 {
		e.Position = position
	}
	return e
}

// WithDetail returns e with a detail line.
func (e *Error) WithDetail(format string, args ...any) *Error {
	e.Detail = fmt.Sprintf(format, args...)
	return e
}

// WithHint returns e with a hint that says what to do next.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// CodeOf returns the SQLSTATE of err: that of the first *Error in its chain,
// or InternalError for an error without one.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return InternalError
}
