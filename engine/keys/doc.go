// Package keys builds and parses the key of every object of a database, and
// is the only place that knows how they look. Keys are relative to the
// database's prefix (cluster.json: to the cluster's).
//
//	s3db.json                                                      Manifest
//	resource=<name>/data/id=<id>                                   Record
//	resource=<name>/partition=<p>/<field>=<value>/.../id=<id>      Reference
//	s3dbsql/catalog.json                                           Catalog
//	s3dbsql/journal/<20 digits>                                    Entry
//	s3dbsql/parts/<batch>/<k>                                      Part
//	s3dbsql/content/<id>                                           Content
//	s3dbsql/keeper.json                                            Keeper
//	s3dbsql/sequence/<name>                                        Sequence
//	s3dbsql/consumers/<name>                                       Consumer
//	s3dbsql/conflicts/<20 digits>                                  Conflict
//	s3dbsql/parked/<20 digits>                                     Parked
//	s3dbsql/probe/<name>                                           Probe
//	s3dbsql/cluster.json                                           Cluster
//
// key.go has Key, its text and Parse; escape.go the two ways in which a value
// becomes a segment; resource.go the keys and prefixes of one resource;
// name.go names of tables and columns; collate.go the order of partition
// fields inside a key.
//
// An id, as everywhere above this package, is the text behind `id=`, escaped
// already where the resource escapes: Mode.ID makes it of the primary key's
// values. So an id compares, sorts and prints as its key does.
package keys
