package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgIndex() *systable.Table {
	return table(2610, "pg_index", `
		indexrelid oid, indrelid oid, indnatts int2, indnkeyatts int2, indisunique bool, indnullsnotdistinct bool = f,
		indisprimary bool, indisexclusion bool = f, indimmediate bool = t, indisclustered bool = f,
		indisvalid bool = t, indcheckxmin bool = f, indisready bool = t, indislive bool = t, indisreplident bool = f,
		indkey int2vector, indcollation oidvector, indclass oidvector, indoption int2vector, indexprs pg_node_tree,
		indpred pg_node_tree`, indexRows)
}

func indexRows(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, x := range indexes(t) {
			classes, collations := x.classes()
			add(systable.Fields{
				"indexrelid": x.oid, "indrelid": t.OID, "indnatts": len(x.keys), "indnkeyatts": len(x.keys),
				"indisunique": x.unique, "indisprimary": x.primary(), "indkey": numbers(t, x.keys),
				"indcollation": collations, "indclass": classes, "indoption": make([]int16, len(x.keys)),
			})
		}
	}
}

// classes are the operator class and the collation of each indexed column.
func (x *index) classes() (classes, collations []types.OID) {
	for _, k := range x.keys {
		t := x.table.Columns[k].Type
		classes = append(classes, opclassOf(t))
		collations = append(collations, storageOf(t).collation)
	}
	return classes, collations
}
