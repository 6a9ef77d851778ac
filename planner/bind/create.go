package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// quoteName writes an identifier as SQL text.
func quoteName(name string) string {
	plain := name != ""
	for i, r := range name {
		lower := r >= 'a' && r <= 'z' || r == '_'
		plain = plain && (lower || i > 0 && r >= '0' && r <= '9')
	}
	if plain {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// described binds a query that makes a relation and describes its columns.
func (b *binder) described(q *parser.Query, names []string, node parser.Node) ([]*catalog.Column, error) {
	root, err := b.query(&level{correlated: new([]expr.Expr)}, q)
	if err != nil {
		return nil, err
	}
	schema := b.settleUnknown(root).Schema()
	if len(names) > len(schema) {
		return nil, b.errorf(node, pgerr.SyntaxError, "too many column names were specified")
	}
	return columnsFrom(schema, names, func(name string) error {
		return b.errorf(node, pgerr.DuplicateColumn, "column %q specified more than once", name)
	})
}

func columnsFrom(schema plan.Schema, names []string, duplicate func(string) error) ([]*catalog.Column, error) {
	cols, seen := make([]*catalog.Column, len(schema)), map[string]bool{}
	for i, c := range schema {
		cols[i] = &catalog.Column{Name: c.Name, Number: int16(i + 1), Type: c.Type, Typmod: c.Typmod}
		if i < len(names) {
			cols[i].Name = names[i]
		}
		if seen[cols[i].Name] {
			return nil, duplicate(cols[i].Name)
		}
		seen[cols[i].Name] = true
	}
	return cols, nil
}

func (b *binder) createTableAs(def *Definition, c *parser.CreateTableAs) error {
	if c.Materialized {
		return b.unsupported(c, "CREATE MATERIALIZED VIEW")
	}
	q, ok := c.Query.(*parser.Query)
	if !ok {
		return b.unsupported(c, "CREATE TABLE AS EXECUTE")
	}
	schema, err := b.creation(def, c.Table)
	if err != nil {
		return err
	}
	if ok, err := b.free(def, schema, c.Table.Name.Name, c.IfNotExists); !ok {
		return err
	}
	n := &newTable{binder: b, table: &catalog.Table{Schema: schema, Name: c.Table.Name.Name}}
	if n.table.Options, err = b.options(newOptions, c.Options); err != nil {
		return err
	}
	if n.table.Columns, err = b.described(q, c.Columns, c); err != nil {
		return err
	}
	def.Tag = "SELECT"
	def.Made, def.OnCommit = n.table, c.OnCommit
	def.Rows = true
	def.Change = n.create
	if !c.WithNoData {
		target := quoteName(schema) + "." + quoteName(n.table.Name)
		def.Statements = []string{"INSERT INTO " + target + " " + parser.Deparse(q)}
	}
	return nil
}

func (b *binder) createSchema(def *Definition, c *parser.CreateSchema) error {
	name := c.Name
	if name == "" && c.Owner != nil {
		name = c.Owner.Name
	}
	if len(c.Elems) > 0 {
		return b.unsupported(c, "CREATE SCHEMA with elements")
	}
	if strings.HasPrefix(name, "pg_") {
		return b.at(pgerr.Newf(pgerr.ReservedName, "unacceptable schema name %q", name).
			WithDetail("The prefix \"pg_\" is reserved for system schemas."), c)
	}
	if b.Catalog.Schema(name) != nil || name == functions.OwnSchema {
		if c.IfNotExists {
			def.notice(pgerr.DuplicateSchema, "schema %q already exists, skipping", name)
			return nil
		}
		return b.errorf(c, pgerr.DuplicateSchema, "schema %q already exists", name)
	}
	def.Change = func(d *catalog.Draft) error {
		d.PutSchema(&catalog.Schema{OID: d.OID(), Name: name})
		return nil
	}
	return nil
}
