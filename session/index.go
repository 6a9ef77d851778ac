package session

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// index finds an index by name: a partition, or the key behind a primary key,
// which has the identifier of its constraint.
func (s *Session) index(schema, name string) (types.OID, *catalog.Table) {
	for _, t := range s.Catalog().Tables() {
		if t.Schema != schema {
			continue
		}
		if p := t.Partition(name); p != nil {
			return p.OID, t
		}
		for _, c := range t.Constraints {
			if c.Kind == catalog.PrimaryKey && c.Name == name {
				return c.OID, t
			}
		}
	}
	return 0, nil
}

// indexName is the name of the index of an identifier, "" if there is none.
func (s *Session) indexName(oid types.OID) (schema, name string) {
	for _, t := range s.Catalog().Tables() {
		for _, p := range t.Partitions {
			if p.OID == oid {
				return t.Schema, p.Name
			}
		}
		for _, c := range t.Constraints {
			if c.Kind == catalog.PrimaryKey && c.OID == oid {
				return t.Schema, c.Name
			}
		}
	}
	return "", ""
}
