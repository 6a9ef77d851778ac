package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgTables() *systable.Table {
	return view(12033, "pg_tables", `
		schemaname name, tablename name, tableowner name, tablespace name, hasindexes bool = f, hasrules bool = f,
		hastriggers bool = f, rowsecurity bool = f`, tables)
}

func tables(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.System.Tables() {
		if t.Kind == systable.Ordinary {
			add(systable.Fields{"schemaname": t.Schema, "tablename": t.Name, "tableowner": env.User})
		}
	}
	for _, t := range env.Catalog.Tables() {
		add(systable.Fields{
			"schemaname": t.Schema, "tablename": t.Name, "tableowner": env.User,
			"hasindexes": len(indexes(t)) > 0, "hastriggers": hasForeignKeys(env.Catalog, t),
		})
	}
}
