package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// The tables that objects are rows of, as pg_depend and pg_description name
// them.
const (
	typeClass       types.OID = 1247
	relationClass   types.OID = 1259
	attrdefClass    types.OID = 2604
	constraintClass types.OID = 2606
	namespaceClass  types.OID = 2615
	rewriteClass    types.OID = 2618
)

func pgDepend() *systable.Table {
	return table(2608, "pg_depend", `classid oid, objid oid, objsubid int4, refclassid oid, refobjid oid, refobjsubid int4, deptype char`, dependencies)
}

// object is what depends or is depended on: a row of a system table, perhaps
// one of its columns.
type object struct {
	class, oid types.OID
	column     int16
}

// dependencies has what clients ask for: whose sequences, indexes, defaults
// and types something is. What a view reads is not recorded.
func dependencies(env *systable.Env, add func(systable.Fields)) {
	depend := func(o, on object, kind string) {
		add(systable.Fields{
			"classid": o.class, "objid": o.oid, "objsubid": o.column,
			"refclassid": on.class, "refobjid": on.oid, "refobjsubid": on.column, "deptype": kind,
		})
	}
	for _, r := range relations(env.Catalog) {
		self := object{relationClass, r.oid, 0}
		if r.index == nil {
			depend(self, object{namespaceClass, schemaOID(env.Catalog, r.schema), 0}, "n")
		}
		if r.hasRowType() {
			depend(object{typeClass, r.oid, 0}, self, "i")
		}
		switch {
		case r.index != nil:
			indexDepends(r.index, depend)
		case r.table != nil:
			tableDepends(env, r.table, depend)
		case r.view != nil:
			depend(object{rewriteClass, r.oid, 0}, self, "i")
			depend(object{rewriteClass, r.oid, 0}, self, "n")
		case r.sequence != nil && r.sequence.OwnedBy != 0:
			depend(self, object{relationClass, r.sequence.OwnedBy, r.sequence.Column}, ownership(env, r.sequence))
		}
	}
}

// ownership is how a sequence depends on its column: an identity's is internal.
func ownership(env *systable.Env, s *catalog.Sequence) string {
	if t, ok := env.Catalog.ByOID(s.OwnedBy).(*catalog.Table); ok {
		for _, c := range t.Columns {
			if c.Number == s.Column && c.Identity != 0 {
				return "i"
			}
		}
	}
	return "a"
}

func indexDepends(x *index, depend func(o, on object, kind string)) {
	self := object{relationClass, x.oid, 0}
	if x.constraint != nil {
		depend(self, object{constraintClass, x.constraint.OID, 0}, "i")
		return
	}
	for _, n := range numbers(x.table, x.keys) {
		depend(self, object{relationClass, x.table.OID, n}, "a")
	}
}

func tableDepends(env *systable.Env, t *catalog.Table, depend func(o, on object, kind string)) {
	for _, c := range t.Columns {
		if defaultText(c) == "" {
			continue
		}
		self := object{attrdefClass, attrdefOID(t, c), 0}
		depend(self, object{relationClass, t.OID, c.Number}, "a")
		if s := sequenceBehind(env.Catalog, t, c); s != nil {
			depend(self, object{relationClass, s.OID, 0}, "n")
		}
	}
	for _, c := range t.Constraints {
		self := object{constraintClass, c.OID, 0}
		for _, n := range numbers(t, c.Columns) {
			depend(self, object{relationClass, t.OID, n}, "a")
		}
		if to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table); ok && c.Kind == catalog.ForeignKey {
			depend(self, object{relationClass, indexOf(env.Catalog, t, c), 0}, "n")
			for _, n := range numbers(to, c.RefColumns) {
				depend(self, object{relationClass, to.OID, n}, "n")
			}
		}
	}
}

// sequenceBehind is the sequence that a column owns, or nil.
func sequenceBehind(s *catalog.Snapshot, t *catalog.Table, c *catalog.Column) *catalog.Sequence {
	for _, seq := range sequences(s) {
		if seq.OwnedBy == t.OID && seq.Column == c.Number {
			return seq
		}
	}
	return nil
}
