package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// progressTables follow long commands, of which those that make references
// report.
func progressTables() []*systable.Table {
	return []*systable.Table{
		view(12297, "pg_stat_progress_analyze", `
			pid int4, datid oid, datname name, relid oid, phase text, sample_blks_total int8, sample_blks_scanned int8,
			ext_stats_total int8, ext_stats_computed int8, child_tables_total int8, child_tables_done int8,
			current_child_table_relid oid`, nil),
		view(12317, "pg_stat_progress_basebackup", `pid int4, phase text, backup_total int8, backup_streamed int8, tablespaces_total int8, tablespaces_streamed int8`, nil),
		view(12307, "pg_stat_progress_cluster", `
			pid int4, datid oid, datname name, relid oid, command text, phase text, cluster_index_relid oid,
			heap_tuples_scanned int8, heap_tuples_written int8, heap_blks_total int8, heap_blks_scanned int8,
			index_rebuild_count int8`, nil),
		view(12322, "pg_stat_progress_copy", `
			pid int4, datid oid, datname name, relid oid, command text, type text, bytes_processed int8, bytes_total int8,
			tuples_processed int8, tuples_excluded int8`, nil),
		view(12312, "pg_stat_progress_create_index", `
			pid int4, datid oid, datname name, relid oid, index_relid oid, command text, phase text, lockers_total int8,
			lockers_done int8, current_locker_pid int8, blocks_total int8, blocks_done int8, tuples_total int8,
			tuples_done int8, partitions_total int8, partitions_done int8`, createIndexProgress),
		view(12302, "pg_stat_progress_vacuum", `
			pid int4, datid oid, datname name, relid oid, phase text, heap_blks_total int8, heap_blks_scanned int8,
			heap_blks_vacuumed int8, index_vacuum_count int8, max_dead_tuples int8, num_dead_tuples int8`, nil),
	}
}

// createIndexProgress shows the partitions that are filled or compared. The
// keeper does it, which is no backend: pid is 0. How many rows there are is not
// known before the end: tuples_total is 0.
func createIndexProgress(env *systable.Env, add func(systable.Fields)) {
	for _, b := range env.Building {
		add(systable.Fields{
			"pid": 0, "datid": env.DatabaseOID(), "datname": env.Database, "relid": b.Table, "index_relid": b.Index,
			"command": b.Command, "phase": "building index", "tuples_total": 0, "tuples_done": b.Done,
			"lockers_total": 0, "lockers_done": 0, "blocks_total": 0, "blocks_done": 0, "partitions_total": 0, "partitions_done": 0,
		})
	}
}
