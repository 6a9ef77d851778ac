package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgDatabase() *systable.Table {
	return table(1262, "pg_database", `
		oid oid, datname name, datdba oid = 10, encoding int4 = 6, datlocprovider char = c, datistemplate bool = f,
		datallowconn bool = t, datconnlimit int4 = -1, datfrozenxid xid = 0, datminmxid xid = 0,
		dattablespace oid = 1663, datcollate text = C.UTF-8, datctype text = C.UTF-8, daticulocale text,
		datcollversion text, datacl _aclitem`, databases)
}

func databases(env *systable.Env, add func(systable.Fields)) {
	for _, d := range env.Databases {
		add(systable.Fields{"oid": d.OID, "datname": d.Name})
	}
}

func pgStatDatabase() *systable.Table {
	return view(12266, "pg_stat_database", `
		datid oid, datname name, numbackends int4, xact_commit int8, xact_rollback int8, blks_read int8, blks_hit int8,
		tup_returned int8, tup_fetched int8, tup_inserted int8, tup_updated int8, tup_deleted int8, conflicts int8,
		temp_files int8, temp_bytes int8, deadlocks int8, checksum_failures int8, checksum_last_failure timestamptz,
		blk_read_time float8, blk_write_time float8, session_time float8, active_time float8,
		idle_in_transaction_time float8, sessions int8, sessions_abandoned int8, sessions_fatal int8,
		sessions_killed int8, stats_reset timestamptz`, databaseStats)
}

func databaseStats(env *systable.Env, add func(systable.Fields)) {
	connected := map[string]int{}
	for _, b := range env.Backends {
		connected[b.Database]++
	}
	for _, d := range env.Databases {
		add(systable.Fields{"datid": d.OID, "datname": d.Name, "numbackends": connected[d.Name]})
	}
}
