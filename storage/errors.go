package storage

import (
	"errors"
	"fmt"
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
