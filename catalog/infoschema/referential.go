package infoschema

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func referentialConstraints() *systable.Table {
	return view(13339, "referential_constraints", `
		constraint_catalog sql_identifier, constraint_schema sql_identifier, constraint_name sql_identifier,
		unique_constraint_catalog sql_identifier, unique_constraint_schema sql_identifier,
		unique_constraint_name sql_identifier, match_option character_data = NONE, update_rule character_data,
		delete_rule character_data`, references)
}

var rules = map[byte]string{0: "NO ACTION", 'a': "NO ACTION", 'r': "RESTRICT", 'c': "CASCADE", 'n': "SET NULL", 'd': "SET DEFAULT"}

func references(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Constraints {
			to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table)
			if !ok || c.Kind != catalog.ForeignKey {
				continue
			}
			fields := constraintName(env, t, c.Name)
			fields["update_rule"], fields["delete_rule"] = rules[c.OnUpdate], rules[c.OnDelete]
			if key := keyOf(to, c.RefColumns); key != nil {
				fields["unique_constraint_catalog"], fields["unique_constraint_schema"] = env.Database, to.Schema
				fields["unique_constraint_name"] = key.Name
			}
			add(fields)
		}
	}
}
