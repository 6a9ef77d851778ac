package engine

import "github.com/s3dbsql/s3dbsql/catalog"

// VersionUpdate says that a resource has got another version of its
// definition: s3db.js's event versionUpdated.
type VersionUpdate struct {
	Table      *catalog.Table
	OldVersion string // v0, v1 ...
	NewVersion string
}

// tellVersions tells whoever asked for it which resources have another version in
// the schema now than in the one before. Nil schemas have none.
func (db *DB) tellVersions(was, now *schema) {
	if db.opts.VersionUpdated == nil || was == now || was == nil {
		return
	}
	for name, rel := range now.relations {
		old := was.relations[name]
		if old != nil && old.table.OID == rel.table.OID && old.version.Name != rel.version.Name {
			db.opts.VersionUpdated(VersionUpdate{rel.table, old.version.Name, rel.version.Name})
		}
	}
}
