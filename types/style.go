package types

import "time"

// DateStyle is the shape of dates in text output (setting DateStyle).
type DateStyle uint8

// The date styles of PostgreSQL.
const (
	DateISO DateStyle = iota
	DateSQL
	DatePostgres
	DateGerman
)

// DateOrder is the order of day, month and year where the text leaves it
// open (setting DateStyle).
type DateOrder uint8

// The field orders of PostgreSQL.
const (
	MDY DateOrder = iota
	DMY
	YMD
)

// IntervalStyle is the shape of intervals in text (setting IntervalStyle).
type IntervalStyle uint8

// The interval styles of PostgreSQL.
const (
	IntervalPostgres IntervalStyle = iota
	IntervalPostgresVerbose
	IntervalSQLStandard
	IntervalISO8601
)

// Style holds the session settings that text output depends on. The zero
// Style is ISO, UTC, floats of 15 digits; DefaultStyle is PostgreSQL's.
type Style struct {
	DateStyle        DateStyle
	DateOrder        DateOrder
	IntervalStyle    IntervalStyle
	Location         *time.Location // nil is UTC
	ExtraFloatDigits int            // above 0: the shortest text that reads back the same
	ByteaEscape      bool
	// RegName names the object of a regclass and its kin; without it, or where
	// it returns "", the OID is printed. Types name themselves.
	RegName func(t *Type, oid OID) string
}

// DefaultStyle is what a session starts with, but for the time zone.
var DefaultStyle = &Style{ExtraFloatDigits: 1}

func (st *Style) location() *time.Location {
	if st.Location == nil {
		return time.UTC
	}
	return st.Location
}

// ParseEnv holds the session settings that text input depends on.
type ParseEnv struct {
	Location      *time.Location // nil is UTC
	DateOrder     DateOrder
	IntervalStyle IntervalStyle
	Now           func() time.Time // start of the transaction, for 'now' and 'today'
	// RegOID finds the object that the text of a regclass or its kin names.
	// Without it only numbers, and the names of types, are understood.
	RegOID func(t *Type, name string) (OID, error)
}

func (env *ParseEnv) location() *time.Location {
	if env == nil || env.Location == nil {
		return time.UTC
	}
	return env.Location
}

func (env *ParseEnv) order() DateOrder {
	if env == nil {
		return MDY
	}
	return env.DateOrder
}

// now is the time 'now' means. Without a clock it is PostgreSQL's epoch, so
// that a parse without environment does not depend on when it happens.
func (env *ParseEnv) now() time.Time {
	if env == nil || env.Now == nil {
		return time.Unix(epochUnix, 0)
	}
	return env.Now()
}
