package bind

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// newTable is a table while CREATE TABLE or ALTER TABLE builds it. Object
// identifiers are drawn when the change is made.
type newTable struct {
	*binder
	table     *catalog.Table
	sequences []*catalog.Sequence
	pending   []*parser.Constraint // table constraints, bound once all columns are known
	generated []generatedColumn    // as pending
}

func (b *binder) createTable(def *Definition, c *parser.CreateTable) error {
	schema, err := b.creation(def, c.Table)
	if err != nil {
		return err
	}
	if ok, err := b.free(def, schema, c.Table.Name.Name, c.IfNotExists); !ok {
		return err
	}
	if err := b.plainTable(c); err != nil {
		return err
	}
	n := &newTable{binder: b, table: &catalog.Table{Schema: schema, Name: c.Table.Name.Name}}
	if n.table.Options, err = b.options(newOptions, c.Options); err != nil {
		return err
	}
	for _, e := range c.Elems {
		if err := n.element(e); err != nil {
			return err
		}
	}
	if n.table.Options.Timestamps {
		n.timestamps()
	}
	if err := n.finish(); err != nil {
		return err
	}
	def.Made, def.OnCommit = n.table, c.OnCommit
	def.Change = func(d *catalog.Draft) error { return n.create(d) }
	return nil
}

func (n *newTable) element(e parser.TableElem) error {
	switch e := e.(type) {
	case *parser.ColumnDef:
		return n.column(e)
	case *parser.Constraint:
		n.pending = append(n.pending, e)
		return nil
	case *parser.LikeTable:
		return n.like(e)
	}
	return n.unsupported(e, "this table element")
}

// serials are the types that stand for an integer with a sequence.
var serials = map[string]*types.Type{
	"smallserial": types.Int2, "serial2": types.Int2, "serial": types.Int4, "serial4": types.Int4,
	"bigserial": types.Int8, "serial8": types.Int8,
}

// column adds a column with its own constraints.
func (n *newTable) column(d *parser.ColumnDef) error {
	if err := n.freeName(d); err != nil {
		return err
	}
	c := &catalog.Column{Name: d.Name, Number: n.nextNumber(), Typmod: types.NoTypmod}
	if t := serials[d.Type.Name.Name]; t != nil && len(d.Type.Dims) == 0 {
		c.Type, c.NotNull = t, true
		n.ownSequence(c, nil)
		c.Default = "nextval('" + quoted(c.Sequence) + "'::regclass)"
	} else {
		var err error
		if c.Type, c.Typmod, err = n.typeName(d.Type); err != nil {
			return err
		}
	}
	if c.Type.Category == types.CategoryPseudo {
		return n.errorf(d, pgerr.InvalidTableDefinition, "column %q has pseudo-type %s", d.Name, c.Type.SQLName)
	}
	n.table.Columns = append(n.table.Columns, c)
	return n.columnConstraints(c, d.Constraints)
}

// systemColumns are the names that PostgreSQL keeps for itself.
var systemColumns = []string{"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"}

// freeName checks that a column may have a name.
func (n *newTable) freeName(d *parser.ColumnDef) error {
	if err := mayBeColumn(d.Name); err != nil {
		return err
	}
	if slices.ContainsFunc(n.table.Columns, func(c *catalog.Column) bool { return c.Name == d.Name }) {
		return n.errorf(d, pgerr.DuplicateColumn, "column %q specified more than once", d.Name)
	}
	return nil
}

// mayBeColumn refuses the names of system columns.
func mayBeColumn(name string) error {
	if slices.Contains(systemColumns, name) {
		return pgerr.Newf(pgerr.DuplicateColumn, "column name %q conflicts with a system column name", name)
	}
	return nil
}

// finish binds what had to wait until all columns were known.
func (n *newTable) finish() error {
	for _, g := range n.generated {
		if err := n.generation(g.column, g.node); err != nil {
			return err
		}
	}
	n.generated = nil
	return n.constraints()
}

func quoted(text string) string { return strings.ReplaceAll(text, "'", "''") }

// nextNumber is the attribute number of the next column.
func (n *newTable) nextNumber() int16 {
	last := int16(0)
	for _, c := range n.table.Columns {
		last = max(last, c.Number)
	}
	return last + 1
}

// create puts the table and its sequences into the catalog.
func (n *newTable) create(d *catalog.Draft) error {
	n.table.OID = d.OID()
	n.number(d)
	for _, s := range n.sequences {
		s.OID, s.OwnedBy = d.OID(), n.table.OID
		d.PutSequence(s)
	}
	d.PutTable(n.table)
	return nil
}

// number draws object identifiers for what is new, and resolves references of
// the table to itself. A table that is referred to is defined anew, so that a
// transaction cannot take rows from it unless it knows of the reference.
func (n *newTable) number(d *catalog.Draft) {
	for _, c := range n.table.Constraints {
		fresh := c.OID == 0
		if fresh {
			c.OID = d.OID()
		}
		if c.Kind != catalog.ForeignKey {
			continue
		}
		if c.RefTable == 0 {
			c.RefTable = n.table.OID
		}
		if to, ok := d.ByOID(c.RefTable).(*catalog.Table); ok && fresh && to.OID != n.table.OID {
			d.PutTable(copyTable(to))
		}
	}
	for _, p := range n.table.Partitions {
		if p.OID == 0 {
			p.OID = d.OID()
		}
	}
}
