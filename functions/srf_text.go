package functions

import "github.com/s3dbsql/s3dbsql/types"

// textSets takes texts apart.
func textSets() []Set {
	return []Set{
		{OID: 6160, Name: "string_to_table", Args: takes(types.Text, types.Text), Result: types.Text, NullCall: true, Fn: stringToTable},
		{OID: 6161, Name: "string_to_table", Args: takes(types.Text, types.Text, types.Text), Result: types.Text, NullCall: true, Fn: stringToTable},
	}
}

// stringToTable yields the elements that string_to_array would make.
func stringToTable(env *Env, args []types.Value, yield func(types.Value) error) error {
	parts, err := stringToArray(env, args)
	if err != nil || parts.IsNull() {
		return err
	}
	return unnest(env, []types.Value{parts}, yield)
}
