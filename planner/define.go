package planner

import (
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner/bind"
)

// Definition is a bound statement that changes the catalog.
type Definition = bind.Definition

// Define binds a statement that changes the catalog: CREATE, ALTER and DROP of
// tables, views, indexes, sequences and schemas, TRUNCATE, COMMENT.
func Define(env bind.Env, sql string, stmt parser.Stmt) (*Definition, error) {
	return bind.Define(env, sql, stmt)
}
