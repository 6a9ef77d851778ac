package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
	"github.com/s3dbsql/s3dbsql/validation"
)

// Attribute is an attribute of a resource and the column that it is.
type Attribute struct {
	validation.Description
	Column string // "" if it lies inside a column's value
	Type   string // of the column, in SQL
}

// attributeSets is s3db.attributes, which shows the rules of a resource as
// s3db.js wrote them.
func attributeSets() []Set {
	cols := columns("path", types.Text, "rule", types.Text, "type", types.Text, "optional", types.Bool,
		"default", types.Text, "unique", types.Bool, "column_name", types.Text, "sql_type", types.Text)
	return []Set{{
		OID: FirstOwnFunction + 64, Name: "s3db.attributes", Args: takes(types.RegClass), Result: types.RecordType,
		Columns: cols, Fn: attributeRows(cols),
	}}
}

func attributeRows(cols []SetColumn) SetFn {
	row := rowsOf(cols)
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		list, err := env.Resources.Attributes(types.OID(args[0].Int()))
		if err != nil {
			return err
		}
		for _, a := range list {
			if err := yield(row(a.values()...)); err != nil {
				return err
			}
		}
		return nil
	}
}

func (a *Attribute) values() []types.Value {
	values := []types.Value{
		types.NewText(a.Path), textOrNull(a.Rule), types.NewText(a.Description.Type), types.NewBool(a.Optional),
		types.Null, types.NewBool(a.Unique), textOrNull(a.Column), textOrNull(a.Type),
	}
	if a.Defaults {
		values[4] = types.NewText(a.Default)
	}
	return values
}

func textOrNull(s string) types.Value {
	if s == "" {
		return types.Null
	}
	return types.NewText(s)
}
