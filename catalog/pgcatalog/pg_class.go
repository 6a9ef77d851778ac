package pgcatalog

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// The access methods that relations have.
const (
	heapMethod  types.OID = 2
	btreeMethod types.OID = 403
)

func pgClass() *systable.Table {
	return table(1259, "pg_class", `
		oid oid, relname name, relnamespace oid, reltype oid = 0, reloftype oid = 0, relowner oid = 10, relam oid = 0,
		relfilenode oid = 0, reltablespace oid = 0, relpages int4 = 0, reltuples float4 = -1, relallvisible int4 = 0,
		reltoastrelid oid = 0, relhasindex bool = f, relisshared bool = f, relpersistence char = p, relkind char,
		relnatts int2, relchecks int2 = 0, relhasrules bool = f, relhastriggers bool = f, relhassubclass bool = f,
		relrowsecurity bool = f, relforcerowsecurity bool = f, relispopulated bool = t, relreplident char = n,
		relispartition bool = f, relrewrite oid = 0, relfrozenxid xid = 0, relminmxid xid = 0, relacl _aclitem,
		reloptions _text, relpartbound pg_node_tree`, classes).Fixed(systemClasses)
}

func systemClasses(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.System.Tables() {
		row := systable.Fields{
			"oid": t.OID, "relname": t.Name, "relnamespace": systemSchemas[t.Schema], "relkind": byte(t.Kind),
			"relnatts": len(t.Columns), "relhasrules": t.Kind == systable.View,
		}
		if t.Kind == systable.Ordinary {
			row["relam"] = heapMethod
		}
		add(row)
	}
}

func classes(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env.Catalog) {
		add(class(env, &r))
	}
}

// class is the row of a relation. Its pages and rows are not known.
func class(env *systable.Env, r *relation) systable.Fields {
	row := systable.Fields{
		"oid": r.oid, "relname": r.name, "relnamespace": schemaOID(env.Catalog, r.schema), "relkind": r.kind,
		"relnatts": len(r.columns), "relfilenode": r.oid,
	}
	if r.schema == catalog.TempSchema {
		row["relpersistence"] = byte('t')
	}
	if r.hasRowType() {
		row["reltype"] = r.oid
	}
	switch r.kind {
	case 'r':
		row["relam"], row["relreplident"] = heapMethod, "d"
		row["relhasindex"] = len(indexes(r.table)) > 0
		row["relhastriggers"] = hasForeignKeys(env.Catalog, r.table)
		row["relchecks"] = count(r.table, catalog.Check)
		row["reloptions"] = tableOptions(r.table)
	case 'i':
		row["relam"] = btreeMethod
	case 'v':
		row["relfilenode"], row["relhasrules"] = 0, true
		if r.view.Check != catalog.CheckNone {
			row["reloptions"] = []string{"check_option=" + string(r.view.Check)}
		}
	}
	return row
}

// hasForeignKeys reports whether foreign keys start or end at a table. In
// PostgreSQL triggers guard them, and psql asks for none without triggers.
func hasForeignKeys(s *catalog.Snapshot, table *catalog.Table) bool {
	for _, t := range s.Tables() {
		for _, c := range t.Constraints {
			if c.Kind == catalog.ForeignKey && (t == table || c.RefTable == table.OID) {
				return true
			}
		}
	}
	return false
}

func count(t *catalog.Table, kind catalog.ConstraintKind) int {
	n := 0
	for _, c := range t.Constraints {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

// tableOptions are the storage options as WITH (...) takes them; nil for none.
func tableOptions(t *catalog.Table) []string {
	var list []string
	o := &t.Options
	for _, option := range []struct {
		name, value string
		set         bool
	}{
		{"behavior", o.Behavior, o.Behavior != ""},
		{"dialect", o.Dialect, o.Dialect != ""},
		{"encoding", o.Encoding, o.Encoding != ""},
		{"timestamps", "true", o.Timestamps},
		{"versioning", "true", o.Versioning},
		{"async_partitions", "false", o.SyncPartitions},
		{"paranoid", "false", o.Permissive},
		{"id_size", strconv.Itoa(o.IDSize), o.IDSize != 0},
		{"id_generator", o.IDGenerator, o.IDGenerator != ""},
	} {
		if option.set {
			list = append(list, option.name+"="+option.value)
		}
	}
	return list
}
