package catalog

import "github.com/s3dbsql/s3dbsql/types"

// Identity returns the schema, name and OID of a relation: a *Table, *View or
// *Sequence. Of anything else all are empty.
func Identity(relation any) (schema, name string, oid types.OID) {
	switch r := relation.(type) {
	case *Table:
		return r.Schema, r.Name, r.OID
	case *View:
		return r.Schema, r.Name, r.OID
	case *Sequence:
		return r.Schema, r.Name, r.OID
	}
	return "", "", 0
}
