package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// relation is a table, view, sequence or index made by SQL, as pg_class sees
// it. Only one of the pointers is set; an index has its table too.
type relation struct {
	oid          types.OID
	schema, name string
	kind         byte // pg_class.relkind
	columns      []*catalog.Column
	comment      string
	table        *catalog.Table
	index        *index
	view         *catalog.View
	sequence     *catalog.Sequence
}

// relations lists what pg_class has of a snapshot, a table before its indexes.
func relations(s *catalog.Snapshot) []relation {
	var list []relation
	for _, r := range s.Relations() {
		switch r := r.(type) {
		case *catalog.Table:
			list = append(list, relation{oid: r.OID, schema: r.Schema, name: r.Name, kind: 'r', columns: r.Columns, comment: r.Comment, table: r})
			for _, x := range indexes(r) {
				list = append(list, relation{oid: x.oid, schema: r.Schema, name: x.name, kind: 'i', columns: x.columns(), comment: x.comment, table: r, index: &x})
			}
		case *catalog.View:
			list = append(list, relation{oid: r.OID, schema: r.Schema, name: r.Name, kind: 'v', columns: r.Columns, comment: r.Comment, view: r})
		case *catalog.Sequence:
			list = append(list, relation{oid: r.OID, schema: r.Schema, name: r.Name, kind: 'S', columns: sequenceColumns, comment: r.Comment, sequence: r})
		}
	}
	return list
}

// sequenceColumns are the columns of every sequence, seen as a table.
var sequenceColumns = []*catalog.Column{
	{Name: "last_value", Number: 1, Type: types.Int8, Typmod: types.NoTypmod, NotNull: true},
	{Name: "log_cnt", Number: 2, Type: types.Int8, Typmod: types.NoTypmod, NotNull: true},
	{Name: "is_called", Number: 3, Type: types.Bool, Typmod: types.NoTypmod, NotNull: true},
}

// hasRowType reports whether the relation has a type of its own.
func (r *relation) hasRowType() bool { return r.kind == 'r' || r.kind == 'v' }

// schemaOID is the OID of a schema, 0 if there is none.
func schemaOID(s *catalog.Snapshot, name string) types.OID {
	if oid := systemSchemas[name]; oid != 0 {
		return oid
	}
	if schema := s.Schema(name); schema != nil {
		return schema.OID
	}
	return 0
}
