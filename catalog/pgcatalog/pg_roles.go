package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgAuthid() *systable.Table {
	return table(1260, "pg_authid", `
		oid oid, rolname name, rolsuper bool = t, rolinherit bool = t, rolcreaterole bool = t, rolcreatedb bool = t,
		rolcanlogin bool = t, rolreplication bool = f, rolbypassrls bool = t, rolconnlimit int4 = -1, rolpassword text,
		rolvaliduntil timestamptz`, theRole)
}

func pgRoles() *systable.Table {
	return view(12000, "pg_roles", `
		rolname name, rolsuper bool = t, rolinherit bool = t, rolcreaterole bool = t, rolcreatedb bool = t,
		rolcanlogin bool = t, rolreplication bool = f, rolconnlimit int4 = -1, rolpassword text = ********,
		rolvaliduntil timestamptz, rolbypassrls bool = t, rolconfig _text, oid oid`, theRole)
}

// theRole is the only one: whoever is connected, a superuser.
func theRole(env *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"oid": systable.Superuser, "rolname": env.User})
}

func pgUser() *systable.Table {
	return view(12014, "pg_user", `
		usename name, usesysid oid, usecreatedb bool = t, usesuper bool = t, userepl bool = f, usebypassrls bool = t,
		passwd text = ********, valuntil timestamptz, useconfig _text`, theUser)
}

func pgShadow() *systable.Table {
	return view(12005, "pg_shadow", `
		usename name, usesysid oid, usecreatedb bool = t, usesuper bool = t, userepl bool = f, usebypassrls bool = t,
		passwd text, valuntil timestamptz, useconfig _text`, theUser)
}

func theUser(env *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"usename": env.User, "usesysid": systable.Superuser})
}
