package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// securityTables are about privileges and policies: every user is a
// superuser.
func securityTables() []*systable.Table {
	return []*systable.Table{
		table(3256, "pg_policy", `
			oid oid, polname name, polrelid oid, polcmd char, polpermissive bool, polroles _oid, polqual pg_node_tree,
			polwithcheck pg_node_tree`, nil),
		view(12018, "pg_policies", `
			schemaname name, tablename name, policyname name, permissive text, roles _name, cmd text, qual text,
			with_check text`, nil),
		table(3596, "pg_seclabel", `objoid oid, classoid oid, objsubid int4, provider text, label text`, nil),
		view(12099, "pg_seclabels", `objoid oid, classoid oid, objsubid int4, objtype text, objnamespace oid, objname text, provider text, label text`, nil),
		table(3592, "pg_shseclabel", `objoid oid, classoid oid, provider text, label text`, nil),
		table(3394, "pg_init_privs", `objoid oid, classoid oid, objsubid int4, privtype char, initprivs _aclitem`, nil),
		table(826, "pg_default_acl", `oid oid, defaclrole oid, defaclnamespace oid, defaclobjtype char, defaclacl _aclitem`, nil),
		table(6243, "pg_parameter_acl", `oid oid, parname text, paracl _aclitem`, nil),
		table(2964, "pg_db_role_setting", `setdatabase oid, setrole oid, setconfig _text`, nil),
		view(12114, "pg_hba_file_rules", `
			line_number int4, type text, database _text, user_name _text, address text, netmask text, auth_method text,
			options _text, error text`, nil),
		view(12118, "pg_ident_file_mappings", `line_number int4, map_name text, sys_name text, pg_username text, error text`, nil),
		table(1261, "pg_auth_members", `roleid oid, member oid, grantor oid, admin_option bool`, nil),
		view(12010, "pg_group", `groname name, grosysid oid, grolist _oid`, nil),
	}
}
