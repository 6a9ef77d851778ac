package types

import "encoding/binary"

// AppendText appends row of v, which must not be NULL, in the text format of
// the protocol. It allocates nothing for scalars.
func (v *Vector) AppendText(dst []byte, row int, st *Style) []byte {
	switch v.Type.Kind {
	case KindBool:
		return appendBool(dst, v.Bools[row])
	case KindInt:
		return appendIntText(dst, v.Type, v.Ints[row], st)
	case KindFloat:
		return appendFloat(dst, v.Type, v.Floats[row], st)
	case KindNumeric:
		return appendNumeric(dst, &v.Numerics[row])
	case KindText:
		return appendTextual(dst, v.Type, v.Texts[row], st)
	case KindInterval:
		return appendInterval(dst, v.Intervals[row], st.IntervalStyle)
	case KindArray:
		return appendArray(dst, v.Type, v.Arrays[row], st)
	default:
		return appendRecord(dst, v.Records[row], st)
	}
}

// AppendText appends v of type t, which must not be NULL, in the text format.
func AppendText(dst []byte, t *Type, v Value, st *Style) []byte {
	switch v.Kind() {
	case KindBool:
		return appendBool(dst, v.Bool())
	case KindInt:
		return appendIntText(dst, t, v.Int(), st)
	case KindFloat:
		return appendFloat(dst, t, v.Float(), st)
	case KindNumeric:
		return appendNumeric(dst, v.Numeric())
	case KindText:
		return appendTextual(dst, t, v.Text(), st)
	case KindInterval:
		return appendInterval(dst, v.Interval(), st.IntervalStyle)
	case KindArray:
		return appendArray(dst, t, v.Array(), st)
	case KindRecord:
		return appendRecord(dst, v.Record(), st)
	}
	return dst
}

// AppendBinary appends row of v, which must not be NULL, in the binary format
// of the protocol (the send function of its type) without a length.
func (v *Vector) AppendBinary(dst []byte, row int) []byte {
	switch v.Type.Kind {
	case KindBool:
		return appendBoolBinary(dst, v.Bools[row])
	case KindInt:
		return appendIntBinary(dst, v.Type, v.Ints[row])
	case KindFloat:
		return appendFloatBinary(dst, v.Type, v.Floats[row])
	case KindNumeric:
		return appendNumericBinary(dst, &v.Numerics[row])
	case KindText:
		return appendTextBinary(dst, v.Type, v.Texts[row])
	case KindInterval:
		return appendIntervalBinary(dst, v.Intervals[row])
	case KindArray:
		return appendArrayBinary(dst, v.Type, v.Arrays[row])
	default:
		return appendRecordBinary(dst, v.Records[row])
	}
}

// AppendBinary appends v of type t, which must not be NULL, in the binary
// format.
func AppendBinary(dst []byte, t *Type, v Value) []byte {
	switch v.Kind() {
	case KindBool:
		return appendBoolBinary(dst, v.Bool())
	case KindInt:
		return appendIntBinary(dst, t, v.Int())
	case KindFloat:
		return appendFloatBinary(dst, t, v.Float())
	case KindNumeric:
		return appendNumericBinary(dst, v.Numeric())
	case KindText:
		return appendTextBinary(dst, t, v.Text())
	case KindInterval:
		return appendIntervalBinary(dst, v.Interval())
	case KindArray:
		return appendArrayBinary(dst, t, v.Array())
	case KindRecord:
		return appendRecordBinary(dst, v.Record())
	}
	return dst
}

// appendSized appends v behind its length, -1 for NULL, as arrays and records
// hold their members.
func appendSized(dst []byte, t *Type, v Value) []byte {
	if v.IsNull() {
		return binary.BigEndian.AppendUint32(dst, 0xffffffff)
	}
	at := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	dst = AppendBinary(dst, t, v)
	binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
	return dst
}
