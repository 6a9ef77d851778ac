package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// replicationTables are about logical and physical replication: a bucket has
// no replicas.
func replicationTables() []*systable.Table {
	return []*systable.Table{
		table(6104, "pg_publication", `
			oid oid, pubname name, pubowner oid, puballtables bool, pubinsert bool, pubupdate bool, pubdelete bool,
			pubtruncate bool, pubviaroot bool`, nil),
		table(6237, "pg_publication_namespace", `oid oid, pnpubid oid, pnnspid oid`, nil),
		table(6106, "pg_publication_rel", `oid oid, prpubid oid, prrelid oid, prqual pg_node_tree, prattrs int2vector`, nil),
		view(12068, "pg_publication_tables", `pubname name, schemaname name, tablename name, attnames _name, rowfilter text`, nil),
		table(6100, "pg_subscription", `
			oid oid, subdbid oid, subskiplsn pg_lsn, subname name, subowner oid, subenabled bool, subbinary bool,
			substream bool, subtwophasestate char, subdisableonerr bool, subconninfo text, subslotname name,
			subsynccommit text, subpublications _text`, nil),
		table(6102, "pg_subscription_rel", `srsubid oid, srrelid oid, srsubstate char, srsublsn pg_lsn`, nil),
		table(6000, "pg_replication_origin", `roident oid, roname text`, nil),
		view(12332, "pg_replication_origin_status", `local_id oid, external_id text, remote_lsn pg_lsn, local_lsn pg_lsn`, nil),
		view(12257, "pg_replication_slots", `
			slot_name name, plugin name, slot_type text, datoid oid, database name, temporary bool, active bool,
			active_pid int4, xmin xid, catalog_xmin xid, restart_lsn pg_lsn, confirmed_flush_lsn pg_lsn, wal_status text,
			safe_wal_size int8, two_phase bool`, nil),
		view(12227, "pg_stat_replication", `
			pid int4, usesysid oid, usename name, application_name text, client_addr inet, client_hostname text,
			client_port int4, backend_start timestamptz, backend_xmin xid, state text, sent_lsn pg_lsn, write_lsn pg_lsn,
			flush_lsn pg_lsn, replay_lsn pg_lsn, write_lag interval, flush_lag interval, replay_lag interval,
			sync_priority int4, sync_state text, reply_time timestamptz`, nil),
		view(12262, "pg_stat_replication_slots", `
			slot_name text, spill_txns int8, spill_count int8, spill_bytes int8, stream_txns int8, stream_count int8,
			stream_bytes int8, total_txns int8, total_bytes int8, stats_reset timestamptz`, nil),
		view(12244, "pg_stat_subscription", `
			subid oid, subname name, pid int4, relid oid, received_lsn pg_lsn, last_msg_send_time timestamptz,
			last_msg_receipt_time timestamptz, latest_end_lsn pg_lsn, latest_end_time timestamptz`, nil),
		view(12336, "pg_stat_subscription_stats", `subid oid, subname name, apply_error_count int8, sync_error_count int8, stats_reset timestamptz`, nil),
		view(12236, "pg_stat_wal_receiver", `
			pid int4, status text, receive_start_lsn pg_lsn, receive_start_tli int4, written_lsn pg_lsn,
			flushed_lsn pg_lsn, received_tli int4, last_msg_send_time timestamptz, last_msg_receipt_time timestamptz,
			latest_end_lsn pg_lsn, latest_end_time timestamptz, slot_name text, sender_host text, sender_port int4,
			conninfo text`, nil),
		view(12240, "pg_stat_recovery_prefetch", `
			stats_reset timestamptz, prefetch int8, hit int8, skip_init int8, skip_new int8, skip_fpw int8, skip_rep int8,
			wal_distance int4, block_distance int4, io_depth int4`, nil),
	}
}
