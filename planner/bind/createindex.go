package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// createIndex makes a partition.
func (b *binder) createIndex(def *Definition, c *parser.CreateIndex) error {
	t, err := b.storedTable(c.Table)
	if err != nil {
		return err
	}
	def.Reach = reachOf(t.Schema)
	switch {
	case c.Where != nil:
		return b.unsupported(c, "CREATE INDEX WHERE")
	case c.NullsNotDistinct:
		return b.unsupported(c, "NULLS NOT DISTINCT")
	}
	p := &catalog.Partition{Name: c.Name, Unique: c.Unique}
	names := []string{}
	for _, e := range c.Elems {
		if e.Expr != nil {
			return b.unsupported(e, "an index on an expression")
		}
		i := t.Column(e.Column)
		if i < 0 {
			return b.errorf(e, pgerr.UndefinedColumn, "column %q does not exist", e.Column)
		}
		p.Fields = append(p.Fields, catalog.PartitionField{Column: i, Rule: partitionRule(t.Columns[i].Type)})
		names = append(names, e.Column)
	}
	if p.Name == "" {
		n := &newTable{binder: b, table: t}
		p.Name = n.constraintName("", t.Name+"_"+strings.Join(names, "_")+"_idx")
	}
	if b.indexed(t.Schema, p.Name) || b.Catalog.Relation(t.Schema, p.Name) != nil {
		if c.IfNotExists {
			def.notice(pgerr.DuplicateTable, "relation %q already exists, skipping", p.Name)
			return nil
		}
		return pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists", p.Name)
	}
	p.Trusted = !t.Options.ExternalWriters
	def.Change = func(d *catalog.Draft) error {
		p.OID = d.OID()
		changed := copyTable(t)
		changed.Partitions = append(changed.Partitions, p)
		d.PutTable(changed)
		return nil
	}
	return nil
}

// indexed reports whether a schema has an index of a name: a partition, or
// what stands for the primary key.
func (b *binder) indexed(schema, name string) bool {
	t, _ := b.index(parser.QualifiedName{Schema: schema, Name: name})
	return t != nil
}

// index finds the table of an index and its partition, nil for that of a
// primary key. A name without schema is looked for along the search path.
func (b *binder) index(name parser.QualifiedName) (*catalog.Table, *catalog.Partition) {
	for _, schema := range b.Path {
		if name.Schema != "" {
			schema = name.Schema
		}
		for _, t := range b.Catalog.Tables() {
			if t.Schema != schema {
				continue
			}
			if hasIndex(t, name.Name) {
				return t, t.Partition(name.Name)
			}
		}
	}
	return nil, nil
}

// hasIndex reports whether a table has an index of a name.
func hasIndex(t *catalog.Table, name string) bool {
	k := t.Constraint(name)
	return t.Partition(name) != nil || k != nil && k.Kind == catalog.PrimaryKey
}
