package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// alteration is one ALTER TABLE while it is bound: a copy of the table that
// its actions change one after the other.
type alteration struct {
	newTable
	def *Definition
	old *catalog.Table
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
	alt := &alteration{newTable: newTable{binder: b, table: copyTable(t)}, def: def, old: t}
	for _, cmd := range a.Commands {
		if err := alt.command(cmd, a); err != nil {
			return err
		}
	}
	def.Change = alt.change
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
	case parser.OwnerTo, parser.SetStatistics, parser.SetStorage, parser.SetCompression:
		return nil // one owner, no statistics targets and no storage classes to choose
	case parser.SetOptions:
		options, err := a.options(cmd.Options)
		a.table.Options = options
		return err
	}
	return a.alterColumn(cmd, node)
}

func (a *alteration) alterColumn(cmd *parser.AlterCommand, node parser.Node) error {
	i := a.table.Column(cmd.Name)
	if i < 0 {
		return a.errorf(node, pgerr.UndefinedColumn, "column %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	c := a.table.Columns[i]
	switch cmd.Action {
	case parser.SetDefaultValue:
		return a.setDefault(c, cmd.Expr)
	case parser.DropDefault:
		c.Default = ""
		return nil
	case parser.SetNotNull:
		c.NotNull = true
		a.refuseNulls(c)
		return nil
	case parser.DropNotNull:
		if slices.Contains(a.table.PrimaryKey, i) {
			return a.errorf(node, pgerr.InvalidTableDefinition, "column %q is in a primary key", c.Name)
		}
		c.NotNull = false
		return nil
	case parser.AlterType:
		return a.alterType(c, cmd, node)
	case parser.DropIdentity:
		c.Identity, c.Default = 0, ""
		return nil
	}
	return a.unsupported(node, "this ALTER TABLE action")
}

// alterType allows what leaves every stored value as it is: a longer or no
// length limit.
func (a *alteration) alterType(c *catalog.Column, cmd *parser.AlterCommand, node parser.Node) error {
	t, typmod, err := a.typeName(cmd.Type)
	if err != nil {
		return err
	}
	text := func(t *types.Type) bool { return t == types.Text || t == types.Varchar }
	wider := text(c.Type) && text(t) && (typmod == types.NoTypmod || c.Typmod != types.NoTypmod && typmod >= c.Typmod)
	integers := map[*types.Type]int{types.Int2: 1, types.Int4: 2, types.Int8: 3}
	wider = wider || integers[c.Type] > 0 && integers[t] >= integers[c.Type]
	if !wider && (t != c.Type || typmod != c.Typmod) || cmd.Expr != nil {
		return a.unsupported(node, "ALTER COLUMN TYPE that changes stored values")
	}
	c.Type, c.Typmod = t, typmod
	return nil
}

// refuseNulls makes the statement fail if a stored row is NULL in c.
func (a *alteration) refuseNulls(c *catalog.Column) {
	e := pgerr.Newf(pgerr.NotNullViolation, "column %q of relation %q contains null values", c.Name, a.table.Name)
	e.Schema, e.Table, e.Column = a.table.Schema, a.table.Name, c.Name
	a.def.Refuse = append(a.def.Refuse, Refusal{"SELECT 1 FROM " + a.sqlName() + " WHERE " + quoteName(c.Name) + " IS NULL LIMIT 1", e})
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
	c := a.table.Columns[len(a.table.Columns)-1]
	if c.Default != "" {
		a.def.Statements = append(a.def.Statements, "UPDATE "+a.sqlName()+" SET "+quoteName(c.Name)+" = DEFAULT")
	} else if c.NotNull {
		a.refuseNulls(c)
	}
	return a.constraints()
}

// dropColumn takes a column away with the constraints and partitions over it.
func (a *alteration) dropColumn(cmd *parser.AlterCommand, node parser.Node) error {
	at := a.table.Column(cmd.Name)
	if at < 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.UndefinedColumn, "column %q of relation %q does not exist, skipping", cmd.Name, a.table.Name)
			return nil
		}
		return a.errorf(node, pgerr.UndefinedColumn, "column %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	if slices.Contains(a.table.PrimaryKey, at) {
		return a.unsupported(node, "dropping a column of the primary key")
	}
	a.table.Columns = slices.Delete(a.table.Columns, at, at+1)
	moved := func(i int) int {
		if i > at {
			return i - 1
		}
		return i
	}
	a.table.PrimaryKey = mapInts(a.table.PrimaryKey, moved)
	a.table.Constraints = slices.DeleteFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return slices.Contains(c.Columns, at) })
	for i, c := range a.table.Constraints {
		copied := *c
		copied.Columns = mapInts(c.Columns, moved)
		if c.RefTable == a.table.OID {
			copied.RefColumns = mapInts(c.RefColumns, moved)
		}
		a.table.Constraints[i] = &copied
	}
	over := func(p *catalog.Partition) bool {
		return slices.ContainsFunc(p.Fields, func(f catalog.PartitionField) bool { return f.Column == at })
	}
	a.table.Partitions = slices.DeleteFunc(a.table.Partitions, over)
	for i, p := range a.table.Partitions {
		copied := *p
		copied.Fields = slices.Clone(p.Fields)
		for k := range copied.Fields {
			copied.Fields[k].Column = moved(copied.Fields[k].Column)
		}
		a.table.Partitions[i] = &copied
	}
	return nil
}

func mapInts(list []int, change func(int) int) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = change(x)
	}
	return out
}
