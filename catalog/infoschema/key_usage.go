package infoschema

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func keyColumnUsage() *systable.Table {
	return view(13329, "key_column_usage", `
		constraint_catalog sql_identifier, constraint_schema sql_identifier, constraint_name sql_identifier,
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		column_name sql_identifier, ordinal_position cardinal_number, position_in_unique_constraint cardinal_number`, keyColumns)
}

// keyColumns are the columns of keys, and of foreign keys with their place in
// the key that they refer to.
func keyColumns(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Constraints {
			if c.Kind == catalog.Check {
				continue
			}
			for i, column := range c.Columns {
				fields := usage(env, t, column)
				fields["constraint_catalog"], fields["constraint_schema"], fields["constraint_name"] = env.Database, t.Schema, c.Name
				fields["ordinal_position"] = i + 1
				if to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table); ok && c.Kind == catalog.ForeignKey {
					if key := keyOf(to, c.RefColumns); key != nil {
						fields["position_in_unique_constraint"] = slices.Index(key.Columns, c.RefColumns[i]) + 1
					}
				}
				add(fields)
			}
		}
	}
}

// usage names a column of a table.
func usage(env *systable.Env, t *catalog.Table, column int) systable.Fields {
	return systable.Fields{
		"table_catalog": env.Database, "table_schema": t.Schema, "table_name": t.Name, "column_name": t.Columns[column].Name,
	}
}

func constraintColumnUsage() *systable.Table {
	return view(13300, "constraint_column_usage", `
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		column_name sql_identifier, constraint_catalog sql_identifier, constraint_schema sql_identifier,
		constraint_name sql_identifier`, usedColumns)
}

// usedColumns are the columns that a constraint reads: of a foreign key those
// that it refers to.
func usedColumns(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Constraints {
			of, columns := read(env, t, c)
			for _, column := range columns {
				fields := usage(env, of, column)
				fields["constraint_catalog"], fields["constraint_schema"], fields["constraint_name"] = env.Database, t.Schema, c.Name
				add(fields)
			}
		}
	}
}

func read(env *systable.Env, t *catalog.Table, c *catalog.Constraint) (*catalog.Table, []int) {
	if c.Kind != catalog.ForeignKey {
		return t, c.Columns
	}
	to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table)
	if !ok {
		return nil, nil
	}
	return to, c.RefColumns
}

func constraintTableUsage() *systable.Table {
	return view(13305, "constraint_table_usage", `
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		constraint_catalog sql_identifier, constraint_schema sql_identifier, constraint_name sql_identifier`, usedTables)
}

func usedTables(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Constraints {
			of, columns := read(env, t, c)
			if c.Kind == catalog.Check || len(columns) == 0 {
				continue
			}
			fields := constraintName(env, t, c.Name)
			fields["table_catalog"], fields["table_schema"], fields["table_name"] = env.Database, of.Schema, of.Name
			add(fields)
		}
	}
}
