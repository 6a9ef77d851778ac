package functions

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonFunctions is what can be called on json and jsonb (manual, section 9.16).
func jsonFunctions() []Overload {
	return slices.Concat(jsonGetFunctions(), jsonBuildFunctions(), jsonbEditFunctions(), jsonbPathFunctions(), jsonpathFunctions())
}

// jsonOperators is the operators of json and jsonb; = and its kin are in
// comparison.go.
func jsonOperators() []Overload {
	return slices.Concat(jsonGetOperators(), jsonbContainOperators(), jsonbEditOperators(), jsonpathOperators())
}

// jsonGetFunctions read parts of json and jsonb.
func jsonGetFunctions() []Overload {
	path := types.Text.Array
	return []Overload{
		{OID: 3951, Name: "json_extract_path", Args: takes(types.JSON, path), Variadic: true, Result: types.JSON, Volatility: Immutable, Fn: jsonPathRaw},
		{OID: 3953, Name: "json_extract_path_text", Args: takes(types.JSON, path), Variadic: true, Result: types.Text, Volatility: Immutable, Fn: jsonPathText},
		{OID: 3217, Name: "jsonb_extract_path", Args: takes(types.JSONB, path), Variadic: true, Result: types.JSONB, Volatility: Immutable, Fn: jsonPathRaw},
		{OID: 3940, Name: "jsonb_extract_path_text", Args: takes(types.JSONB, path), Variadic: true, Result: types.Text, Volatility: Immutable, Fn: jsonPathText},
		{OID: 3947, Name: "json_object_field", Args: takes(types.JSON, types.Text), Result: types.JSON, Volatility: Immutable, Fn: jsonFieldRaw},
		{OID: 3948, Name: "json_object_field_text", Args: takes(types.JSON, types.Text), Result: types.Text, Volatility: Immutable, Fn: jsonFieldText},
		{OID: 3949, Name: "json_array_element", Args: takes(types.JSON, types.Int4), Result: types.JSON, Volatility: Immutable, Fn: jsonElementRaw},
		{OID: 3950, Name: "json_array_element_text", Args: takes(types.JSON, types.Int4), Result: types.Text, Volatility: Immutable, Fn: jsonElementText},
		{OID: 3478, Name: "jsonb_object_field", Args: takes(types.JSONB, types.Text), Result: types.JSONB, Volatility: Immutable, Fn: jsonFieldRaw},
		{OID: 3214, Name: "jsonb_object_field_text", Args: takes(types.JSONB, types.Text), Result: types.Text, Volatility: Immutable, Fn: jsonFieldText},
		{OID: 3215, Name: "jsonb_array_element", Args: takes(types.JSONB, types.Int4), Result: types.JSONB, Volatility: Immutable, Fn: jsonbElementRaw},
		{OID: 3216, Name: "jsonb_array_element_text", Args: takes(types.JSONB, types.Int4), Result: types.Text, Volatility: Immutable, Fn: jsonbElementText},
		{OID: 3956, Name: "json_array_length", Args: takes(types.JSON), Result: types.Int4, Volatility: Immutable, Fn: jsonArrayLength},
		{OID: 3207, Name: "jsonb_array_length", Args: takes(types.JSONB), Result: types.Int4, Volatility: Immutable, Fn: jsonArrayLength},
		{OID: 3968, Name: "json_typeof", Args: takes(types.JSON), Result: types.Text, Volatility: Immutable, Fn: jsonTypeof},
		{OID: 3210, Name: "jsonb_typeof", Args: takes(types.JSONB), Result: types.Text, Volatility: Immutable, Fn: jsonTypeof},
	}
}

// jsonGetOperators is -> ->> #> #>> over both types.
func jsonGetOperators() []Overload {
	path := types.Text.Array
	return []Overload{
		{OID: 3962, Name: "->", Args: takes(types.JSON, types.Text), Result: types.JSON, Volatility: Immutable, Fn: jsonFieldRaw},
		{OID: 3963, Name: "->>", Args: takes(types.JSON, types.Text), Result: types.Text, Volatility: Immutable, Fn: jsonFieldText},
		{OID: 3964, Name: "->", Args: takes(types.JSON, types.Int4), Result: types.JSON, Volatility: Immutable, Fn: jsonElementRaw},
		{OID: 3965, Name: "->>", Args: takes(types.JSON, types.Int4), Result: types.Text, Volatility: Immutable, Fn: jsonElementText},
		{OID: 3966, Name: "#>", Args: takes(types.JSON, path), Result: types.JSON, Volatility: Immutable, Fn: jsonPathRaw},
		{OID: 3967, Name: "#>>", Args: takes(types.JSON, path), Result: types.Text, Volatility: Immutable, Fn: jsonPathText},
		{OID: 3211, Name: "->", Args: takes(types.JSONB, types.Text), Result: types.JSONB, Volatility: Immutable, Fn: jsonFieldRaw},
		{OID: 3477, Name: "->>", Args: takes(types.JSONB, types.Text), Result: types.Text, Volatility: Immutable, Fn: jsonFieldText},
		{OID: 3212, Name: "->", Args: takes(types.JSONB, types.Int4), Result: types.JSONB, Volatility: Immutable, Fn: jsonbElementRaw},
		{OID: 3481, Name: "->>", Args: takes(types.JSONB, types.Int4), Result: types.Text, Volatility: Immutable, Fn: jsonbElementText},
		{OID: 3213, Name: "#>", Args: takes(types.JSONB, path), Result: types.JSONB, Volatility: Immutable, Fn: jsonPathRaw},
		{OID: 3206, Name: "#>>", Args: takes(types.JSONB, path), Result: types.Text, Volatility: Immutable, Fn: jsonPathText},
	}
}

// jsonPart finds a part of a JSON value.
type jsonPart func(args []types.Value) (string, bool)

// The ways to name a part. A jsonb scalar is an array of itself to ->.
var (
	jsonFieldRaw, jsonFieldText       = jsonGetters(jsonField)
	jsonElementRaw, jsonElementText   = jsonGetters(jsonAt)
	jsonbElementRaw, jsonbElementText = jsonGetters(jsonbAt)
	jsonPathRaw, jsonPathText         = jsonGetters(jsonAtPath)
)

// jsonGetters makes the functions that return a part as JSON and as text, NULL
// where there is none.
func jsonGetters(find jsonPart) (raw, text Scalar) {
	raw = func(_ *Env, args []types.Value) (types.Value, error) {
		if part, ok := find(args); ok {
			return types.NewText(trimJSON(part)), nil
		}
		return types.Null, nil
	}
	text = func(_ *Env, args []types.Value) (types.Value, error) {
		if part, ok := find(args); ok {
			return jsonAsText(part)
		}
		return types.Null, nil
	}
	return raw, text
}

// jsonAsText is a value as ->> shows it: a string without quotes, null as NULL.
func jsonAsText(s string) (types.Value, error) {
	s = trimJSON(s)
	switch kindOfJSON(s) {
	case 'n':
		return types.Null, nil
	case '"':
		text, err := jsonText(s)
		if err != nil {
			return types.Null, err
		}
		return types.NewText(text), nil
	}
	return types.NewText(s), nil
}

func jsonField(args []types.Value) (string, bool) {
	if kindOfJSON(args[0].Text()) != '{' {
		return "", false
	}
	return jsonMember(args[0].Text(), args[1].Text())
}

func jsonAt(args []types.Value) (string, bool) {
	if kindOfJSON(args[0].Text()) != '[' {
		return "", false
	}
	return jsonElement(args[0].Text(), args[1].Int())
}

func jsonbAt(args []types.Value) (string, bool) {
	if s := args[0].Text(); isScalarJSON(s) {
		return s, args[1].Int() == 0 || args[1].Int() == -1
	}
	return jsonAt(args)
}

// jsonAtPath follows a path of keys and indexes. A NULL in it leads nowhere.
func jsonAtPath(args []types.Value) (string, bool) {
	s := args[0].Text()
	for _, step := range args[1].Array().Values {
		if step.IsNull() {
			return "", false
		}
		next, ok := jsonStep(s, step.Text())
		if !ok {
			return "", false
		}
		s = next
	}
	return s, true
}

func jsonStep(s, step string) (string, bool) {
	switch kindOfJSON(s) {
	case '{':
		return jsonMember(s, step)
	case '[':
		if index, ok := jsonIndex(step); ok {
			return jsonElement(s, index)
		}
	}
	return "", false
}

// jsonIndex reads an array index in a path as C's strtol does: white space and
// a sign may precede it, nothing may follow.
func jsonIndex(step string) (int64, bool) {
	index, err := strconv.ParseInt(strings.TrimLeft(step, " \t\n\v\f\r"), 10, 32)
	return index, err == nil
}

func jsonArrayLength(_ *Env, args []types.Value) (types.Value, error) {
	switch s := args[0].Text(); kindOfJSON(s) {
	case '[':
		return types.NewInt(int64(countJSON(s))), nil
	case '{':
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot get array length of a non-array")
	}
	return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot get array length of a scalar")
}

func jsonTypeof(_ *Env, args []types.Value) (types.Value, error) {
	return types.NewText(jsonTypeName(args[0].Text())), nil
}
