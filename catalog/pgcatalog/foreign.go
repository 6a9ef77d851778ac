package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// foreignTables are about foreign data, which there is none of.
func foreignTables() []*systable.Table {
	return []*systable.Table{
		table(2328, "pg_foreign_data_wrapper", `oid oid, fdwname name, fdwowner oid, fdwhandler oid, fdwvalidator oid, fdwacl _aclitem, fdwoptions _text`, nil),
		table(1417, "pg_foreign_server", `
			oid oid, srvname name, srvowner oid, srvfdw oid, srvtype text, srvversion text, srvacl _aclitem,
			srvoptions _text`, nil),
		table(3118, "pg_foreign_table", `ftrelid oid, ftserver oid, ftoptions _text`, nil),
		table(1418, "pg_user_mapping", `oid oid, umuser oid, umserver oid, umoptions _text`, nil),
		view(12327, "pg_user_mappings", `umid oid, srvid oid, srvname name, umuser oid, usename name, umoptions _text`, nil),
	}
}
