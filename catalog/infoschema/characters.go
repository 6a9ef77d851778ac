package infoschema

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func characterSets() *systable.Table {
	return view(13250, "character_sets", `
		character_set_catalog sql_identifier, character_set_schema sql_identifier,
		character_set_name sql_identifier = UTF8, character_repertoire sql_identifier = UCS,
		form_of_use sql_identifier = UTF8, default_collate_catalog sql_identifier,
		default_collate_schema sql_identifier, default_collate_name sql_identifier`, characterSetRows)
}

func characterSetRows(env *systable.Env, add func(systable.Fields)) {
	add(systable.Fields{"default_collate_catalog": env.Database})
}

func collations() *systable.Table {
	return view(13265, "collations", `
		collation_catalog sql_identifier, collation_schema sql_identifier = pg_catalog, collation_name sql_identifier,
		pad_attribute character_data = NO PAD`, collationRows)
}

func collationApplicability() *systable.Table {
	return view(13270, "collation_character_set_applicability", `
		collation_catalog sql_identifier, collation_schema sql_identifier = pg_catalog, collation_name sql_identifier,
		character_set_catalog sql_identifier, character_set_schema sql_identifier,
		character_set_name sql_identifier = UTF8`, collationRows)
}

func collationRows(env *systable.Env, add func(systable.Fields)) {
	for _, name := range []string{"default", "C", "POSIX"} {
		add(systable.Fields{"collation_catalog": env.Database, "collation_name": name})
	}
}
