// Package pgerr holds the errors a PostgreSQL client understands: a SQLSTATE,
// a message, and the optional fields of an ErrorResponse (PostgreSQL manual,
// "Error and Notice Message Fields").
//
// The layer that knows what went wrong makes the error and sets its code; the
// layers above add context with %w and never inspect the text. wire turns the
// first *Error found by errors.As into one ErrorResponse.
package pgerr
