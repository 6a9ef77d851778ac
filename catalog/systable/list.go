package systable

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// List finds system tables. It does not change.
type List struct {
	tables []*Table
	byName map[[2]string]*Table
	byOID  map[types.OID]*Table
}

// NewList makes a list of tables.
func NewList(families ...[]*Table) *List {
	l := &List{tables: slices.Concat(families...), byName: map[[2]string]*Table{}, byOID: map[types.OID]*Table{}}
	for _, t := range l.tables {
		l.byName[[2]string{t.Schema, t.Name}] = t
		l.byOID[t.OID] = t
	}
	return l
}

// Lookup returns the table of a name, nil if there is none.
func (l *List) Lookup(schema, name string) *Table { return l.byName[[2]string{schema, name}] }

// ByOID returns the table of an OID, nil if there is none.
func (l *List) ByOID(oid types.OID) *Table { return l.byOID[oid] }

// Tables returns all tables in the order of declaration.
func (l *List) Tables() []*Table { return l.tables }
