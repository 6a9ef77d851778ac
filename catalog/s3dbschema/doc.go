// Package s3dbschema has the views of schema s3db: what there is to see of
// the resources beneath the tables. A view is a file and a line in tables.go;
// its rows come out of the catalog and of systable.Env, which the server
// fills. Functions of the schema are in package functions.
package s3dbschema
