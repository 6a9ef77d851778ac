package pgcatalog

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgOpfamily() *systable.Table {
	return table(2753, "pg_opfamily", `oid oid, opfmethod oid = 403, opfname name, opfnamespace oid = 11, opfowner oid = 10`, opfamilyRows)
}

// opfamilies are the families of the operator classes.
const opfamilies = `
	397  array_ops
	424  bool_ops
	426  bpchar_ops
	428  bytea_ops
	429  char_ops
	434  datetime_ops
	1970 float_ops
	1974 network_ops
	1976 integer_ops
	1982 interval_ops
	1988 numeric_ops
	1989 oid_ops
	1991 oidvector_ops
	1994 text_ops
	1996 time_ops
	2000 timetz_ops
	2095 text_pattern_ops
	2097 bpchar_pattern_ops
	2789 tid_ops
	2968 uuid_ops
	2994 record_ops
	4033 jsonb_ops
	5067 xid8_ops
`

func opfamilyRows(_ *systable.Env, add func(systable.Fields)) {
	for _, line := range strings.Split(strings.TrimSpace(opfamilies), "\n") {
		var oid types.OID
		var name string
		_, _ = fmt.Sscan(line, &oid, &name)
		add(systable.Fields{"oid": oid, "opfname": name})
	}
}
