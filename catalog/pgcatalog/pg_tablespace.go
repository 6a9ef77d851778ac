package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgTablespace() *systable.Table {
	return table(1213, "pg_tablespace", `oid oid, spcname name, spcowner oid = 10, spcacl _aclitem, spcoptions _text`, tablespaces)
}

// tablespaces are the two that every server has; here both are the bucket.
func tablespaces(_ *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"oid": 1663, "spcname": "pg_default"})
	add(systable.Fields{"oid": 1664, "spcname": "pg_global"})
}
