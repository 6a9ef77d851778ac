// Package catalog describes what exists: schemas, tables, columns, partitions,
// constraints, views and sequences on the SQL side, resources and attributes
// on the s3db side, and how one becomes the other. It is data only and does
// no input or output: engine loads it, swaps it atomically and publishes an
// immutable Snapshot.
//
// snapshot.go and table.go are the SQL side; manifest.go, resource.go,
// definition.go, attribute.go and slots.go the document s3db.json, heal.go its
// repair, object.go JSON that keeps its order; extras.go the document
// s3dbsql/catalog.json with what SQL knows beyond it; access.go the
// description of a scan, which the planner writes and the engine obeys.
package catalog
