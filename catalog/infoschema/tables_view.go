package infoschema

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func tables() *systable.Table {
	return view(13425, "tables", `
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		table_type character_data, self_referencing_column_name sql_identifier, reference_generation character_data,
		user_defined_type_catalog sql_identifier, user_defined_type_schema sql_identifier,
		user_defined_type_name sql_identifier, is_insertable_into yes_or_no, is_typed yes_or_no = NO,
		commit_action character_data`, tableRows)
}

func tableRows(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		row := systable.Fields{
			"table_catalog": env.Database, "table_schema": r.schema, "table_name": r.name,
			"table_type": "BASE TABLE", "is_insertable_into": yesNo(insertable(env, r)),
		}
		if r.view {
			row["table_type"] = "VIEW"
		}
		add(row)
	}
}

// relation is a table or view, of the system or made by SQL.
type relation struct {
	oid          types.OID
	schema, name string
	view         bool
	columns      []*catalog.Column
}

// insertable reports whether a relation has columns that can be assigned to.
func insertable(env *systable.Env, r relation) bool {
	columns, _ := env.Updatable(r.oid)
	return len(columns) > 0
}

func relations(env *systable.Env) []relation {
	var list []relation
	for _, t := range env.System.Tables() {
		r := relation{oid: t.OID, schema: t.Schema, name: t.Name, view: t.Kind == systable.View}
		for i, c := range t.Columns {
			r.columns = append(r.columns, &catalog.Column{Name: c.Name, Number: int16(i + 1), Type: c.Type, Typmod: c.Typmod})
		}
		list = append(list, r)
	}
	for _, r := range env.Catalog.Relations() {
		switch r := r.(type) {
		case *catalog.Table:
			list = append(list, relation{oid: r.OID, schema: r.Schema, name: r.Name, columns: r.Columns})
		case *catalog.View:
			list = append(list, relation{oid: r.OID, schema: r.Schema, name: r.Name, view: true, columns: r.Columns})
		}
	}
	return list
}
