package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgAggregate() *systable.Table {
	return table(2600, "pg_aggregate", `
		aggfnoid regproc, aggkind char, aggnumdirectargs int2, aggtransfn regproc = 0, aggfinalfn regproc = 0,
		aggcombinefn regproc = 0, aggserialfn regproc = 0, aggdeserialfn regproc = 0, aggmtransfn regproc = 0,
		aggminvtransfn regproc = 0, aggmfinalfn regproc = 0, aggfinalextra bool = f, aggmfinalextra bool = f,
		aggfinalmodify char = r, aggmfinalmodify char = r, aggsortop oid = 0, aggtranstype oid = 2281,
		aggtransspace int4 = 0, aggmtranstype oid = 0, aggmtransspace int4 = 0, agginitval text, aggminitval text`, nil).Fixed(aggregates)
}

// aggregates have no functions for their steps: each is one piece of code
// with a state of its own (type internal).
func aggregates(env *systable.Env, add func(systable.Fields)) {
	for _, p := range procs(env.Functions) {
		if p.kind == 'a' {
			add(systable.Fields{"aggfnoid": p.oid, "aggkind": p.sort, "aggnumdirectargs": p.direct})
		}
	}
}
