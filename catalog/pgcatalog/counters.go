package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// counterTables are counters that this server does not keep: its own are
// served as metrics.
func counterTables() []*systable.Table {
	return []*systable.Table{
		view(12285, "pg_stat_archiver", `
			archived_count int8, last_archived_wal text, last_archived_time timestamptz, failed_count int8,
			last_failed_wal text, last_failed_time timestamptz, stats_reset timestamptz`, nil),
		view(12289, "pg_stat_bgwriter", `
			checkpoints_timed int8, checkpoints_req int8, checkpoint_write_time float8, checkpoint_sync_time float8,
			buffers_checkpoint int8, buffers_clean int8, maxwritten_clean int8, buffers_backend int8,
			buffers_backend_fsync int8, buffers_alloc int8, stats_reset timestamptz`, nil),
		view(12271, "pg_stat_database_conflicts", `
			datid oid, datname name, confl_tablespace int8, confl_lock int8, confl_snapshot int8, confl_bufferpin int8,
			confl_deadlock int8`, nil),
		view(12253, "pg_stat_gssapi", `pid int4, gss_authenticated bool, principal text, encrypted bool`, nil),
		view(12249, "pg_stat_ssl", `pid int4, ssl bool, version text, cipher text, bits int4, client_dn text, client_serial numeric, issuer_dn text`, nil),
		view(12232, "pg_stat_slru", `
			name text, blks_zeroed int8, blks_hit int8, blks_read int8, blks_written int8, blks_exists int8, flushes int8,
			truncates int8, stats_reset timestamptz`, nil),
		view(12293, "pg_stat_wal", `
			wal_records int8, wal_fpi int8, wal_bytes numeric, wal_buffers_full int8, wal_write int8, wal_sync int8,
			wal_write_time float8, wal_sync_time float8, stats_reset timestamptz`, nil),
		view(12275, "pg_stat_user_functions", `funcid oid, schemaname name, funcname name, calls int8, total_time float8, self_time float8`, nil),
		view(12280, "pg_stat_xact_user_functions", `funcid oid, schemaname name, funcname name, calls int8, total_time float8, self_time float8`, nil),
		view(12147, "pg_stat_xact_all_tables", `
			relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
			n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8`, nil),
		view(12157, "pg_stat_xact_sys_tables", `
			relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
			n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8`, nil),
		view(12166, "pg_stat_xact_user_tables", `
			relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
			n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8`, nil),
		view(12183, "pg_stat_all_indexes", `
			relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_scan int8, idx_tup_read int8,
			idx_tup_fetch int8`, nil),
		view(12188, "pg_stat_sys_indexes", `
			relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_scan int8, idx_tup_read int8,
			idx_tup_fetch int8`, nil),
		view(12170, "pg_statio_all_tables", `
			relid oid, schemaname name, relname name, heap_blks_read int8, heap_blks_hit int8, idx_blks_read int8,
			idx_blks_hit int8, toast_blks_read int8, toast_blks_hit int8, tidx_blks_read int8, tidx_blks_hit int8`, nil),
		view(12175, "pg_statio_sys_tables", `
			relid oid, schemaname name, relname name, heap_blks_read int8, heap_blks_hit int8, idx_blks_read int8,
			idx_blks_hit int8, toast_blks_read int8, toast_blks_hit int8, tidx_blks_read int8, tidx_blks_hit int8`, nil),
		view(12179, "pg_statio_user_tables", `
			relid oid, schemaname name, relname name, heap_blks_read int8, heap_blks_hit int8, idx_blks_read int8,
			idx_blks_hit int8, toast_blks_read int8, toast_blks_hit int8, tidx_blks_read int8, tidx_blks_hit int8`, nil),
		view(12196, "pg_statio_all_indexes", `
			relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_blks_read int8,
			idx_blks_hit int8`, nil),
		view(12201, "pg_statio_sys_indexes", `
			relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_blks_read int8,
			idx_blks_hit int8`, nil),
		view(12205, "pg_statio_user_indexes", `
			relid oid, indexrelid oid, schemaname name, relname name, indexrelname name, idx_blks_read int8,
			idx_blks_hit int8`, nil),
		view(12209, "pg_statio_all_sequences", `relid oid, schemaname name, relname name, blks_read int8, blks_hit int8`, nil),
		view(12214, "pg_statio_sys_sequences", `relid oid, schemaname name, relname name, blks_read int8, blks_hit int8`, nil),
		view(12218, "pg_statio_user_sequences", `relid oid, schemaname name, relname name, blks_read int8, blks_hit int8`, nil),
		view(12152, "pg_stat_sys_tables", `
			relid oid, schemaname name, relname name, seq_scan int8, seq_tup_read int8, idx_scan int8, idx_tup_fetch int8,
			n_tup_ins int8, n_tup_upd int8, n_tup_del int8, n_tup_hot_upd int8, n_live_tup int8, n_dead_tup int8,
			n_mod_since_analyze int8, n_ins_since_vacuum int8, last_vacuum timestamptz, last_autovacuum timestamptz,
			last_analyze timestamptz, last_autoanalyze timestamptz, vacuum_count int8, autovacuum_count int8,
			analyze_count int8, autoanalyze_count int8`, nil),
	}
}
