package catalog

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/s3dbsql/s3dbsql/codec"
)

// AppendJSON appends a value as JSON: compact, or with each level indented by
// indent, as JSON.stringify does.
func AppendJSON(dst []byte, v any, indent string) []byte { return appendValue(dst, v, indent, "") }

func appendValue(dst []byte, v any, indent, margin string) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case json.Number:
		return append(dst, v...)
	case string:
		return codec.AppendJSONString(dst, v)
	case []any:
		return appendItems(dst, '[', ']', len(v), indent, margin, func(dst []byte, i int, margin string) []byte {
			return appendValue(dst, v[i], indent, margin)
		})
	case *Object:
		return appendItems(dst, '{', '}', len(v.Members()), indent, margin, func(dst []byte, i int, margin string) []byte {
			m := v.members[i]
			dst = append(codec.AppendJSONString(dst, m.Key), ':')
			if indent != "" {
				dst = append(dst, ' ')
			}
			return appendValue(dst, m.Value, indent, margin)
		})
	}
	return dst
}

func appendItems(dst []byte, open, end byte, n int, indent, margin string, item func(dst []byte, i int, margin string) []byte) []byte {
	dst = append(dst, open)
	inner := margin + indent
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		if indent != "" {
			dst = append(append(dst, '\n'), inner...)
		}
		dst = item(dst, i, inner)
	}
	if indent != "" && n > 0 {
		dst = append(append(dst, '\n'), margin...)
	}
	return append(dst, end)
}

// sortedJSON returns v with the members of every object in the order of their
// keys by UTF-16 units, as JavaScript sorts them.
func sortedJSON(v any) any {
	switch v := v.(type) {
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = sortedJSON(v[i])
		}
		return items
	case *Object:
		o := &Object{slices.Clone(v.Members())}
		for i := range o.members {
			o.members[i].Value = sortedJSON(o.members[i].Value)
		}
		slices.SortFunc(o.members, func(a, b Member) int { return compareUTF16(a.Key, b.Key) })
		return o
	}
	return v
}

func compareUTF16(a, b string) int {
	if c := strings.Compare(a, b); c == 0 || isASCII(a) && isASCII(b) {
		return c
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }) < 0
}
