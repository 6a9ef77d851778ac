package s3dbschema

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

// resources shows the resource in which each table keeps its rows.
func resources() *systable.Table {
	return view(0, "resources", `
		relation regclass, resource text, behavior text, dialect text, timestamps bool, raw_keys bool,
		external_writers bool, partitions int4`, func(env *systable.Env, add func(systable.Fields)) {
		for _, t := range env.Catalog.Tables() {
			add(systable.Fields{
				"relation": t.OID, "resource": t.Resource, "behavior": behavior(t), "dialect": dialect(t),
				"timestamps": t.Options.Timestamps, "raw_keys": t.Options.RawKeys,
				"external_writers": t.Options.ExternalWriters, "partitions": len(t.Partitions),
			})
		}
	})
}

func behavior(t *catalog.Table) string {
	if t.Options.Behavior == "" {
		return catalog.DefaultBehavior
	}
	return t.Options.Behavior
}

func dialect(t *catalog.Table) string {
	if t.Options.Dialect == "" {
		return "v10"
	}
	return t.Options.Dialect
}
