package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// serverTables are about a server's memory, files and locks that this one
// does not have.
func serverTables() []*systable.Table {
	return []*systable.Table{
		view(12073, "pg_locks", `
			locktype text, database oid, relation oid, page int4, tuple int2, virtualxid text, transactionid xid,
			classid oid, objid oid, objsubid int2, virtualtransaction text, pid int4, mode text, granted bool,
			fastpath bool, waitstart timestamptz`, nil),
		view(12110, "pg_file_settings", `sourcefile text, sourceline int4, seqno int4, name text, setting text, applied bool, error text`, nil),
		view(12130, "pg_config", `name text, setting text`, nil),
		view(12134, "pg_shmem_allocations", `name text, off int8, size int8, allocated_size int8`, nil),
		view(12138, "pg_backend_memory_contexts", `
			name text, ident text, parent text, level int4, total_bytes int8, total_nblocks int8, free_bytes int8,
			free_chunks int8, used_bytes int8`, nil),
	}
}
