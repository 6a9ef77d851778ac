package types

import (
	"strconv"
)

// maxDims and maxElements bound an array, as MAXDIM and MaxArraySize do.
const (
	maxDims     = 6
	maxElements = 134217727
)

func isVector(t *Type) bool { return t == Int2Vector || t == OIDVector }

func appendArray(dst []byte, t *Type, a *Array, st *Style) []byte {
	if isVector(t) {
		return appendCatalogVector(dst, t, a, st)
	}
	if len(a.Dims) == 0 {
		return append(dst, "{}"...)
	}
	dst = appendBounds(dst, a.Dims)
	dst, _ = appendDimension(dst, t.elem(), a.Dims, a.Values, st)
	return dst
}

// elem is the element type, text for a polymorphic array, whose elements a
// function has to print itself.
func (t *Type) elem() *Type {
	if t.Elem == nil {
		return Text
	}
	return t.Elem
}

func appendCatalogVector(dst []byte, t *Type, a *Array, st *Style) []byte {
	for i, v := range a.Values {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = AppendText(dst, t.Elem, v, st)
	}
	return dst
}

// appendBounds prints [0:2]= if any dimension does not start at 1.
func appendBounds(dst []byte, dims []Dim) []byte {
	usual := true
	for _, d := range dims {
		usual = usual && d.Lower == 1
	}
	if usual {
		return dst
	}
	for _, d := range dims {
		dst = strconv.AppendInt(append(dst, '['), int64(d.Lower), 10)
		dst = strconv.AppendInt(append(dst, ':'), int64(d.Lower+d.Len-1), 10)
		dst = append(dst, ']')
	}
	return append(dst, '=')
}

// appendDimension prints one dimension and returns the values behind it.
func appendDimension(dst []byte, elem *Type, dims []Dim, values []Value, st *Style) ([]byte, []Value) {
	dst = append(dst, '{')
	for i := range dims[0].Len {
		if i > 0 {
			dst = append(dst, ',')
		}
		if len(dims) > 1 {
			dst, values = appendDimension(dst, elem, dims[1:], values, st)
			continue
		}
		dst = appendElement(dst, elem, values[0], st)
		values = values[1:]
	}
	return append(dst, '}'), values
}

func appendElement(dst []byte, elem *Type, v Value, st *Style) []byte {
	if v.IsNull() {
		return append(dst, "NULL"...)
	}
	start := len(dst)
	dst = AppendText(dst, elem, v, st)
	if elementNeedsQuotes(dst[start:]) {
		return quoteTail(dst, start, true)
	}
	return dst
}

func elementNeedsQuotes(b []byte) bool {
	if len(b) == 0 || len(b) == 4 && string(lower4(b)) == "null" {
		return true
	}
	for _, c := range b {
		switch c {
		case '"', '\\', '{', '}', ',', ' ', '\t', '\n', '\v', '\f', '\r':
			return true
		}
	}
	return false
}

func lower4(b []byte) []byte {
	return []byte{b[0] | 0x20, b[1] | 0x20, b[2] | 0x20, b[3] | 0x20}
}

// quoteTail puts dst[start:] into double quotes, in place. Quotes and
// backslashes inside get a backslash in front or, if not, are doubled.
func quoteTail(dst []byte, start int, backslash bool) []byte {
	end, extra := len(dst), 2
	for _, c := range dst[start:] {
		if c == '"' || c == '\\' {
			extra++
		}
	}
	for range extra {
		dst = append(dst, '"')
	}
	to := len(dst) - 2
	for from := end - 1; from >= start; from-- {
		c := dst[from]
		dst[to] = c
		to--
		if c == '"' || c == '\\' {
			if backslash {
				c = '\\'
			}
			dst[to] = c
			to--
		}
	}
	dst[start] = '"'
	return dst
}

// compareArray orders by elements, NULL last, then by the number of elements,
// then by the dimensions.
func compareArray(t *Type, a, b *Array) int {
	for i := range min(len(a.Values), len(b.Values)) {
		if c := compareMember(t.elem(), a.Values[i], b.Values[i]); c != 0 {
			return c
		}
	}
	if c := compareInt(int64(len(a.Values)), int64(len(b.Values))); c != 0 {
		return c
	}
	if c := compareInt(int64(len(a.Dims)), int64(len(b.Dims))); c != 0 {
		return c
	}
	for i := range a.Dims {
		if c := compareInt(int64(a.Dims[i].Len), int64(b.Dims[i].Len)); c != 0 {
			return c
		}
	}
	for i := range a.Dims {
		if c := compareInt(int64(a.Dims[i].Lower), int64(b.Dims[i].Lower)); c != 0 {
			return c
		}
	}
	return 0
}

// compareMember compares members of arrays and records, where two NULLs are
// equal and NULL is greater than anything else.
func compareMember(t *Type, a, b Value) int {
	if a.IsNull() || b.IsNull() {
		return compareBool(a.IsNull(), b.IsNull())
	}
	return Compare(t, a, b)
}
