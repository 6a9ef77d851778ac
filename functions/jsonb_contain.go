package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// jsonbContainOperators is containment and existence.
func jsonbContainOperators() []Overload {
	contained := func(b, a string) (bool, error) { return jsonbContains(a, b), nil }
	return []Overload{
		pure(3246, "@>", takes(types.JSONB, types.JSONB), types.Bool, binary(texts, texts, bools, swapped(contained))),
		pure(3250, "<@", takes(types.JSONB, types.JSONB), types.Bool, binary(texts, texts, bools, contained)),
		pure(3247, "?", takes(types.JSONB, types.Text), types.Bool, binary(texts, texts, bools, hasKey)),
		pure(3248, "?|", takes(types.JSONB, types.Text.Array), types.Bool, binary(texts, arrays, bools, hasAnyKey)),
		pure(3249, "?&", takes(types.JSONB, types.Text.Array), types.Bool, binary(texts, arrays, bools, hasAllKeys)),
	}
}

func hasKey(s, key string) (bool, error) { return jsonbHasKey(s, key), nil }

func hasAnyKey(s string, keys *types.Array) (bool, error) {
	return slices.ContainsFunc(keys.Values, func(key types.Value) bool {
		return !key.IsNull() && jsonbHasKey(s, key.Text())
	}), nil
}

func hasAllKeys(s string, keys *types.Array) (bool, error) {
	return !slices.ContainsFunc(keys.Values, func(key types.Value) bool {
		return !key.IsNull() && !jsonbHasKey(s, key.Text())
	}), nil
}

// jsonbHasKey reports whether key is a key of an object, or a string that is
// an element of an array or the value itself.
func jsonbHasKey(s, key string) bool {
	isKey := func(e string) bool { return kindOfJSON(e) == '"' && jsonKeyIs(e, key) }
	switch kindOfJSON(s) {
	case '{':
		_, found := jsonMember(s, key)
		return found
	case '[':
		for e := range jsonElements(s) {
			if isKey(e) {
				return true
			}
		}
		return false
	}
	return isKey(s)
}

// jsonbContains reports whether b is contained in a. At the top an array
// contains a scalar that is one of its elements.
func jsonbContains(a, b string) bool {
	if kindOfJSON(a) == '[' && isScalarJSON(b) {
		return arrayHolds(a, b)
	}
	return jsonbCovers(a, b)
}

func jsonbCovers(a, b string) bool {
	if kindOfJSON(a) != kindOfJSON(b) {
		return false
	}
	switch kindOfJSON(a) {
	case '{':
		for key, want := range jsonMembers(b) {
			have, found := jsonMember(a, unquoteJSON(key))
			if !found || !jsonbCovers(have, want) {
				return false
			}
		}
		return true
	case '[':
		for want := range jsonElements(b) {
			if !arrayHolds(a, want) {
				return false
			}
		}
		return true
	}
	return types.Compare(types.JSONB, types.NewText(a), types.NewText(b)) == 0
}

func arrayHolds(array, want string) bool {
	for e := range jsonElements(array) {
		if jsonbCovers(e, want) {
			return true
		}
	}
	return false
}
