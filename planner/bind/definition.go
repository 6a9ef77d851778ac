package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Definition is a bound statement that changes the catalog. The session runs
// its parts in the order of the fields, in one transaction.
type Definition struct {
	Tag     string
	Notices []*pgerr.Error // NOTICEs for the client, "... already exists, skipping"
	// Reach says whose relations Change is about.
	Reach Reach
	// Change makes the change; nil if there is nothing to do.
	Change func(d *catalog.Draft) error
	// Rewrite, if set, gives the rows of a table new values together with
	// Change.
	Rewrite *Rewriting
	// Truncate are tables whose rows go.
	Truncate []*catalog.Table
	// Positions are sequences that start anew, or change their definition.
	Positions []Position
	// Statements run afterwards: they load CREATE TABLE AS. Each fails the
	// whole if it fails.
	Statements []string
	// Refuse are queries that must give no row; the first that does fails the
	// whole with its error. They check a new constraint on the rows there are.
	Refuse []Refusal
	// Made is a temporary table that was made; OnCommit is what becomes of it
	// when the transaction ends.
	Made     *catalog.Table
	OnCommit parser.OnCommit
	// Rows says that the tag is followed by the row count of the last of
	// Statements: CREATE TABLE AS is SELECT n.
	Rows bool
}

// Reach says whose relations a change is about.
type Reach int8

// The reaches.
const (
	OfDatabase Reach = iota // what all sessions see
	OfSession               // temporary relations
	OfBoth
)

// reachOf is the reach of a change to a relation of a schema.
func reachOf(schema string) Reach {
	if schema == catalog.TempSchema {
		return OfSession
	}
	return OfDatabase
}

// Define binds a statement that changes the catalog.
func Define(env Env, sql string, stmt parser.Stmt) (*Definition, error) {
	b := newBinder(env, sql)
	def := &Definition{Tag: parser.Tag(stmt)}
	return def, b.define(def, stmt)
}

func (b *binder) define(def *Definition, stmt parser.Stmt) error {
	switch s := stmt.(type) {
	case *parser.CreateTable:
		return b.createTable(def, s)
	case *parser.CreateTableAs:
		return b.createTableAs(def, s)
	case *parser.CreateView:
		return b.createView(def, s)
	case *parser.CreateIndex:
		return b.createIndex(def, s)
	case *parser.CreateSequence:
		return b.createSequence(def, s)
	case *parser.AlterSequence:
		return b.alterSequence(def, s)
	case *parser.CreateSchema:
		return b.createSchema(def, s)
	case *parser.AlterTable:
		return b.alterTable(def, s)
	case *parser.Rename:
		return b.rename(def, s)
	case *parser.SetSchema:
		return b.setSchema(def, s)
	case *parser.Drop:
		return b.drop(def, s)
	case *parser.Truncate:
		return b.truncate(def, s)
	case *parser.Comment:
		return b.comment(def, s)
	}
	return b.unsupported(stmt, parser.Tag(stmt))
}

// notice adds a NOTICE to a definition.
func (d *Definition) notice(code pgerr.Code, format string, args ...any) {
	d.Notices = append(d.Notices, pgerr.Newf(code, format, args...))
}

// creation settles the schema in which an object is made: the one written, the
// temporary one, or the first of the search path that exists and is not the
// system's.
func (b *binder) creation(def *Definition, t *parser.Table) (schema string, err error) {
	defer func() { def.Reach = reachOf(schema) }()
	name := t.Name
	switch {
	case name.Schema == catalog.TempSchema:
		return catalog.TempSchema, nil
	case name.Schema != "" && t.Persistence == parser.Temporary:
		return "", b.errorf(t, pgerr.InvalidTableDefinition, "cannot create temporary relation in non-temporary schema")
	case name.Schema == "pg_catalog" || name.Schema == "information_schema" || name.Schema == functions.OwnSchema:
		return "", b.errorf(t, pgerr.InsufficientPrivilege, "permission denied to create \"%s.%s\"", name.Schema, name.Name)
	case name.Schema != "" && b.Catalog.Schema(name.Schema) == nil:
		return "", b.errorf(t, pgerr.InvalidSchemaName, "schema %q does not exist", name.Schema)
	case name.Schema != "":
		return name.Schema, nil
	case t.Persistence == parser.Temporary:
		return catalog.TempSchema, nil
	}
	for i, s := range b.Path {
		switch {
		case s == catalog.TempSchema && i > 0: // named in search_path, else it is in front of all
			return s, nil
		case s != catalog.TempSchema && s != "pg_catalog" && b.Catalog.Schema(s) != nil:
			return s, nil
		}
	}
	return "", b.errorf(t, pgerr.InvalidSchemaName, "no schema has been selected to create in")
}

// free reports whether a name is free; with IF NOT EXISTS a taken one is a
// notice, else an error.
func (b *binder) free(def *Definition, schema, name string, ifNotExists bool) (bool, error) {
	if b.Catalog.Relation(schema, name) == nil && !b.indexed(schema, name) {
		return true, nil
	}
	if ifNotExists {
		def.notice(pgerr.DuplicateTable, "relation %q already exists, skipping", name)
		return false, nil
	}
	return false, pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists", name)
}

// storedTable finds the table that DDL is about.
func (b *binder) storedTable(t *parser.Table) (*catalog.Table, error) {
	relation, err := b.relation(t.Name, t)
	if err != nil {
		return nil, err
	}
	if table, ok := relation.(*catalog.Table); ok {
		return table, nil
	}
	return nil, b.errorf(t, pgerr.WrongObjectType, "%q is not a table", t.Name.Name)
}
