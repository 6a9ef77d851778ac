package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgDescription() *systable.Table {
	return table(2609, "pg_description", `objoid oid, classoid oid, objsubid int4, description text`, comments)
}

func comments(env *systable.Env, add func(systable.Fields)) {
	comment := func(class, oid types.OID, column int16, text string) {
		if text != "" {
			add(systable.Fields{"objoid": oid, "classoid": class, "objsubid": column, "description": text})
		}
	}
	for _, s := range env.Catalog.Schemas() {
		comment(namespaceClass, s.OID, 0, s.Comment)
	}
	for _, r := range relations(env.Catalog) {
		comment(relationClass, r.oid, 0, r.comment)
		for _, c := range r.columns {
			comment(relationClass, r.oid, c.Number, c.Comment)
		}
		if r.kind != 'r' {
			continue
		}
		for _, c := range r.table.Constraints {
			comment(constraintClass, c.OID, 0, c.Comment)
		}
	}
}
