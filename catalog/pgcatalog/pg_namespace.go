package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// systemSchemas are the schemas that every database has, with their OIDs.
var systemSchemas = map[string]types.OID{
	systable.PgCatalog: Schema, "pg_toast": 99, systable.InformationSchema: 13000, functions.OwnSchema: functions.OwnOID,
}

func pgNamespace() *systable.Table {
	return table(2615, "pg_namespace", `oid oid, nspname name, nspowner oid = 10, nspacl _aclitem`, namespaces)
}

func namespaces(env *systable.Env, add func(systable.Fields)) {
	for _, name := range []string{"pg_toast", systable.PgCatalog, systable.InformationSchema, functions.OwnSchema} {
		add(systable.Fields{"oid": systemSchemas[name], "nspname": name})
	}
	for _, s := range env.Catalog.Schemas() {
		add(systable.Fields{"oid": s.OID, "nspname": s.Name})
	}
}
