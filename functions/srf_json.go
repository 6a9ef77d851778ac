package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonSets takes json and jsonb apart.
func jsonSets() []Set {
	return []Set{
		{OID: 3955, Name: "json_array_elements", Args: takes(types.JSON), Result: types.JSON, Columns: columns("value", types.JSON), Fn: eachElement("json_array_elements", rawJSON)},
		{OID: 3969, Name: "json_array_elements_text", Args: takes(types.JSON), Result: types.Text, Columns: columns("value", types.Text), Fn: eachElement("json_array_elements_text", jsonAsText)},
		{OID: 3219, Name: "jsonb_array_elements", Args: takes(types.JSONB), Result: types.JSONB, Columns: columns("value", types.JSONB), Fn: eachElement("", rawJSON)},
		{OID: 3465, Name: "jsonb_array_elements_text", Args: takes(types.JSONB), Result: types.Text, Columns: columns("value", types.Text), Fn: eachElement("", jsonAsText)},
		{OID: 3958, Name: "json_each", Args: takes(types.JSON), Result: types.RecordType, Columns: columns("key", types.Text, "value", types.JSON), Fn: eachMember(types.JSON, "", rawJSON)},
		{OID: 3959, Name: "json_each_text", Args: takes(types.JSON), Result: types.RecordType, Columns: columns("key", types.Text, "value", types.Text), Fn: eachMember(types.Text, "", jsonAsText)},
		{OID: 3208, Name: "jsonb_each", Args: takes(types.JSONB), Result: types.RecordType, Columns: columns("key", types.Text, "value", types.JSONB), Fn: eachMember(types.JSONB, "jsonb_each", rawJSON)},
		{OID: 3932, Name: "jsonb_each_text", Args: takes(types.JSONB), Result: types.RecordType, Columns: columns("key", types.Text, "value", types.Text), Fn: eachMember(types.Text, "jsonb_each_text", jsonAsText)},
		{OID: 3957, Name: "json_object_keys", Args: takes(types.JSON), Result: types.Text, Fn: eachKey("json_object_keys")},
		{OID: 3931, Name: "jsonb_object_keys", Args: takes(types.JSONB), Result: types.Text, Fn: eachKey("jsonb_object_keys")},
	}
}

// columns is the columns of names and types in turn.
func columns(namesAndTypes ...any) []SetColumn {
	var list []SetColumn
	for pair := range slices.Chunk(namesAndTypes, 2) {
		list = append(list, SetColumn{Name: pair[0].(string), Type: pair[1].(*types.Type)})
	}
	return list
}

// rawJSON is a part as JSON.
func rawJSON(s string) (types.Value, error) { return types.NewText(s), nil }

// eachElement yields the elements of an array. The messages of jsonb do not
// name the function.
func eachElement(json string, show func(string) (types.Value, error)) SetFn {
	return func(_ *Env, args []types.Value, yield func(types.Value) error) error {
		s := args[0].Text()
		if kindOfJSON(s) != '[' {
			return notAnArray(s, json)
		}
		for e := range jsonElements(s) {
			v, err := show(e)
			if err != nil {
				return err
			}
			if err := yield(v); err != nil {
				return err
			}
		}
		return nil
	}
}

func notAnArray(s, json string) error {
	object := kindOfJSON(s) == '{'
	switch {
	case json != "" && object:
		return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a non-array", json)
	case json != "":
		return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a scalar", json)
	case object:
		return pgerr.New(pgerr.InvalidParameterValue, "cannot extract elements from an object")
	}
	return pgerr.New(pgerr.InvalidParameterValue, "cannot extract elements from a scalar")
}

// eachMember yields the members of an object as records of key and value. The
// messages of json do not name the function.
func eachMember(valueType *types.Type, jsonb string, show func(string) (types.Value, error)) SetFn {
	ts, names := takes(types.Text, valueType), []string{"key", "value"}
	return func(_ *Env, args []types.Value, yield func(types.Value) error) error {
		s := args[0].Text()
		if kindOfJSON(s) != '{' {
			return notAnObject(s, jsonb)
		}
		for k, part := range jsonMembers(s) {
			key, err := jsonText(k)
			if err != nil {
				return err
			}
			value, err := show(part)
			if err != nil {
				return err
			}
			row := &types.Record{Types: ts, Names: names, Values: []types.Value{types.NewText(key), value}}
			if err := yield(types.NewRecord(row)); err != nil {
				return err
			}
		}
		return nil
	}
}

func notAnObject(s, jsonb string) error {
	switch {
	case jsonb != "":
		return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a non-object", jsonb)
	case kindOfJSON(s) == '[':
		return pgerr.New(pgerr.InvalidParameterValue, "cannot deconstruct an array as an object")
	}
	return pgerr.New(pgerr.InvalidParameterValue, "cannot deconstruct a scalar")
}

func eachKey(name string) SetFn {
	return func(_ *Env, args []types.Value, yield func(types.Value) error) error {
		s := args[0].Text()
		switch kindOfJSON(s) {
		case '{':
		case '[':
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on an array", name)
		default:
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a scalar", name)
		}
		for k := range jsonMembers(s) {
			key, err := jsonText(k)
			if err != nil {
				return err
			}
			if err := yield(types.NewText(key)); err != nil {
				return err
			}
		}
		return nil
	}
}
