package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// The counters of these views are NULL, as none are kept.

func pgStatAllTables() *systable.Table {
	return view(12142, "pg_stat_all_tables", `
		relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
		n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8, n_live_tup int8, n_dead_tup int8,
		n_mod_since_analyze int8, n_ins_since_vacuum int8, last_vacuum timestamptz, last_autovacuum timestamptz,
		last_analyze timestamptz, last_autoanalyze timestamptz, vacuum_count int8, autovacuum_count int8,
		analyze_count int8, autoanalyze_count int8`, tableStats)
}

func pgStatUserTables() *systable.Table {
	return view(12161, "pg_stat_user_tables", `
		relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
		n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8, n_live_tup int8, n_dead_tup int8,
		n_mod_since_analyze int8, n_ins_since_vacuum int8, last_vacuum timestamptz, last_autovacuum timestamptz,
		last_analyze timestamptz, last_autoanalyze timestamptz, vacuum_count int8, autovacuum_count int8,
		analyze_count int8, autoanalyze_count int8`, tableStats)
}

func tableStats(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		add(systable.Fields{"relid": t.OID, "schemaname": t.Schema, "relname": t.Name})
	}
}

func pgStatUserIndexes() *systable.Table {
	return view(12192, "pg_stat_user_indexes", `
		relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_scan int8, idx_tup_read int8,
		idx_tup_fetch int8`, indexStats)
}

func indexStats(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, x := range indexes(t) {
			add(systable.Fields{
				"relid": t.OID, "indexrelid": x.oid, "schemaname": t.Schema, "relname": t.Name, "indexrelname": x.name,
			})
		}
	}
}
