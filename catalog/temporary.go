package catalog

import (
	"maps"

	"github.com/s3dbsql/s3dbsql/types"
)

// TempSchema is the schema of temporary relations. Each session has its own,
// in a database of its own.
const TempSchema = "pg_temp"

// firstTempOID begins the object identifiers of temporary relations, so that
// they are none of the database's.
const firstTempOID types.OID = 1 << 31

// MakeTemporary makes an empty database one for temporary relations.
func (d *Draft) MakeTemporary() {
	d.NextOID = firstTempOID
	d.PutSchema(&Schema{OID: d.OID(), Name: TempSchema})
}

// With is s together with the relations of a database for temporary ones.
func (s *Snapshot) With(temporary *Snapshot) *Snapshot {
	both := s.Draft()
	both.Version = s.Version
	both.PutSchema(temporary.Schema(TempSchema))
	maps.Copy(both.relations, temporary.relations)
	public := temporary.Schema("public").OID
	for oid, object := range temporary.byOID {
		if oid != public {
			both.byOID[oid] = object
		}
	}
	return both.Snapshot
}

// DropAll removes all relations.
func (d *Draft) DropAll() {
	for name := range d.relations {
		d.Drop(name.Schema, name.Name)
	}
}

// DropOwned removes a table and the sequences that it owns.
func (d *Draft) DropOwned(t *Table) {
	for _, r := range d.Relations() {
		if s, ok := r.(*Sequence); ok && s.OwnedBy == t.OID {
			d.Drop(s.Schema, s.Name)
		}
	}
	d.Drop(t.Schema, t.Name)
}
