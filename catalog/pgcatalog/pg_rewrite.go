package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

func pgRewrite() *systable.Table {
	return table(2618, "pg_rewrite", `
		oid oid, rulename name = _RETURN, ev_class oid, ev_type char = 1, ev_enabled char = O, is_instead bool = t,
		ev_qual pg_node_tree = <>, ev_action pg_node_tree`, rewrites)
}

// rewrites has the rule behind each view; its action is the query's text.
func rewrites(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env.Catalog) {
		if r.view != nil {
			add(systable.Fields{"oid": r.oid, "ev_class": r.oid, "ev_action": r.view.Query})
		}
	}
}
