package catalog

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// FirstOID is the first object identifier handed out; smaller ones belong to
// PostgreSQL's own objects.
const FirstOID types.OID = 16384

// Snapshot is the catalog of one database at one moment. It never changes;
// a Draft makes the next one.
type Snapshot struct {
	Version uint64 // grows with each change; plans are cached under it
	NextOID types.OID

	schemas   map[string]*Schema
	relations map[Name]any // *Table, *View or *Sequence
	byOID     map[types.OID]any
}

// Name is a qualified name.
type Name struct{ Schema, Name string }

// NewSnapshot returns the catalog of an empty database: schema public only.
func NewSnapshot() *Snapshot {
	public := &Schema{OID: 2200, Name: "public", Comment: "standard public schema"}
	return &Snapshot{
		NextOID:   FirstOID,
		schemas:   map[string]*Schema{"public": public},
		relations: map[Name]any{},
		byOID:     map[types.OID]any{public.OID: public},
	}
}

// Schema returns a schema, or nil.
func (s *Snapshot) Schema(name string) *Schema { return s.schemas[name] }

// Relation returns the *Table, *View or *Sequence of a name, or nil.
func (s *Snapshot) Relation(schema, name string) any { return s.relations[Name{schema, name}] }

// Table returns a table, or nil.
func (s *Snapshot) Table(schema, name string) *Table {
	t, _ := s.relations[Name{schema, name}].(*Table)
	return t
}

// ByOID returns the *Schema, *Table, *View, *Sequence, *Constraint or
// *Partition of an object identifier, or nil.
func (s *Snapshot) ByOID(oid types.OID) any { return s.byOID[oid] }

// Schemas returns the schemas in order of name.
func (s *Snapshot) Schemas() []*Schema {
	return sorted(s.schemas, strings.Compare)
}

// Relations returns the tables, views and sequences in order of schema and
// name.
func (s *Snapshot) Relations() []any {
	return sorted(s.relations, func(a, b Name) int {
		if c := strings.Compare(a.Schema, b.Schema); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
}

// HasSecrets reports whether a table has a column that holds secrets.
func (s *Snapshot) HasSecrets() bool {
	return slices.ContainsFunc(s.Tables(), func(t *Table) bool {
		return slices.ContainsFunc(t.Columns, (*Column).HoldsSecret)
	})
}

// Tables returns the tables in order of schema and name.
func (s *Snapshot) Tables() []*Table {
	var tables []*Table
	for _, r := range s.Relations() {
		if t, ok := r.(*Table); ok {
			tables = append(tables, t)
		}
	}
	return tables
}

func sorted[K comparable, V any](m map[K]V, less func(a, b K) int) []V {
	keys := slices.SortedFunc(maps.Keys(m), less)
	values := make([]V, len(keys))
	for i, k := range keys {
		values[i] = m[k]
	}
	return values
}

// Draft is a copy of a snapshot that DDL changes before it is published. Its
// tables are shared with the snapshot: replace them, never change them.
type Draft struct {
	*Snapshot
}

// Draft starts a change.
func (s *Snapshot) Draft() *Draft {
	return &Draft{&Snapshot{
		Version:   s.Version + 1,
		NextOID:   s.NextOID,
		schemas:   maps.Clone(s.schemas),
		relations: maps.Clone(s.relations),
		byOID:     maps.Clone(s.byOID),
	}}
}

// OID hands out the next object identifier.
func (d *Draft) OID() types.OID {
	oid := d.NextOID
	d.NextOID++
	return oid
}

// PutSchema adds or replaces a schema.
func (d *Draft) PutSchema(s *Schema) {
	d.schemas[s.Name] = s
	d.byOID[s.OID] = s
}

// DropSchema removes a schema, which must be empty.
func (d *Draft) DropSchema(name string) {
	delete(d.byOID, d.schemas[name].OID)
	delete(d.schemas, name)
}

// PutTable adds or replaces a table with its constraints and partitions.
func (d *Draft) PutTable(t *Table) {
	if old := d.Table(t.Schema, t.Name); old != nil {
		d.forget(old)
	}
	d.relations[Name{t.Schema, t.Name}] = t
	d.byOID[t.OID] = t
	for _, c := range t.Constraints {
		d.byOID[c.OID] = c
	}
	for _, p := range t.Partitions {
		d.byOID[p.OID] = p
	}
}

// PutView adds or replaces a view.
func (d *Draft) PutView(v *View) {
	d.relations[Name{v.Schema, v.Name}] = v
	d.byOID[v.OID] = v
}

// PutSequence adds or replaces a sequence.
func (d *Draft) PutSequence(s *Sequence) {
	d.relations[Name{s.Schema, s.Name}] = s
	d.byOID[s.OID] = s
}

// Drop removes the relation of a name.
func (d *Draft) Drop(schema, name string) {
	key := Name{schema, name}
	switch r := d.relations[key].(type) {
	case *Table:
		d.forget(r)
	case *View:
		delete(d.byOID, r.OID)
	case *Sequence:
		delete(d.byOID, r.OID)
	}
	delete(d.relations, key)
}

// forget removes the identifiers of a table, but for those that another
// table has taken over: a renamed one.
func (d *Draft) forget(t *Table) {
	d.remove(t.OID, t)
	for _, c := range t.Constraints {
		d.remove(c.OID, c)
	}
	for _, p := range t.Partitions {
		d.remove(p.OID, p)
	}
}

func (d *Draft) remove(oid types.OID, object any) {
	if d.byOID[oid] == object {
		delete(d.byOID, oid)
	}
}
