package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgPreparedStatements() *systable.Table {
	return view(12095, "pg_prepared_statements", `
		name text, statement text, prepare_time timestamptz, parameter_types _regtype, from_sql bool,
		generic_plans int8 = 0, custom_plans int8 = 0`, preparedStatements)
}

func preparedStatements(env *systable.Env, add func(systable.Fields)) {
	for _, p := range env.Prepared {
		add(systable.Fields{
			"name": p.Name, "statement": p.Statement, "prepare_time": p.At,
			"parameter_types": oids(p.Parameters), "from_sql": p.FromSQL,
		})
	}
}

func pgCursors() *systable.Table {
	return view(12077, "pg_cursors", `name text, statement text, is_holdable bool, is_binary bool, is_scrollable bool, creation_time timestamptz`, cursors)
}

func cursors(env *systable.Env, add func(systable.Fields)) {
	for _, c := range env.Cursors {
		add(systable.Fields{
			"name": c.Name, "statement": c.Statement, "is_holdable": c.Holdable, "is_binary": c.Binary,
			"is_scrollable": c.Scrollable, "creation_time": c.At,
		})
	}
}
