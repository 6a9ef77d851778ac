package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// textSets takes texts apart.
func textSets() []Set {
	return []Set{
		{OID: 6160, Name: "string_to_table", Args: takes(types.Text, types.Text), Result: types.Text, NullCall: true, Fn: stringToTable},
		{OID: 6161, Name: "string_to_table", Args: takes(types.Text, types.Text, types.Text), Result: types.Text, NullCall: true, Fn: stringToTable},
	}
}

// stringToTable yields the parts between delimiters, or the characters if the
// delimiter is NULL. A part that equals the third argument is NULL.
func stringToTable(_ *Env, args []types.Value, yield func(types.Value) error) error {
	if args[0].IsNull() || args[0].Text() == "" {
		return nil
	}
	for _, part := range splitText(args[0].Text(), args[1]) {
		v := types.NewText(part)
		if len(args) > 2 && !args[2].IsNull() && args[2].Text() == part {
			v = types.Null
		}
		if err := yield(v); err != nil {
			return err
		}
	}
	return nil
}

func splitText(s string, delimiter types.Value) []string {
	switch {
	case delimiter.IsNull():
		return strings.Split(s, "")
	case delimiter.Text() == "":
		return []string{s}
	}
	return strings.Split(s, delimiter.Text())
}
