package bind

import (
	"cmp"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// alteration is one ALTER TABLE while it is bound: a copy of the table that
// its actions change one after the other.
type alteration struct {
	newTable
	def     *Definition
	old     *catalog.Table
	unowned []string // sequences that go with an identity
	keyed   bool     // gets a primary key, which makes the ids of rows
}

func (b *binder) alterTable(def *Definition, a *parser.AlterTable) error {
	if a.Kind != parser.TableObject {
		return b.unsupported(a, "ALTER "+string(a.Kind))
	}
	if a.IfExists && b.missing(a.Table.Name) {
		def.notice(pgerr.UndefinedTable, "relation %q does not exist, skipping", a.Table.Name.Name)
		return nil
	}
	t, err := b.storedTable(a.Table)
	if err != nil {
		return err
	}
	def.Reach = reachOf(t.Schema)
	alt := &alteration{newTable: newTable{binder: b, table: copyTable(t)}, def: def, old: t}
	for _, cmd := range a.Commands {
		if err := alt.command(cmd, a); err != nil {
			return err
		}
	}
	def.Change = alt.change
	if alt.keyed {
		def.Empty, def.WhenEmpty = t, alt.change
		def.Change = func(*catalog.Draft) error {
			return pgerr.Unsupported("adding a primary key to a table that has rows")
		}
	}
	return nil
}

func (b *binder) missing(name parser.QualifiedName) bool {
	_, err := b.relation(name, parser.Unknown)
	return err != nil
}

// copyTable copies a table so far that its columns and lists can be changed.
func copyTable(t *catalog.Table) *catalog.Table {
	copied := *t
	copied.Columns = make([]*catalog.Column, len(t.Columns))
	for i, c := range t.Columns {
		column := *c
		copied.Columns[i] = &column
	}
	copied.PrimaryKey = slices.Clone(t.PrimaryKey)
	copied.Constraints = slices.Clone(t.Constraints)
	copied.Partitions = slices.Clone(t.Partitions)
	return &copied
}

// change puts the altered table into the catalog.
func (a *alteration) change(d *catalog.Draft) error {
	a.number(d)
	for _, s := range a.sequences {
		s.OID, s.OwnedBy = d.OID(), a.table.OID
		d.PutSequence(s)
	}
	for _, name := range a.unowned {
		d.Drop(a.table.Schema, name)
	}
	d.PutTable(a.table)
	return nil
}

func (a *alteration) command(cmd *parser.AlterCommand, node parser.Node) error {
	switch cmd.Action {
	case parser.AddColumn:
		return a.addColumn(cmd)
	case parser.DropColumn:
		return a.dropColumn(cmd, node)
	case parser.AddConstraint:
		return a.addConstraint(cmd.Constraint)
	case parser.DropConstraint:
		return a.dropConstraint(cmd, node)
	case parser.OwnerTo:
		return nil // there is one owner
	case parser.SetOptions:
		options, err := a.options(cmd.Options)
		a.table.Options = options
		return err
	}
	if feature := cmp.Or(cmd.Feature, refusedActions[cmd.Action]); feature != "" {
		return a.unsupported(node, "ALTER TABLE "+feature)
	}
	return a.alterColumn(cmd, node)
}

// refusedActions are about tables, and not there.
var refusedActions = map[parser.AlterAction]string{
	parser.AlterConstraint:    "ALTER CONSTRAINT",
	parser.ValidateConstraint: "VALIDATE CONSTRAINT",
	parser.ResetOptions:       "RESET",
	parser.SetTablespace:      "SET TABLESPACE",
	parser.SetLogged:          "SET LOGGED",
	parser.SetUnlogged:        "SET UNLOGGED",
	parser.AddInherit:         "INHERIT",
	parser.DropInherit:        "NO INHERIT",
	parser.AttachPartition:    "ATTACH PARTITION",
	parser.DetachPartition:    "DETACH PARTITION",
}

// refuseNulls makes the statement fail if a stored row is NULL in c.
func (a *alteration) refuseNulls(c *catalog.Column) {
	e := pgerr.Newf(pgerr.NotNullViolation, "column %q of relation %q contains null values", c.Name, a.table.Name)
	e.Schema, e.Table, e.Column = a.table.Schema, a.table.Name, c.Name
	a.def.Refuse = append(a.def.Refuse, Refusal{"SELECT 1 FROM " + a.sqlName() + " WHERE " + quoteName(c.Name) + " IS NULL LIMIT 1", e, []*catalog.Table{a.table}})
}

func (a *alteration) sqlName() string {
	return quoteName(a.table.Schema) + "." + quoteName(a.table.Name)
}

// addColumn adds a column; stored rows get its default.
func (a *alteration) addColumn(cmd *parser.AlterCommand) error {
	if a.table.Column(cmd.Column.Name) >= 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.DuplicateColumn, "column %q of relation %q already exists, skipping", cmd.Column.Name, a.table.Name)
			return nil
		}
		return a.errorf(cmd.Column, pgerr.DuplicateColumn, "column %q of relation %q already exists", cmd.Column.Name, a.table.Name)
	}
	if err := a.column(cmd.Column); err != nil {
		return err
	}
	if err := a.finish(); err != nil {
		return err
	}
	c := a.table.Columns[len(a.table.Columns)-1]
	a.keyed = a.keyed || slices.Contains(a.table.PrimaryKey, len(a.table.Columns)-1)
	if c.Default != "" || c.Generated != "" {
		a.def.Statements = append(a.def.Statements, "UPDATE "+a.sqlName()+" SET "+quoteName(c.Name)+" = DEFAULT")
	} else if c.NotNull {
		a.refuseNulls(c)
	}
	return nil
}
