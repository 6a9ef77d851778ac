package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgSettings() *systable.Table {
	return view(12104, "pg_settings", `
		name text, setting text, unit text, category text, short_desc text, extra_desc text, context text,
		vartype text, source text, min_val text, max_val text, enumvals _text, boot_val text, reset_val text,
		sourcefile text, sourceline int4, pending_restart bool = f`, settings)
}

func settings(env *systable.Env, add func(systable.Fields)) {
	for _, s := range env.Settings {
		add(systable.Fields{
			"name": s.Name, "setting": s.Value, "unit": orNull(s.Unit), "category": s.Category, "short_desc": s.Help,
			"context": s.Context, "vartype": s.Kind, "source": s.Source, "min_val": orNull(s.Min), "max_val": orNull(s.Max),
			"enumvals": s.Values, "boot_val": s.Boot, "reset_val": s.Reset,
		})
	}
}

// orNull is a text, or NULL where it is empty.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
