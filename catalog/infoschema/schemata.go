package infoschema

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func catalogName() *systable.Table {
	return view(13227, "information_schema_catalog_name", `catalog_name sql_identifier`, catalogNames)
}

func catalogNames(env *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"catalog_name": env.Database})
}

func schemata() *systable.Table {
	return view(13382, "schemata", `
		catalog_name sql_identifier, schema_name sql_identifier, schema_owner sql_identifier,
		default_character_set_catalog sql_identifier, default_character_set_schema sql_identifier,
		default_character_set_name sql_identifier, sql_path character_data`, schemas)
}

func schemas(env *systable.Env, add func(systable.Fields)) {
	names := []string{systable.InformationSchema, systable.PgCatalog, "pg_toast"}
	for _, s := range env.Catalog.Schemas() {
		names = append(names, s.Name)
	}
	for _, name := range names {
		add(systable.Fields{"catalog_name": env.Database, "schema_name": name, "schema_owner": env.User})
	}
}
