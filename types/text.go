package types

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// nameLen is the most bytes an identifier has (NAMEDATALEN - 1).
const nameLen = 63

// appendTextual prints what KindText holds: text as it is, bytea, uuid and
// network addresses from their bytes.
func appendTextual(dst []byte, t *Type, s string, st *Style) []byte {
	switch t {
	case Bytea:
		return appendBytea(dst, s, st.ByteaEscape)
	case UUID:
		return appendUUID(dst, s)
	case Inet, CIDR:
		return appendInet(dst, t, s)
	}
	return append(dst, s...)
}

func appendTextBinary(dst []byte, t *Type, s string) []byte {
	switch t {
	case JSONB:
		dst = append(dst, jsonbVersion)
	case Inet, CIDR:
		return appendInetBinary(dst, t, s)
	case Char:
		if s == "" {
			return append(dst, 0)
		}
	}
	return append(dst, s...)
}

func parseTextual(t *Type, s string) (Value, error) {
	switch t {
	case Bytea:
		return parseBytea(s)
	case UUID:
		return parseUUID(s)
	case JSON:
		return parseJSON(s)
	case JSONB:
		return parseJSONB(s)
	case JSONPathType:
		return parseJSONPath(s)
	case Inet, CIDR:
		return parseInet(t, s)
	case Name:
		return NewText(truncate(s, nameLen)), nil
	case Char:
		return NewText(s[:min(len(s), 1)]), nil
	}
	if t.Category == CategoryPseudo && t != CString && t != Void {
		return Null, pgerr.New(pgerr.FeatureNotSupported, "cannot accept a value of type "+t.Name)
	}
	return NewText(s), nil
}

func parseTextBinary(t *Type, r *reader) (Value, error) {
	switch t {
	case UUID:
		return NewText(string(r.take(16))), nil
	case Bytea:
		return NewText(string(r.rest())), nil
	case Inet, CIDR:
		return parseInetBinary(t, r)
	case Char:
		return NewText(strings.TrimRight(string(r.take(1)), "\x00")), nil
	case JSONB:
		if v := r.uint8(); v != jsonbVersion && !r.short {
			return Null, pgerr.Newf(pgerr.InternalError, "unsupported jsonb version number %d", v)
		}
	}
	s := string(r.rest())
	if err := pgerr.CheckText(s); err != nil {
		return Null, err
	}
	return parseTextual(t, s)
}

// truncate cuts s to at most n bytes at a character boundary.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// prefix returns the first n characters of s and whether that is less than s.
func prefix(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, false
	}
	for i := range s {
		if n == 0 {
			return s[:i], true
		}
		n--
	}
	return s, false
}

func trimBlanks(s string) string { return strings.TrimRight(s, " ") }

// compareText orders by bytes, as the C collation does; the blanks at the end
// of a char(n) do not count.
func compareText(t *Type, a, b string) int {
	switch t {
	case BPChar:
		return strings.Compare(trimBlanks(a), trimBlanks(b))
	case JSONB:
		return compareJSONB(a, b)
	case Inet, CIDR:
		return compareInet(a, b)
	}
	return strings.Compare(a, b)
}
