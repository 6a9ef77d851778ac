package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// jsonbContainOperators is containment and existence.
func jsonbContainOperators() []Overload {
	texts := types.Text.Array
	return []Overload{
		{OID: 3246, Name: "@>", Args: takes(types.JSONB, types.JSONB), Result: types.Bool, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				return types.NewBool(jsonbContains(args[0].Text(), args[1].Text())), nil
			}},
		{OID: 3250, Name: "<@", Args: takes(types.JSONB, types.JSONB), Result: types.Bool, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				return types.NewBool(jsonbContains(args[1].Text(), args[0].Text())), nil
			}},
		{OID: 3247, Name: "?", Args: takes(types.JSONB, types.Text), Result: types.Bool, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				return types.NewBool(jsonbHasKey(args[0].Text(), args[1])), nil
			}},
		{OID: 3248, Name: "?|", Args: takes(types.JSONB, texts), Result: types.Bool, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				has := func(key types.Value) bool { return jsonbHasKey(args[0].Text(), key) }
				return types.NewBool(slices.ContainsFunc(args[1].Array().Values, has)), nil
			}},
		{OID: 3249, Name: "?&", Args: takes(types.JSONB, texts), Result: types.Bool, Volatility: Immutable,
			Fn: func(_ *Env, args []types.Value) (types.Value, error) {
				lacks := func(key types.Value) bool { return !key.IsNull() && !jsonbHasKey(args[0].Text(), key) }
				return types.NewBool(!slices.ContainsFunc(args[1].Array().Values, lacks)), nil
			}},
	}
}

// jsonbHasKey reports whether key is a key of an object, or a string that is
// an element of an array or the value itself.
func jsonbHasKey(s string, key types.Value) bool {
	if key.IsNull() {
		return false
	}
	isKey := func(e string) bool { return kindOfJSON(e) == '"' && jsonKeyIs(e, key.Text()) }
	switch kindOfJSON(s) {
	case '{':
		_, found := jsonMember(s, key.Text())
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
