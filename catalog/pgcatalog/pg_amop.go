package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgAmop() *systable.Table {
	return table(2602, "pg_amop", `
		oid oid, amopfamily oid, amoplefttype oid, amoprighttype oid, amopstrategy int2, amoppurpose char = s,
		amopopr oid, amopmethod oid = 403, amopsortfamily oid = 0`, nil).Fixed(amops)
}

// strategies are the operators of btree in order of strategy number, from 1.
var strategies = []string{"<", "<=", "=", ">=", ">"}

// amops are the operators of each family: over two values of a type. Their
// OIDs count from the first one of PostgreSQL.
func amops(env *systable.Env, add func(systable.Fields)) {
	oid := types.OID(10101)
	for _, o := range opclasses {
		t := types.ByOID(o.input)
		if t == nil || !o.usual {
			continue
		}
		for i, symbol := range strategies {
			if op := comparison(env, symbol, t); op != 0 {
				add(systable.Fields{
					"oid": oid, "amopfamily": o.family, "amoplefttype": o.input, "amoprighttype": o.input,
					"amopstrategy": i + 1, "amopopr": op,
				})
				oid++
			}
		}
	}
}
