package types

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Type modifiers, with PostgreSQL's encoding of them (pg_attribute.atttypmod).

// typmodOffset is added to lengths and precisions: once the size of a header.
const typmodOffset = 4

// Bits of an interval's fields within the upper half of its modifier.
const (
	rangeMonth  = 1 << 1
	rangeYear   = 1 << 2
	rangeDay    = 1 << 3
	rangeHour   = 1 << 10
	rangeMinute = 1 << 11
	rangeSecond = 1 << 12

	rangeFull     = 0x7fff
	precisionFull = 0xffff
)

// intervalRanges are the fields of INTERVAL YEAR TO MONTH and its kin.
var intervalRanges = map[int32]string{
	rangeYear: " year", rangeMonth: " month", rangeDay: " day", rangeHour: " hour",
	rangeMinute: " minute", rangeSecond: " second",
	rangeYear | rangeMonth:                           " year to month",
	rangeDay | rangeHour:                             " day to hour",
	rangeDay | rangeHour | rangeMinute:               " day to minute",
	rangeDay | rangeHour | rangeMinute | rangeSecond: " day to second",
	rangeHour | rangeMinute:                          " hour to minute",
	rangeHour | rangeMinute | rangeSecond:            " hour to second",
	rangeMinute | rangeSecond:                        " minute to second",
}

// maxLength is the longest n of varchar(n) and char(n).
const maxLength = 10 * 1024 * 1024

// EncodeTypmod makes the modifier of t from the numbers in parentheses after
// its name, as its typmodin function does. For an interval they are the mask
// of fields and the precision, as PostgreSQL's grammar has them. A precision
// of seconds beyond 6 counts as 6. The errors are 22023, and 42601 for a type
// that has no modifier.
func EncodeTypmod(t *Type, mods []int32) (int32, error) {
	if t.IsArray() && !isVector(t) {
		return EncodeTypmod(t.Elem, mods)
	}
	switch t {
	case Varchar, BPChar:
		return lengthTypmod(t, mods)
	case Numeric:
		return numericTypmod(mods)
	case Time, TimeTZ, Timestamp, TimestampTZ:
		if len(mods) != 1 {
			return NoTypmod, pgerr.New(pgerr.InvalidParameterValue, "invalid type modifier")
		}
		return secondsTypmod(t, mods[0])
	case IntervalType:
		return intervalTypmod(mods)
	}
	return NoTypmod, pgerr.New(pgerr.SyntaxError, "type modifier is not allowed for type \""+t.Name+"\"")
}

func lengthTypmod(t *Type, mods []int32) (int32, error) {
	name := "char"
	if t == Varchar {
		name = "varchar"
	}
	switch {
	case len(mods) != 1:
		return NoTypmod, pgerr.New(pgerr.InvalidParameterValue, "invalid type modifier")
	case mods[0] < 1:
		return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "length for type %s must be at least 1", name)
	case mods[0] > maxLength:
		return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "length for type %s cannot exceed %d", name, maxLength)
	}
	return mods[0] + typmodOffset, nil
}

func numericTypmod(mods []int32) (int32, error) {
	scale := int32(0)
	switch len(mods) {
	case 1:
	case 2:
		scale = mods[1]
	default:
		return NoTypmod, pgerr.New(pgerr.InvalidParameterValue, "invalid NUMERIC type modifier")
	}
	if mods[0] < 1 || mods[0] > 1000 {
		return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "NUMERIC precision %d must be between 1 and 1000", mods[0])
	}
	if scale < -1000 || scale > 1000 {
		return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "NUMERIC scale %d must be between -1000 and 1000", scale)
	}
	return mods[0]<<16 | scale&0x7ff + typmodOffset, nil
}

// NumericTypmod returns precision and scale of numeric(p, s); ok is false
// where there is no modifier.
func NumericTypmod(typmod int32) (precision, scale int32, ok bool) {
	if typmod < typmodOffset {
		return 0, 0, false
	}
	typmod -= typmodOffset
	return typmod >> 16 & 0xffff, (typmod&0x7ff ^ 1024) - 1024, true
}

// LengthTypmod returns n of varchar(n) or char(n).
func LengthTypmod(typmod int32) (n int32, ok bool) {
	return typmod - typmodOffset, typmod >= typmodOffset
}

func secondsTypmod(t *Type, precision int32) (int32, error) {
	if precision < 0 {
		zone := ""
		if t == TimeTZ || t == TimestampTZ {
			zone = " WITH TIME ZONE"
		}
		name := strings.ToUpper(strings.TrimSuffix(t.Name, "tz"))
		return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "%s(%d)%s precision must not be negative", name, precision, zone)
	}
	return min(precision, 6), nil
}

func intervalTypmod(mods []int32) (int32, error) {
	fields, precision := int32(rangeFull), int32(precisionFull)
	if len(mods) > 0 {
		fields = mods[0]
	}
	if _, known := intervalRanges[fields]; !known && fields != rangeFull || len(mods) > 2 {
		return NoTypmod, pgerr.New(pgerr.InvalidParameterValue, "invalid INTERVAL type modifier")
	}
	if len(mods) == 2 {
		if mods[1] < 0 {
			return NoTypmod, pgerr.Newf(pgerr.InvalidParameterValue, "INTERVAL(%d) precision must not be negative", mods[1])
		}
		precision = min(mods[1], 6)
	}
	if fields == rangeFull && precision == precisionFull {
		return NoTypmod, nil
	}
	return fields<<16 | precision, nil
}

// FormatType is format_type: the SQL name of t with its modifier, such as
// character varying(10), numeric(5,2)[] or interval day to second(3).
func FormatType(t *Type, typmod int32) string {
	if t.IsArray() && !isVector(t) {
		return FormatType(t.Elem, typmod) + "[]"
	}
	if typmod < 0 {
		if t == BPChar {
			return t.Name // character alone would mean character(1)
		}
		return t.SQLName
	}
	switch t {
	case Varchar, BPChar:
		return t.SQLName + "(" + strconv.Itoa(int(typmod-typmodOffset)) + ")"
	case Numeric:
		p, s, _ := NumericTypmod(typmod)
		return t.SQLName + "(" + strconv.Itoa(int(p)) + "," + strconv.Itoa(int(s)) + ")"
	case Time, TimeTZ, Timestamp, TimestampTZ:
		word, rest, _ := strings.Cut(t.SQLName, " ")
		return word + "(" + strconv.Itoa(int(typmod)) + ") " + rest
	case IntervalType:
		return t.SQLName + formatIntervalTypmod(typmod)
	}
	return t.SQLName
}

func formatIntervalTypmod(typmod int32) string {
	text := intervalRanges[typmod>>16&rangeFull]
	if p := typmod & precisionFull; p != precisionFull {
		text += "(" + strconv.Itoa(int(p)) + ")"
	}
	return text
}
