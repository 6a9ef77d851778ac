package infoschema

import (
	"cmp"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func views() *systable.Table {
	return view(13483, "views", `
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		view_definition character_data, check_option character_data = NONE, is_updatable yes_or_no,
		is_insertable_into yes_or_no, is_trigger_updatable yes_or_no = NO, is_trigger_deletable yes_or_no = NO,
		is_trigger_insertable_into yes_or_no = NO`, viewRows)
}

func viewRows(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		if !r.view {
			continue
		}
		row := systable.Fields{"table_catalog": env.Database, "table_schema": r.schema, "table_name": r.name}
		row["is_updatable"] = yesNo(insertable(env, r))
		row["is_insertable_into"] = row["is_updatable"]
		if v, ok := env.Catalog.Relation(r.schema, r.name).(*catalog.View); ok {
			row["view_definition"] = " " + v.Query + ";"
			row["check_option"] = strings.ToUpper(cmp.Or(string(v.Check), "none"))
		}
		add(row)
	}
}
