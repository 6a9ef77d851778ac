package functions

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// jsonbPair is a member of a jsonb object: the key and value as canonical text.
type jsonbPair struct{ key, value string }

// compareJSONBKeys is the order of keys in a jsonb object: shorter ones first,
// then by bytes.
func compareJSONBKeys(a, b string) int {
	a, b = unquoteJSON(a), unquoteJSON(b)
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// jsonbPairs lists the members of an object in their order.
func jsonbPairs(s string) []jsonbPair {
	var list []jsonbPair
	for k, v := range jsonMembers(s) {
		list = append(list, jsonbPair{k, v})
	}
	return list
}

// findPair finds a key among sorted pairs, or where it belongs.
func findPair(pairs []jsonbPair, key string) (int, bool) {
	return slices.BinarySearchFunc(pairs, key, func(p jsonbPair, key string) int {
		return compareJSONBKeys(p.key, key)
	})
}

// setPair adds a member or replaces its value.
func setPair(pairs []jsonbPair, key, value string) []jsonbPair {
	i, found := findPair(pairs, key)
	if found {
		pairs[i].value = value
		return pairs
	}
	return slices.Insert(pairs, i, jsonbPair{key, value})
}

// objectText is the canonical text of sorted pairs.
func objectText(pairs []jsonbPair) string {
	var b strings.Builder
	b.WriteByte('{')
	for i, p := range pairs {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.key)
		b.WriteString(": ")
		b.WriteString(p.value)
	}
	b.WriteByte('}')
	return b.String()
}

// arrayText is the canonical text of an array.
func arrayText(elements []string) string {
	return "[" + strings.Join(elements, ", ") + "]"
}

// quotedJSON is s as a JSON string.
func quotedJSON(s string) string { return string(types.AppendJSONString(nil, s)) }
