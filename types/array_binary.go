package types

import (
	"encoding/binary"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func appendArrayBinary(dst []byte, t *Type, a *Array) []byte {
	hasNull := uint32(0)
	for _, v := range a.Values {
		if v.IsNull() {
			hasNull = 1
		}
	}
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(a.Dims)))
	dst = binary.BigEndian.AppendUint32(dst, hasNull)
	dst = binary.BigEndian.AppendUint32(dst, uint32(t.elem().OID))
	for _, d := range a.Dims {
		dst = binary.BigEndian.AppendUint32(dst, uint32(d.Len))
		dst = binary.BigEndian.AppendUint32(dst, uint32(d.Lower))
	}
	for _, v := range a.Values {
		dst = appendSized(dst, t.elem(), v)
	}
	return dst
}

func parseArrayBinary(t *Type, r *reader) (Value, error) {
	ndim, flags, elem := r.int32(), r.int32(), OID(r.int32())
	switch {
	case r.short:
		return Null, nil
	case ndim < 0 || flags&^1 != 0:
		return Null, pgerr.Newf(pgerr.InvalidBinaryRepresentation, "invalid array flags")
	case ndim > maxDims:
		return Null, tooManyDims(int(ndim))
	case elem != t.elem().OID:
		return Null, pgerr.Newf(pgerr.DatatypeMismatch, "binary data has array element type %d (%s) instead of expected %d (%s)",
			elem, typeName(elem), t.elem().OID, t.elem().SQLName)
	}
	a := &Array{}
	count := 1
	for range ndim {
		d := Dim{Len: int(r.int32()), Lower: int(r.int32())}
		if r.short || d.Len < 0 || d.Len > maxElements || count > maxElements/max(d.Len, 1) {
			return Null, pgerr.Newf(pgerr.ProgramLimitExceeded, "array size exceeds the maximum allowed (%d)", maxElements)
		}
		a.Dims, count = append(a.Dims, d), count*d.Len
	}
	if ndim == 0 || count == 0 {
		return NewArray(&Array{}), nil
	}
	if count > len(r.b)/4 {
		return Null, pgerr.New(pgerr.ProtocolViolation, "insufficient data left in message")
	}
	a.Values = make([]Value, count)
	for i := range a.Values {
		v, err := parseSized(t.elem(), r)
		if err != nil {
			return Null, err
		}
		a.Values[i] = v
	}
	return NewArray(a), nil
}

func tooManyDims(n int) error {
	return pgerr.Newf(pgerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (%d)", n, maxDims)
}

func typeName(oid OID) string {
	if t := ByOID(oid); t != nil {
		return t.SQLName
	}
	return "???"
}

// parseSized reads a length, -1 for NULL, and that many bytes of t.
func parseSized(t *Type, r *reader) (Value, error) {
	n := r.int32()
	if n == -1 {
		return Null, nil
	}
	b := r.take(int(n))
	if r.short {
		return Null, pgerr.New(pgerr.ProtocolViolation, "insufficient data left in message")
	}
	return ParseBinary(t, b)
}
