package s3dbschema

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Tables lists the views of schema s3db. A new one is a file and a line here.
func Tables() []*systable.Table {
	return []*systable.Table{resources(), conflicts(), parked()}
}

// view makes a view; n is its number among ours, which never changes.
func view(n types.OID, name, columns string, fill systable.Fill) *systable.Table {
	return systable.New(functions.FirstOwnView+n, functions.OwnSchema, name, systable.View, columns, fill)
}
