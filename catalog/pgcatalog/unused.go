package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// unusedTables are about kinds of objects that cannot be made here.
func unusedTables() []*systable.Table {
	return []*systable.Table{
		table(3501, "pg_enum", `oid oid, enumtypid oid, enumsortorder float4, enumlabel name`, nil),
		table(3541, "pg_range", `
			rngtypid oid, rngsubtype oid, rngmultitypid oid, rngcollation oid, rngsubopc oid, rngcanonical regproc,
			rngsubdiff regproc`, nil),
		table(3576, "pg_transform", `oid oid, trftype oid, trflang oid, trffromsql regproc, trftosql regproc`, nil),
		table(2607, "pg_conversion", `
			oid oid, conname name, connamespace oid, conowner oid, conforencoding int4, contoencoding int4,
			conproc regproc, condefault bool`, nil),
		table(2613, "pg_largeobject", `loid oid, pageno int4, data bytea`, nil),
		table(2995, "pg_largeobject_metadata", `oid oid, lomowner oid, lomacl _aclitem`, nil),
		table(3466, "pg_event_trigger", `oid oid, evtname name, evtevent name, evtowner oid, evtfoid oid, evtenabled char, evttags _text`, nil),
		table(3079, "pg_extension", `
			oid oid, extname name, extowner oid, extnamespace oid, extrelocatable bool, extversion text, extconfig _oid,
			extcondition _text`, nil),
		view(12081, "pg_available_extensions", `name name, default_version text, installed_version text, comment text`, nil),
		view(12085, "pg_available_extension_versions", `
			name name, version text, installed bool, superuser bool, trusted bool, relocatable bool, schema name,
			requires _name, comment text`, nil),
		table(2620, "pg_trigger", `
			oid oid, tgrelid oid, tgparentid oid, tgname name, tgfoid oid, tgtype int2, tgenabled char, tgisinternal bool,
			tgconstrrelid oid, tgconstrindid oid, tgconstraint oid, tgdeferrable bool, tginitdeferred bool, tgnargs int2,
			tgattr int2vector, tgargs bytea, tgqual pg_node_tree, tgoldtable name, tgnewtable name`, nil),
		table(2611, "pg_inherits", `inhrelid oid, inhparent oid, inhseqno int4, inhdetachpending bool`, nil),
		table(3350, "pg_partitioned_table", `
			partrelid oid, partstrat char, partnatts int2, partdefid oid, partattrs int2vector, partclass oidvector,
			partcollation oidvector, partexprs pg_node_tree`, nil),
		view(12038, "pg_matviews", `
			schemaname name, matviewname name, matviewowner name, tablespace name, hasindexes bool, ispopulated bool,
			definition text`, nil),
		view(12023, "pg_rules", `schemaname name, tablename name, rulename name, definition text`, nil),
		table(2603, "pg_amproc", `oid oid, amprocfamily oid, amproclefttype oid, amprocrighttype oid, amprocnum int2, amproc regproc`, nil),
		table(1214, "pg_shdepend", `dbid oid, classid oid, objid oid, objsubid int4, refclassid oid, refobjid oid, deptype char`, nil),
		table(2396, "pg_shdescription", `objoid oid, classoid oid, description text`, nil),
		view(12090, "pg_prepared_xacts", `transaction xid, gid text, prepared timestamptz, owner name, database name`, nil),
		view(12122, "pg_timezone_abbrevs", `abbrev text, utc_offset interval, is_dst bool`, nil),
	}
}
