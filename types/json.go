package types

import (
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// JSONKind is the kind of a JSON value, in the order in which jsonb sorts
// values of different kinds.
type JSONKind uint8

// The kinds of JSON values.
const (
	JSONNull JSONKind = iota
	JSONString
	JSONNumber
	JSONBool
	JSONArray
	JSONObject
)

// JSONValue is a parsed jsonb value. An object has one key for each item, in
// the order of jsonb: by length, then by bytes, without duplicates.
type JSONValue struct {
	Kind   JSONKind
	Bool   bool
	Text   string       // of a string
	Number *apd.Decimal // of a number, display scale kept
	Keys   []string
	Items  []JSONValue
}

// jsonbVersion leads the binary form of jsonb.
const jsonbVersion = 1

// Field returns the value under key of an object.
func (j *JSONValue) Field(key string) (JSONValue, bool) {
	if j.Kind != JSONObject {
		return JSONValue{}, false
	}
	i, found := slices.BinarySearchFunc(j.Keys, key, compareKeys)
	if !found {
		return JSONValue{}, false
	}
	return j.Items[i], true
}

// compareKeys is jsonb's order of keys: shorter first, then by bytes.
func compareKeys(a, b string) int {
	if len(a) != len(b) {
		return compareInt(int64(len(a)), int64(len(b)))
	}
	return strings.Compare(a, b)
}

// SetObject makes j an object of keys and items: sorted, and of equal keys the
// last one kept.
func (j *JSONValue) SetObject(keys []string, items []JSONValue) {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareKeys(keys[a], keys[b]) })
	*j = JSONValue{Kind: JSONObject}
	for n, i := range order {
		if n+1 < len(order) && keys[order[n+1]] == keys[i] {
			continue
		}
		j.Keys = append(j.Keys, keys[i])
		j.Items = append(j.Items, items[i])
	}
}

// AppendJSONB prints j as jsonb does: one blank behind colons and commas.
func AppendJSONB(dst []byte, j JSONValue) []byte {
	switch j.Kind {
	case JSONNull:
		return append(dst, "null"...)
	case JSONBool:
		if j.Bool {
			return append(dst, "true"...)
		}
		return append(dst, "false"...)
	case JSONNumber:
		return appendNumeric(dst, j.Number)
	case JSONString:
		return AppendJSONString(dst, j.Text)
	case JSONArray:
		dst = append(dst, '[')
		for i, item := range j.Items {
			dst = AppendJSONB(appendComma(dst, i), item)
		}
		return append(dst, ']')
	}
	dst = append(dst, '{')
	for i, item := range j.Items {
		dst = append(AppendJSONString(appendComma(dst, i), j.Keys[i]), ": "...)
		dst = AppendJSONB(dst, item)
	}
	return append(dst, '}')
}

func appendComma(dst []byte, i int) []byte {
	if i > 0 {
		return append(dst, ", "...)
	}
	return dst
}

// AppendJSONString prints s in double quotes with the escapes of JSON.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			dst = append(dst, c)
			continue
		}
		if at := strings.IndexByte("\"\\\b\f\n\r\t", c); at >= 0 {
			dst = append(dst, '\\', `"\bfnrt`[at])
			continue
		}
		dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
	return append(dst, '"')
}

// CompareJSON orders as jsonb's btree operators do: objects above arrays above
// booleans, numbers, strings and null; of objects and arrays the one with
// fewer members comes first.
func CompareJSON(a, b JSONValue) int {
	if c := compareRoots(a, b); c != 0 {
		return c
	}
	return compareJSON(a, b)
}

// compareRoots brings in what jsonb does at the top: it holds a scalar as an
// array of one, which is why an empty array is less than any scalar.
func compareRoots(a, b JSONValue) int {
	aScalar, bScalar := a.Kind < JSONArray, b.Kind < JSONArray
	switch {
	case aScalar && b.Kind == JSONArray:
		return oneAgainst(len(b.Items))
	case bScalar && a.Kind == JSONArray:
		return -oneAgainst(len(a.Items))
	}
	return 0
}

func oneAgainst(n int) int {
	if n == 0 {
		return 1
	}
	return -1
}

func compareJSON(a, b JSONValue) int {
	if a.Kind != b.Kind {
		return compareInt(int64(a.Kind), int64(b.Kind))
	}
	switch a.Kind {
	case JSONString:
		return strings.Compare(a.Text, b.Text)
	case JSONNumber:
		return CompareNumeric(a.Number, b.Number)
	case JSONBool:
		return compareBool(a.Bool, b.Bool)
	}
	if c := compareInt(int64(len(a.Items)), int64(len(b.Items))); c != 0 {
		return c
	}
	for i := range a.Items {
		if a.Kind == JSONObject && a.Keys[i] != b.Keys[i] {
			return strings.Compare(a.Keys[i], b.Keys[i])
		}
		if c := compareJSON(a.Items[i], b.Items[i]); c != 0 {
			return c
		}
	}
	return 0
}

// compareJSONB orders two canonical texts.
func compareJSONB(a, b string) int {
	if a == b {
		return 0
	}
	x, errA := ParseJSON(a)
	y, errB := ParseJSON(b)
	if errA != nil || errB != nil {
		return strings.Compare(a, b) // not canonical, which no caller passes
	}
	return CompareJSON(x, y)
}

// hashJSON feeds h so that values that compare equal hash equal: numbers
// without their scale.
func hashJSON(h uint64, j JSONValue) uint64 {
	h = mix(h, uint64(j.Kind))
	switch j.Kind {
	case JSONBool:
		return hashBool(h, j.Bool)
	case JSONNumber:
		return hashNumeric(h, j.Number)
	case JSONString:
		return hashString(h, j.Text)
	}
	for i, item := range j.Items {
		if j.Kind == JSONObject {
			h = hashString(h, j.Keys[i])
		}
		h = hashJSON(h, item)
	}
	return h
}
