package types

import (
	"encoding/binary"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// anonymousInput is the answer to a row value that comes from outside: nothing
// says what its columns are.
func anonymousInput() error {
	return pgerr.New(pgerr.FeatureNotSupported, "input of anonymous composite types is not implemented")
}

// appendRecord prints (a,b,"c d"); NULL is nothing at all.
func appendRecord(dst []byte, r *Record, st *Style) []byte {
	dst = append(dst, '(')
	for i, v := range r.Values {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v.IsNull() {
			continue
		}
		start := len(dst)
		dst = AppendText(dst, r.Types[i], v, st)
		if fieldNeedsQuotes(dst[start:]) {
			dst = quoteTail(dst, start, false)
		}
	}
	return append(dst, ')')
}

func fieldNeedsQuotes(b []byte) bool {
	if len(b) == 0 {
		return true
	}
	for _, c := range b {
		switch c {
		case '"', '\\', '(', ')', ',', ' ', '\t', '\n', '\v', '\f', '\r':
			return true
		}
	}
	return false
}

func appendRecordBinary(dst []byte, r *Record) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(r.Values)))
	for i, v := range r.Values {
		dst = binary.BigEndian.AppendUint32(dst, uint32(r.Types[i].OID))
		dst = appendSized(dst, r.Types[i], v)
	}
	return dst
}

// compareRecord orders by columns from the left, NULL last.
func compareRecord(a, b *Record) int {
	for i := range min(len(a.Values), len(b.Values)) {
		if c := compareMember(a.Types[i], a.Values[i], b.Values[i]); c != 0 {
			return c
		}
	}
	return compareInt(int64(len(a.Values)), int64(len(b.Values)))
}
