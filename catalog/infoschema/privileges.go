package infoschema

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func enabledRoles() *systable.Table {
	return view(13325, "enabled_roles", `role_name sql_identifier`, roles)
}

func roles(env *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"role_name": env.User})
}

// The owner's rights to a table, and those of them that columns have too.
var (
	tableRights  = []string{"INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"}
	columnRights = []string{"INSERT", "SELECT", "UPDATE", "REFERENCES"}
)

func tablePrivileges() *systable.Table {
	return view(13416, "table_privileges", `
		grantor sql_identifier, grantee sql_identifier, table_catalog sql_identifier, table_schema sql_identifier,
		table_name sql_identifier, privilege_type character_data, is_grantable yes_or_no = YES, with_hierarchy yes_or_no`, tableGrants)
}

func roleTableGrants() *systable.Table {
	return view(13421, "role_table_grants", `
		grantor sql_identifier, grantee sql_identifier, table_catalog sql_identifier, table_schema sql_identifier,
		table_name sql_identifier, privilege_type character_data, is_grantable yes_or_no = YES, with_hierarchy yes_or_no`, tableGrants)
}

func tableGrants(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		for _, right := range tableRights {
			fields := grant(env, &r, right)
			fields["with_hierarchy"] = yesNo(right == "SELECT")
			add(fields)
		}
	}
}

// grant is a right of the one role, given by itself.
func grant(env *systable.Env, r *relation, right string) systable.Fields {
	return systable.Fields{
		"grantor": env.User, "grantee": env.User, "table_catalog": env.Database, "table_schema": r.schema,
		"table_name": r.name, "privilege_type": right,
	}
}

func columnPrivileges() *systable.Table {
	return view(13285, "column_privileges", `
		grantor sql_identifier, grantee sql_identifier, table_catalog sql_identifier, table_schema sql_identifier,
		table_name sql_identifier, column_name sql_identifier, privilege_type character_data,
		is_grantable yes_or_no = YES`, columnGrants)
}

func roleColumnGrants() *systable.Table {
	return view(13344, "role_column_grants", `
		grantor sql_identifier, grantee sql_identifier, table_catalog sql_identifier, table_schema sql_identifier,
		table_name sql_identifier, column_name sql_identifier, privilege_type character_data,
		is_grantable yes_or_no = YES`, columnGrants)
}

func columnGrants(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		for _, c := range r.columns {
			for _, right := range columnRights {
				fields := grant(env, &r, right)
				fields["column_name"] = c.Name
				add(fields)
			}
		}
	}
}
