package storage

import (
	"errors"
	"fmt"
	"time"
)

// What a Bucket answers, to be matched with errors.Is.
var (
	ErrNotFound     = errors.New("object not found")
	ErrNotModified  = errors.New("object not modified")
	ErrPrecondition = errors.New("condition of the write does not hold")
	ErrConflict     = errors.New("conflicting operation in progress, nothing was written")
	ErrThrottled    = errors.New("store asks to slow down")
	ErrExpired      = errors.New("signature of the request has expired")
	ErrDenied       = errors.New("access denied")
	ErrNoBucket     = errors.New("bucket does not exist")
	ErrTooLarge     = errors.New("metadata or body exceeds the store's limit")
	ErrInvalid      = errors.New("request refused by the store")

	// ErrUnknown marks a write whose outcome cannot be told: a time-out, a
	// broken connection, a 5xx. The write may have happened, or happen yet.
	ErrUnknown = errors.New("outcome unknown")
)

// KeyError is the failure of one key in DeleteMany.
type KeyError struct {
	Key string
	Err error
}

func (e *KeyError) Error() string { return fmt.Sprintf("%s: %v", e.Key, e.Err) }

// Unwrap returns the reason.
func (e *KeyError) Unwrap() error { return e.Err }

// OpError is an answer of the store other than success. Every driver returns
// its errors so; callers match Err with errors.Is.
type OpError struct {
	Op    Op
	Key   string // or the prefix of a listing
	Err   error  // one of the sentinels above
	Date  time.Time
	Cause error // what the driver saw, without secrets; may be nil
}

func (e *OpError) Error() string {
	if e.Cause == nil {
		return fmt.Sprintf("%s %q: %v", e.Op, e.Key, e.Err)
	}
	return fmt.Sprintf("%s %q: %v: %v", e.Op, e.Key, e.Err, e.Cause)
}

// Unwrap returns the sentinel and the cause, so that a cancelled context is
// found too.
func (e *OpError) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}

// DateOf returns the store's clock when it answered err; zero where err does
// not tell. The time of a "not found" proves that a key was free.
func DateOf(err error) time.Time {
	var op *OpError
	if errors.As(err, &op) {
		return op.Date
	}
	return time.Time{}
}

// KeyErrors returns the failures of single keys that the error of DeleteMany
// joins.
func KeyErrors(err error) []*KeyError {
	switch e := err.(type) { //nolint:errorlint // each level of the tree is looked at
	case *KeyError:
		return []*KeyError{e}
	case interface{ Unwrap() []error }:
		var found []*KeyError
		for _, inner := range e.Unwrap() {
			found = append(found, KeyErrors(inner)...)
		}
		return found
	}
	return nil
}
