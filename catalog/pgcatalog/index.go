package pgcatalog

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// index is an index as PostgreSQL shows it: the id of the records behind a
// primary key, or a partition.
type index struct {
	oid        types.OID
	name       string
	table      *catalog.Table
	keys       []int // indexes into the table's columns
	unique     bool
	constraint *catalog.Constraint // that it belongs to, or nil
	comment    string
}

func (x *index) primary() bool {
	return x.constraint != nil && x.constraint.Kind == catalog.PrimaryKey
}

// columns are the indexed columns as pg_attribute has them of the index.
func (x *index) columns() []*catalog.Column {
	list := make([]*catalog.Column, len(x.keys))
	for i, k := range x.keys {
		c := x.table.Columns[k]
		list[i] = &catalog.Column{Name: c.Name, Number: int16(i + 1), Type: c.Type, Typmod: c.Typmod}
	}
	return list
}

// indexes lists the indexes of a table in order of OID.
func indexes(t *catalog.Table) []index {
	var list []index
	unique := map[string]*catalog.Constraint{}
	for _, c := range t.Constraints {
		switch c.Kind {
		case catalog.PrimaryKey:
			list = append(list, index{oid: c.OID, name: c.Name, table: t, keys: c.Columns, unique: true, constraint: c, comment: c.IndexComment})
		case catalog.Unique:
			unique[c.Name] = c
		}
	}
	for _, p := range t.Partitions {
		x := index{oid: p.OID, name: p.Name, table: t, unique: p.Unique, constraint: unique[p.Name], comment: p.Comment}
		for _, f := range p.Fields {
			x.keys = append(x.keys, f.Column)
		}
		list = append(list, x)
	}
	slices.SortFunc(list, func(a, b index) int { return int(a.oid) - int(b.oid) })
	return list
}

// indexOf finds the index that a key constraint owns, or that a foreign key
// refers to; 0 if there is none.
func indexOf(s *catalog.Snapshot, t *catalog.Table, c *catalog.Constraint) types.OID {
	keys := c.Columns
	if c.Kind == catalog.ForeignKey {
		t, _ = s.ByOID(c.RefTable).(*catalog.Table)
		keys = c.RefColumns
	}
	if t == nil || c.Kind == catalog.Check {
		return 0
	}
	for _, x := range indexes(t) {
		if x.constraint == c || c.Kind == catalog.ForeignKey && x.constraint != nil && sameColumns(x.keys, keys) {
			return x.oid
		}
	}
	return 0
}

func sameColumns(a, b []int) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// numbers are the attribute numbers of columns.
func numbers(t *catalog.Table, columns []int) []int16 {
	list := make([]int16, len(columns))
	for i, c := range columns {
		list[i] = t.Columns[c].Number
	}
	return list
}
