package bind

import (
	"cmp"
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
	def      *Definition
	old      *catalog.Table
	unowned  []string              // sequences that go with an identity
	altering []*catalog.Sequence   // that get other options
	values   map[int16]columnValue // of columns that are new or get another type, by number
	rewrites bool                  // the stored rows are written anew
	reshapes bool                  // under another key or with other types
	cascaded []catalog.Name        // views that go with a column
	freed    []types.OID           // foreign keys of any table that go with what they refer to
}

func (b *binder) alterTable(def *Definition, a *parser.AlterTable) error {
	if a.IfExists && b.missing(a.Table.Name) {
		def.notice(pgerr.SuccessfulCompletion, "relation %q does not exist, skipping", a.Table.Name.Name)
		return nil
	}
	if owned, err := b.alterOwner(a); owned || err != nil {
		return err
	}
	if a.Kind != parser.TableObject {
		return b.unsupported(a, "ALTER "+string(a.Kind))
	}
	t, err := b.storedTable(a.Table)
	if err != nil {
		return err
	}
	def.Reach = reachOf(t.Schema)
	alt := &alteration{
		newTable: newTable{binder: b, table: copyTable(t)}, def: def, old: t,
		values: map[int16]columnValue{},
	}
	for _, cmd := range a.Commands {
		if err := alt.command(cmd, a); err != nil {
			return err
		}
	}
	if err := alt.refusals(); err != nil {
		return err
	}
	def.Change = alt.change
	return alt.rewrite(a)
}

// alterOwner binds OWNER TO alone, which any relation may be given: there is
// one owner.
func (b *binder) alterOwner(a *parser.AlterTable) (owned bool, err error) {
	if slices.ContainsFunc(a.Commands, func(cmd *parser.AlterCommand) bool { return cmd.Action != parser.OwnerTo }) {
		return false, nil
	}
	relation, err := b.relation(a.Table.Name, parser.Unknown)
	if err != nil {
		return false, err
	}
	_, name, _ := catalog.Identity(relation)
	return true, hasKind(relation, name, a.Kind)
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
	if err := a.makeSequences(d); err != nil {
		return err
	}
	a.number(d)
	for _, s := range a.altering {
		d.PutSequence(s)
	}
	for _, name := range a.unowned {
		d.Drop(a.table.Schema, name)
	}
	for _, v := range a.cascaded {
		d.Drop(v.Schema, v.Name)
	}
	a.settleReferences(d)
	d.PutTable(a.table)
	return nil
}

// makeSequences puts the sequences of new columns into the catalog.
func (a *alteration) makeSequences(d *catalog.Draft) error {
	for _, s := range a.sequences {
		s.OID, s.OwnedBy = d.OID(), a.table.OID
		d.PutSequence(s)
	}
	a.sequences = nil
	return nil
}

// settleReferences drops the foreign keys of other tables that go with what
// they refer to; those that stay follow the columns to their new places.
func (a *alteration) settleReferences(d *catalog.Draft) {
	for _, t := range d.Tables() {
		if t.OID == a.table.OID || !refersTo(t, a.table.OID) {
			continue
		}
		changed := copyTable(t)
		changed.Constraints = slices.DeleteFunc(changed.Constraints, func(c *catalog.Constraint) bool { return slices.Contains(a.freed, c.OID) })
		same := len(changed.Constraints) == len(t.Constraints)
		for i, c := range changed.Constraints {
			if c.Kind == catalog.ForeignKey && c.RefTable == a.table.OID {
				copied := *c
				copied.RefColumns = a.numbered(c.RefColumns)
				same = same && slices.Equal(copied.RefColumns, c.RefColumns)
				changed.Constraints[i] = &copied
			}
		}
		if !same {
			d.PutTable(changed)
		}
	}
}

func refersTo(t *catalog.Table, to types.OID) bool {
	return slices.ContainsFunc(t.Constraints, func(c *catalog.Constraint) bool { return c.Kind == catalog.ForeignKey && c.RefTable == to })
}

func (a *alteration) command(cmd *parser.AlterCommand, node parser.Node) error {
	switch cmd.Action {
	case parser.AddColumn:
		return a.addColumn(cmd)
	case parser.DropColumn:
		return a.dropColumn(cmd)
	case parser.AddConstraint:
		return a.addConstraint(cmd.Constraint)
	case parser.DropConstraint:
		return a.dropConstraint(cmd)
	case parser.ValidateConstraint:
		return a.validateConstraint(cmd)
	case parser.OwnerTo, parser.SetLogged, parser.SetUnlogged:
		return nil // there is one owner and one kind of table
	case parser.SetOptions:
		return a.setOptions(cmd, node)
	case parser.ResetOptions:
		return a.resetOptions(cmd, node)
	}
	if idle[cmd.Feature] {
		return nil
	}
	if feature := cmp.Or(cmd.Feature, refusedActions[cmd.Action]); feature != "" {
		return a.unsupported(node, "ALTER TABLE "+feature)
	}
	return a.alterColumn(cmd, node)
}

// setOptions changes storage options. Rows that were there before timestamps are
// without: nobody knows when they were made.
func (a *alteration) setOptions(cmd *parser.AlterCommand, node parser.Node) error {
	options, err := a.options(a.table.Options, cmd.Options)
	if err != nil {
		return err
	}
	was := a.table.Options
	a.table.Options = options
	if options.ExternalWriters && !was.ExternalWriters {
		a.distrust()
	}
	switch {
	case options.Timestamps == was.Timestamps:
		return nil
	case was.RawKeys:
		return a.unsupported(node, "SET (timestamps) of a resource of s3db.js")
	case options.Timestamps:
		a.timestamps()
		return a.finish()
	}
	a.noTimestamps()
	return nil
}

// resetOptions undoes options that make no difference; those of the store have
// no default to go back to.
func (a *alteration) resetOptions(cmd *parser.AlterCommand, node parser.Node) error {
	for _, o := range cmd.Options {
		if !slices.Contains(idleOptions, o.Name) {
			return a.unsupported(node, "RESET ("+o.Name+")")
		}
	}
	return nil
}

// idle are actions that find nothing to do.
var idle = map[string]bool{"SET WITHOUT OIDS": true, "SET WITHOUT CLUSTER": true}

// refusedActions are about tables, and not there.
var refusedActions = map[parser.AlterAction]string{
	parser.AlterConstraint: "ALTER CONSTRAINT",
	parser.SetTablespace:   "SET TABLESPACE",
	parser.AddInherit:      "INHERIT",
	parser.DropInherit:     "NO INHERIT",
	parser.AttachPartition: "ATTACH PARTITION",
	parser.DetachPartition: "DETACH PARTITION",
}

// addColumn adds a column; stored rows get its default.
func (a *alteration) addColumn(cmd *parser.AlterCommand) error {
	if a.table.Column(cmd.Column.Name) >= 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.DuplicateColumn, "column %q of relation %q already exists, skipping", cmd.Column.Name, a.table.Name)
			return nil
		}
		return pgerr.Newf(pgerr.DuplicateColumn, "column %q of relation %q already exists", cmd.Column.Name, a.table.Name)
	}
	keyed := len(a.table.PrimaryKey) > 0
	if err := a.column(cmd.Column); err != nil {
		return err
	}
	if err := a.finish(); err != nil {
		return err
	}
	c := a.table.Columns[len(a.table.Columns)-1]
	a.values[c.Number] = defaultValue
	if !keyed && len(a.table.PrimaryKey) > 0 {
		a.key()
	}
	a.rewrites = a.rewrites || c.Default != "" || c.Generated != ""
	return nil
}
