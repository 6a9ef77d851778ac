package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgCast() *systable.Table {
	return table(2605, "pg_cast", `oid oid, castsource oid, casttarget oid, castfunc oid, castcontext char, castmethod char`, nil).Fixed(castRows)
}

func castRows(env *systable.Env, add func(systable.Fields)) {
	seen := map[types.OID]bool{0: true} // 0: casts that PostgreSQL does by input and output
	for _, f := range env.Functions.Families() {
		for _, c := range f.Casts {
			if seen[c.OID] {
				continue
			}
			seen[c.OID] = true
			method := "f"
			if c.FuncOID == 0 {
				method = "b"
			}
			add(systable.Fields{
				"oid": c.OID, "castsource": c.From.OID, "casttarget": c.To.OID, "castfunc": c.FuncOID,
				"castcontext": byte(c.Context), "castmethod": method,
			})
		}
	}
}
