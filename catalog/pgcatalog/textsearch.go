package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// textSearchTables are about full text search, which is not offered.
func textSearchTables() []*systable.Table {
	return []*systable.Table{
		table(3602, "pg_ts_config", `oid oid, cfgname name, cfgnamespace oid, cfgowner oid, cfgparser oid`, nil),
		table(3603, "pg_ts_config_map", `mapcfg oid, maptokentype int4, mapseqno int4, mapdict oid`, nil),
		table(3600, "pg_ts_dict", `oid oid, dictname name, dictnamespace oid, dictowner oid, dicttemplate oid, dictinitoption text`, nil),
		table(3601, "pg_ts_parser", `
			oid oid, prsname name, prsnamespace oid, prsstart regproc, prstoken regproc, prsend regproc,
			prsheadline regproc, prslextype regproc`, nil),
		table(3764, "pg_ts_template", `oid oid, tmplname name, tmplnamespace oid, tmplinit regproc, tmpllexize regproc`, nil),
	}
}
