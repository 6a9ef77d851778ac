package infoschema

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func elementTypes() *systable.Table {
	return view(13493, "element_types", `
		object_catalog sql_identifier, object_schema sql_identifier, object_name sql_identifier,
		object_type character_data = TABLE, collection_type_identifier sql_identifier, data_type character_data,
		character_maximum_length cardinal_number, character_octet_length cardinal_number,
		character_set_catalog sql_identifier, character_set_schema sql_identifier, character_set_name sql_identifier,
		collation_catalog sql_identifier, collation_schema sql_identifier, collation_name sql_identifier,
		numeric_precision cardinal_number, numeric_precision_radix cardinal_number, numeric_scale cardinal_number,
		datetime_precision cardinal_number, interval_type character_data, interval_precision cardinal_number,
		domain_default character_data, udt_catalog sql_identifier, udt_schema sql_identifier, udt_name sql_identifier,
		scope_catalog sql_identifier, scope_schema sql_identifier, scope_name sql_identifier,
		maximum_cardinality cardinal_number, dtd_identifier sql_identifier`, elements)
}

// elements describes the elements of columns that are arrays; as in
// PostgreSQL, without length or precision.
func elements(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		for _, c := range r.columns {
			if !c.Type.IsArray() || c.Type.Name[0] != '_' {
				continue
			}
			number := strconv.Itoa(int(c.Number))
			row := systable.Fields{
				"object_catalog": env.Database, "object_schema": r.schema, "object_name": r.name,
				"collection_type_identifier": number, "dtd_identifier": "a" + number,
				"data_type": c.Type.Elem.SQLName, "udt_catalog": env.Database, "udt_schema": systable.PgCatalog,
				"udt_name": c.Type.Elem.Name,
			}
			if r.view {
				row["object_type"] = "VIEW"
			}
			add(row)
		}
	}
}
