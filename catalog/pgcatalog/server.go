package pgcatalog

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// serverTables are about a server's locks, and about its memory and files,
// which this one does not have.
func serverTables() []*systable.Table {
	return []*systable.Table{
		view(12073, "pg_locks", `
			locktype text, database oid, relation oid, page int4, tuple int2, virtualxid text, transactionid xid,
			classid oid, objid oid, objsubid int2, virtualtransaction text, pid int4, mode text, granted bool,
			fastpath bool = f, waitstart timestamptz`, locks),
		view(12110, "pg_file_settings", `sourcefile text, sourceline int4, seqno int4, name text, setting text, applied bool, error text`, nil),
		view(12130, "pg_config", `name text, setting text`, nil),
		view(12134, "pg_shmem_allocations", `name text, off int8, size int8, allocated_size int8`, nil),
		view(12138, "pg_backend_memory_contexts", `
			name text, ident text, parent text, level int4, total_bytes int8, total_nblocks int8, free_bytes int8,
			free_chunks int8, used_bytes int8`, nil),
	}
}

// locks lists the advisory locks: those on rows and tables are not held here.
func locks(env *systable.Env, add func(systable.Fields)) {
	for _, l := range env.Locks {
		row := systable.Fields{
			"locktype": "advisory", "database": env.DatabaseOID(), "classid": types.OID(l.Class), "objid": types.OID(l.Object),
			"objsubid": 1, "pid": l.ProcessID, "mode": "ExclusiveLock", "granted": l.Granted,
			"virtualtransaction": fmt.Sprintf("%d/0", l.ProcessID),
		}
		if l.Pair {
			row["objsubid"] = 2
		}
		if l.Shared {
			row["mode"] = "ShareLock"
		}
		add(row)
	}
}
