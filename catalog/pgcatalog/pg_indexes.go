package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgIndexes() *systable.Table {
	return view(12043, "pg_indexes", `schemaname name, tablename name, indexname name, tablespace name, indexdef text`, indexViews)
}

func indexViews(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, x := range indexes(t) {
			add(systable.Fields{
				"schemaname": t.Schema, "tablename": t.Name, "indexname": x.name, "indexdef": indexText(&x, 0),
			})
		}
	}
}
