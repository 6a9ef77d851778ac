package pgcatalog

import (
	"net/netip"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgStatActivity() *systable.Table {
	return view(12222, "pg_stat_activity", `
		datid oid, datname name, pid int4, leader_pid int4, usesysid oid = 10, usename name, application_name text,
		client_addr inet, client_hostname text, client_port int4, backend_start timestamptz, xact_start timestamptz,
		query_start timestamptz, state_change timestamptz, wait_event_type text, wait_event text, state text,
		backend_xid xid, backend_xmin xid, query_id int8, query text, backend_type text = 'client backend'`, activity)
}

func activity(env *systable.Env, add func(systable.Fields)) {
	databases := map[string]types.OID{}
	for _, d := range env.Databases {
		databases[d.Name] = d.OID
	}
	for _, b := range env.Backends {
		add(systable.Fields{
			"datid": databases[b.Database], "datname": b.Database, "pid": b.ProcessID, "usename": b.User,
			"application_name": b.Application, "client_addr": address(b.Address), "client_port": b.Port,
			"backend_start": b.Started, "xact_start": b.TransactionStart, "query_start": b.QueryStart,
			"state_change": b.StateChange, "state": b.State, "query": b.Query,
		})
	}
}

// address is an IP as inet; NULL if it is none.
func address(s string) types.Value {
	if _, err := netip.ParseAddr(s); err != nil {
		return types.Null
	}
	v, _ := types.ParseText(types.Inet, types.NoTypmod, s, nil)
	return v
}
