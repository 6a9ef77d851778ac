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
		pure(3951, "json_extract_path", takes(types.JSON, path), types.JSON, scalar(jsonPathRaw)).variadic(),
		pure(3953, "json_extract_path_text", takes(types.JSON, path), types.Text, scalar(jsonPathText)).variadic(),
		pure(3217, "jsonb_extract_path", takes(types.JSONB, path), types.JSONB, scalar(jsonPathRaw)).variadic(),
		pure(3940, "jsonb_extract_path_text", takes(types.JSONB, path), types.Text, scalar(jsonPathText)).variadic(),
		pure(3947, "json_object_field", takes(types.JSON, types.Text), types.JSON, scalar(jsonFieldRaw)),
		pure(3948, "json_object_field_text", takes(types.JSON, types.Text), types.Text, scalar(jsonFieldText)),
		pure(3949, "json_array_element", takes(types.JSON, types.Int4), types.JSON, scalar(jsonElementRaw)),
		pure(3950, "json_array_element_text", takes(types.JSON, types.Int4), types.Text, scalar(jsonElementText)),
		pure(3478, "jsonb_object_field", takes(types.JSONB, types.Text), types.JSONB, scalar(jsonFieldRaw)),
		pure(3214, "jsonb_object_field_text", takes(types.JSONB, types.Text), types.Text, scalar(jsonFieldText)),
		pure(3215, "jsonb_array_element", takes(types.JSONB, types.Int4), types.JSONB, scalar(jsonbElementRaw)),
		pure(3216, "jsonb_array_element_text", takes(types.JSONB, types.Int4), types.Text, scalar(jsonbElementText)),
		pure(3956, "json_array_length", takes(types.JSON), types.Int4, scalar(jsonArrayLength)),
		pure(3207, "jsonb_array_length", takes(types.JSONB), types.Int4, scalar(jsonArrayLength)),
		pure(3968, "json_typeof", takes(types.JSON), types.Text, scalar(jsonTypeof)),
		pure(3210, "jsonb_typeof", takes(types.JSONB), types.Text, scalar(jsonTypeof)),
	}
}

// jsonGetOperators is -> ->> #> #>> over both types.
func jsonGetOperators() []Overload {
	path := types.Text.Array
	return []Overload{
		pure(3962, "->", takes(types.JSON, types.Text), types.JSON, scalar(jsonFieldRaw)),
		pure(3963, "->>", takes(types.JSON, types.Text), types.Text, scalar(jsonFieldText)),
		pure(3964, "->", takes(types.JSON, types.Int4), types.JSON, scalar(jsonElementRaw)),
		pure(3965, "->>", takes(types.JSON, types.Int4), types.Text, scalar(jsonElementText)),
		pure(3966, "#>", takes(types.JSON, path), types.JSON, scalar(jsonPathRaw)),
		pure(3967, "#>>", takes(types.JSON, path), types.Text, scalar(jsonPathText)),
		pure(3211, "->", takes(types.JSONB, types.Text), types.JSONB, scalar(jsonFieldRaw)),
		pure(3477, "->>", takes(types.JSONB, types.Text), types.Text, scalar(jsonFieldText)),
		pure(3212, "->", takes(types.JSONB, types.Int4), types.JSONB, scalar(jsonbElementRaw)),
		pure(3481, "->>", takes(types.JSONB, types.Int4), types.Text, scalar(jsonbElementText)),
		pure(3213, "#>", takes(types.JSONB, path), types.JSONB, scalar(jsonPathRaw)),
		pure(3206, "#>>", takes(types.JSONB, path), types.Text, scalar(jsonPathText)),
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
		if err := checkEscapes(args[0].Text()); err != nil {
			return types.Null, err
		}
		if part, ok := find(args); ok {
			return types.NewText(trimJSON(part)), nil
		}
		return types.Null, nil
	}
	text = func(_ *Env, args []types.Value) (types.Value, error) {
		if err := checkEscapes(args[0].Text()); err != nil {
			return types.Null, err
		}
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
