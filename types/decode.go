package types

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// ParseText reads s as the input function of t does and applies typmod as an
// assignment would. env may be nil for types that do not need it. Errors are
// PostgreSQL's: 22P02 for bad syntax, 22003 out of range, 22007 and 22008 for
// dates and times, 22001 for a text that is too long. A literal in SQL is read
// with NoTypmod and then coerced, but for intervals, whose range says what a
// number without unit counts.
func ParseText(t *Type, typmod int32, s string, env *ParseEnv) (Value, error) {
	v, err := parseText(t, typmod, s, env)
	if err != nil || typmod == NoTypmod {
		return v, err
	}
	return Coerce(t, typmod, v, false)
}

func parseText(t *Type, typmod int32, s string, env *ParseEnv) (Value, error) {
	switch t.Kind {
	case KindBool:
		return parseBool(s)
	case KindInt:
		return parseIntText(t, s, env)
	case KindFloat:
		return parseFloat(t, s)
	case KindNumeric:
		return parseNumeric(s)
	case KindText:
		return parseTextual(t, s)
	case KindInterval:
		return parseInterval(s, typmod, env)
	case KindArray:
		return parseArray(t, typmod, s, env)
	default:
		return Null, anonymousInput()
	}
}

// ParseBinary reads the binary format of t, as its receive function does. A
// wrong length is 08P01, a value no text could give 22P03 or the error of the
// text form.
func ParseBinary(t *Type, b []byte) (Value, error) {
	r := &reader{b: b}
	v, err := parseBinary(t, r)
	switch {
	case err != nil:
		return Null, err
	case r.short:
		return Null, pgerr.New(pgerr.ProtocolViolation, "insufficient data left in message")
	case len(r.b) > 0:
		return Null, pgerr.New(pgerr.InvalidBinaryRepresentation, "incorrect binary data format")
	}
	return v, nil
}

func parseBinary(t *Type, r *reader) (Value, error) {
	switch t.Kind {
	case KindBool:
		return NewBool(r.uint8() != 0), nil
	case KindInt:
		return parseIntBinary(t, r)
	case KindFloat:
		return parseFloatBinary(t, r), nil
	case KindNumeric:
		return parseNumericBinary(r)
	case KindText:
		return parseTextBinary(t, r)
	case KindInterval:
		return parseIntervalBinary(r), nil
	case KindArray:
		return parseArrayBinary(t, r)
	default:
		return Null, anonymousInput()
	}
}

// syntaxError is PostgreSQL's answer to a text that is not of the type.
func syntaxError(sqlName, s string) error {
	return pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type "+sqlName+": \""+s+"\"")
}

// outOfRange is PostgreSQL's answer to a number too large for its type.
func outOfRange(sqlName string) error {
	return pgerr.New(pgerr.NumericValueOutOfRange, sqlName+" out of range")
}

// space holds what C's isspace calls white space.
const space = " \t\n\v\f\r"

func trimSpace(s string) string { return strings.Trim(s, space) }
