package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgAm() *systable.Table {
	return table(2601, "pg_am", `oid oid, amname name, amhandler regproc, amtype char`, accessMethods)
}

// accessMethods are the names that CREATE TABLE and CREATE INDEX know; behind
// both lie objects in a bucket.
func accessMethods(_ *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"oid": heapMethod, "amname": "heap", "amhandler": 3, "amtype": "t"})
	add(systable.Fields{"oid": btreeMethod, "amname": "btree", "amhandler": 330, "amtype": "i"})
}
