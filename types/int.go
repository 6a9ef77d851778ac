package types

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// appendIntText prints what KindInt holds: integers, OIDs, dates and times.
func appendIntText(dst []byte, t *Type, i int64, st *Style) []byte {
	switch t {
	case Int4, Int8, Int2, OIDType:
		return strconv.AppendInt(dst, i, 10)
	case Date:
		return appendDate(dst, i, st)
	case Timestamp:
		return appendTimestamp(dst, i, st)
	case TimestampTZ:
		return appendTimestampTZ(dst, i, st)
	case Time:
		return appendTimeOfDay(dst, i)
	case TimeTZ:
		return appendTimeTZ(dst, i)
	case RegClass, RegType, RegProc, RegProcedure, RegNamespace, RegRole, RegOper, RegOperator:
		return appendReg(dst, t, OID(i), st)
	case XID8:
		return strconv.AppendUint(dst, uint64(i), 10)
	}
	return strconv.AppendInt(dst, i, 10)
}

func appendIntBinary(dst []byte, t *Type, i int64) []byte {
	switch t.Len {
	case 2:
		return binary.BigEndian.AppendUint16(dst, uint16(i))
	case 4:
		return binary.BigEndian.AppendUint32(dst, uint32(i))
	case 12:
		micros, zone := timeTZParts(i)
		dst = binary.BigEndian.AppendUint64(dst, uint64(micros))
		return binary.BigEndian.AppendUint32(dst, uint32(zone))
	}
	return binary.BigEndian.AppendUint64(dst, uint64(i))
}

func parseIntText(t *Type, s string, env *ParseEnv) (Value, error) {
	switch t {
	case Int4:
		return parseInt(s, 32, t)
	case Int8:
		return parseInt(s, 64, t)
	case Int2:
		return parseInt(s, 16, t)
	case Date:
		return parseDate(s, env)
	case Timestamp:
		return parseTimestamp(s, env)
	case TimestampTZ:
		return parseTimestampTZ(s, env)
	case Time:
		return parseTime(s, env)
	case TimeTZ:
		return parseTimeTZ(s, env)
	case OIDType, XID, CID:
		return parseOID(t, s)
	case XID8:
		return parseXID8(s)
	}
	return parseReg(t, s, env)
}

// parseInt reads a decimal integer of the given width, blanks around it.
func parseInt(s string, bits int, t *Type) (Value, error) {
	digits := trimSpace(s)
	i, err := strconv.ParseInt(digits, 10, bits)
	if err == nil {
		return NewInt(i), nil
	}
	if errors.Is(err, strconv.ErrRange) {
		return Null, pgerr.New(pgerr.NumericValueOutOfRange, "value \""+s+"\" is out of range for type "+t.SQLName)
	}
	return Null, syntaxError(t.SQLName, s)
}

// parseOID reads an unsigned 32-bit number; a negative one wraps around, as
// the C library's strtoul has it.
func parseOID(t *Type, s string) (Value, error) {
	i, err := strconv.ParseInt(trimSpace(s), 10, 64)
	if err == nil && i >= math.MinInt32 && i <= math.MaxUint32 {
		return NewInt(int64(uint32(i))), nil
	}
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return Null, pgerr.New(pgerr.NumericValueOutOfRange, "value \""+s+"\" is out of range for type "+t.SQLName)
	}
	return Null, syntaxError(t.SQLName, s)
}

func parseXID8(s string) (Value, error) {
	u, err := strconv.ParseUint(trimSpace(s), 10, 64)
	if err != nil {
		return Null, syntaxError("xid8", s)
	}
	return NewInt(int64(u)), nil
}

func parseIntBinary(t *Type, r *reader) (Value, error) {
	switch t {
	case Int2:
		return NewInt(int64(r.int16())), nil
	case Int4:
		return NewInt(int64(r.int32())), nil
	case Date:
		return checkDate(int64(r.int32()))
	case Time:
		return checkTime(r.int64())
	case TimeTZ:
		return parseTimeTZBinary(r)
	case Timestamp, TimestampTZ:
		return checkTimestamp(r.int64())
	case Int8, XID8:
		return NewInt(r.int64()), nil
	}
	return NewInt(int64(uint32(r.int32()))), nil // OIDs and their kin
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func compareXID8(a, b int64) int { return compareInt(a^math.MinInt64, b^math.MinInt64) }
