package infoschema

import (
	"fmt"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func tableConstraints() *systable.Table {
	return view(13411, "table_constraints", `
		constraint_catalog sql_identifier, constraint_schema sql_identifier, constraint_name sql_identifier,
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		constraint_type character_data, is_deferrable yes_or_no = NO, initially_deferred yes_or_no = NO,
		enforced yes_or_no = YES, nulls_distinct yes_or_no`, constraintRows)
}

var constraintTypes = map[catalog.ConstraintKind]string{
	catalog.PrimaryKey: "PRIMARY KEY", catalog.Unique: "UNIQUE", catalog.Check: "CHECK", catalog.ForeignKey: "FOREIGN KEY",
}

func constraintRows(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		row := func(name string, kind catalog.ConstraintKind) systable.Fields {
			fields := constraintName(env, t, name)
			fields["table_catalog"], fields["table_schema"], fields["table_name"] = env.Database, t.Schema, t.Name
			fields["constraint_type"] = constraintTypes[kind]
			return fields
		}
		for _, c := range t.Constraints {
			fields := row(c.Name, c.Kind)
			if c.Kind == catalog.Unique {
				fields["nulls_distinct"] = "YES"
			}
			add(fields)
		}
		for _, c := range t.Columns {
			if c.NotNull {
				add(row(notNullName(env, t, c), catalog.Check))
			}
		}
	}
}

func checkConstraints() *systable.Table {
	return view(13260, "check_constraints", `
		constraint_catalog sql_identifier, constraint_schema sql_identifier, constraint_name sql_identifier,
		check_clause character_data`, checks)
}

func checks(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		check := func(name, clause string) {
			fields := constraintName(env, t, name)
			fields["check_clause"] = clause
			add(fields)
		}
		for _, c := range t.Constraints {
			if c.Kind == catalog.Check {
				check(c.Name, "(("+c.Expr+"))")
			}
		}
		for _, c := range t.Columns {
			if c.NotNull {
				check(notNullName(env, t, c), c.Name+" IS NOT NULL")
			}
		}
	}
}

// constraintName has the columns that name a constraint in every view.
func constraintName(env *systable.Env, t *catalog.Table, name string) systable.Fields {
	return systable.Fields{
		"constraint_catalog": env.Database, "constraint_schema": t.Schema, "constraint_name": name,
	}
}

// notNullName is how PostgreSQL names NOT NULL, which is a check constraint
// to the standard.
func notNullName(env *systable.Env, t *catalog.Table, c *catalog.Column) string {
	schema := 0
	if s := env.Catalog.Schema(t.Schema); s != nil {
		schema = int(s.OID)
	}
	return fmt.Sprintf("%d_%d_%d_not_null", schema, t.OID, c.Number)
}

// keyOf is the key of a table that a foreign key refers to, or nil.
func keyOf(to *catalog.Table, columns []int) *catalog.Constraint {
	for _, c := range to.Constraints {
		if (c.Kind == catalog.PrimaryKey || c.Kind == catalog.Unique) && sameColumns(c.Columns, columns) {
			return c
		}
	}
	return nil
}

func sameColumns(a, b []int) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
