package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgViews() *systable.Table {
	return view(12028, "pg_views", `schemaname name, viewname name, viewowner name, definition text`, views)
}

func views(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.System.Tables() {
		if t.Kind == systable.View {
			add(systable.Fields{"schemaname": t.Schema, "viewname": t.Name, "viewowner": env.User})
		}
	}
	for _, r := range relations(env.Catalog) {
		if r.view != nil {
			add(systable.Fields{
				"schemaname": r.schema, "viewname": r.name, "viewowner": env.User, "definition": viewText(r.view),
			})
		}
	}
}
