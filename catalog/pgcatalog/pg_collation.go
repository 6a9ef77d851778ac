package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgCollation() *systable.Table {
	return table(3456, "pg_collation", `
		oid oid, collname name, collnamespace oid = 11, collowner oid = 10, collprovider char = c,
		collisdeterministic bool = t, collencoding int4 = -1, collcollate text, collctype text, colliculocale text,
		collversion text`, collations)
}

// collations all order by bytes.
func collations(_ *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"oid": 100, "collname": "default", "collprovider": "d"})
	add(systable.Fields{"oid": 950, "collname": "C", "collcollate": "C", "collctype": "C"})
	add(systable.Fields{"oid": 951, "collname": "POSIX", "collcollate": "POSIX", "collctype": "POSIX"})
}
