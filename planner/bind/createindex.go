package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// createIndex makes a partition. On a table with rows it is not trusted until
// it was filled.
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
	if t.Partition(p.Name) != nil {
		if c.IfNotExists {
			def.notice(pgerr.DuplicateTable, "relation %q already exists, skipping", p.Name)
			return nil
		}
		return b.errorf(c, pgerr.DuplicateTable, "relation %q already exists", p.Name)
	}
	def.Empty = t
	def.Change = func(d *catalog.Draft) error { return addPartition(d, t, p, false) }
	def.WhenEmpty = func(d *catalog.Draft) error { return addPartition(d, t, p, true) }
	return nil
}

func addPartition(d *catalog.Draft, t *catalog.Table, p *catalog.Partition, trusted bool) error {
	if p.Unique && !trusted {
		return pgerr.Unsupported("CREATE UNIQUE INDEX on a table that has rows").
			WithHint("Create the index before the rows are inserted.")
	}
	made, changed := *p, *t
	made.OID, made.Trusted = d.OID(), trusted
	changed.Partitions = append(t.Partitions[:len(t.Partitions):len(t.Partitions)], &made)
	d.PutTable(&changed)
	return nil
}
