package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// privilegeFunctions ask for rights and for visibility (manual, 9.26.2 and
// 9.26.3). Every user is a superuser, and all objects are on the search path.
func privilegeFunctions() []Overload {
	var list []Overload
	add := func(oid types.OID, name string, check Scalar, args ...*types.Type) {
		list = append(list, pure(oid, name, args, types.Bool, scalar(check)).stable())
	}
	name, text, oid := types.Name, types.Text, types.OIDType
	for _, f := range []struct {
		oid      types.OID // of the first of six
		name     string
		relation bool
	}{
		{1922, "has_table_privilege", true}, {2181, "has_sequence_privilege", true}, {3024, "has_any_column_privilege", true},
		{2250, "has_database_privilege", false}, {2256, "has_function_privilege", false}, {2262, "has_language_privilege", false},
		{2268, "has_schema_privilege", false}, {2390, "has_tablespace_privilege", false}, {3000, "has_foreign_data_wrapper_privilege", false},
		{3006, "has_server_privilege", false}, {3138, "has_type_privilege", false},
	} {
		for i, args := range [][]*types.Type{{name, text, text}, {name, oid, text}, {oid, text, text}, {oid, oid, text}, {text, text}, {oid, text}} {
			check := granted
			if f.relation && args[len(args)-2] == text {
				check = grantedOn(len(args) - 2)
			}
			add(f.oid+types.OID(i), f.name, check, args...)
		}
	}
	for i, table := range []*types.Type{text, text, oid, oid, text, text, oid, oid, text, text, oid, oid} {
		args := takes(table, []*types.Type{text, types.Int2}[i%2], text)
		if i < 8 {
			args = append(takes([]*types.Type{name, oid}[i/4]), args...)
		}
		add(3012+types.OID(i), "has_column_privilege", granted, args...)
	}
	add(2709, "pg_has_role", granted, name, text)
	add(2710, "pg_has_role", granted, oid, text)
	add(2705, "pg_has_role", granted, name, name, text)
	add(2708, "pg_has_role", granted, oid, oid, text)
	add(3298, "row_security_active", denied, oid)
	add(3299, "row_security_active", denied, text)
	add(6121, "pg_relation_is_publishable", denied, types.RegClass)
	for _, v := range []struct {
		oid  types.OID
		name string
	}{
		{2079, "pg_table_is_visible"}, {2080, "pg_type_is_visible"}, {2081, "pg_function_is_visible"}, {2082, "pg_operator_is_visible"},
		{2083, "pg_opclass_is_visible"}, {3829, "pg_opfamily_is_visible"}, {2093, "pg_conversion_is_visible"}, {3815, "pg_collation_is_visible"},
		{3403, "pg_statistics_obj_is_visible"}, {3757, "pg_ts_dict_is_visible"}, {3758, "pg_ts_config_is_visible"},
		{3756, "pg_ts_parser_is_visible"}, {3768, "pg_ts_template_is_visible"},
	} {
		add(v.oid, v.name, granted, oid)
	}
	return list
}

func granted(*Env, []types.Value) (types.Value, error) { return types.NewBool(true), nil }
func denied(*Env, []types.Value) (types.Value, error)  { return types.NewBool(false), nil }

// grantedOn checks that the relation named in argument i exists.
func grantedOn(i int) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		if _, ok := env.Session.Relation(args[i].Text()); !ok {
			return types.Null, undefinedRelation(args[i].Text())
		}
		return types.NewBool(true), nil
	}
}

func undefinedRelation(name string) error {
	return pgerr.Newf(pgerr.UndefinedTable, "relation \"%s\" does not exist", name)
}
