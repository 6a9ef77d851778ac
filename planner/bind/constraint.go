package bind

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// constraints binds the table constraints that were put off until all columns
// were known: keys first, which foreign keys of the table to itself may name.
func (n *newTable) constraints() error {
	foreign := func(k *parser.Constraint) bool { return k.Kind == parser.ForeignKey }
	for _, late := range []bool{false, true} {
		for _, k := range n.pending {
			if foreign(k) != late {
				continue
			}
			if err := n.constraint(k); err != nil {
				return err
			}
		}
	}
	n.pending = nil
	return nil
}

func (n *newTable) constraint(k *parser.Constraint) error {
	if k.Deferrable || k.Deferred {
		return n.unsupported(k, "DEFERRABLE constraints")
	}
	switch k.Kind {
	case parser.PrimaryKey:
		return n.primaryKey(k)
	case parser.UniqueConstraint:
		return n.unique(k)
	case parser.CheckConstraint:
		return n.check(k)
	case parser.ForeignKey:
		return n.foreignKey(k)
	}
	return n.unsupported(k, "EXCLUDE constraints")
}

// keyColumns finds the columns of a key.
func (n *newTable) keyColumns(names []string, k *parser.Constraint, t *catalog.Table) ([]int, error) {
	cols := make([]int, len(names))
	for i, name := range names {
		if cols[i] = t.Column(name); cols[i] < 0 {
			if t == n.table && k.Kind != parser.ForeignKey {
				return nil, n.errorf(k, pgerr.UndefinedColumn, "column %q named in key does not exist", name)
			}
			return nil, n.errorf(k, pgerr.UndefinedColumn, "column %q referenced in foreign key constraint does not exist", name)
		}
	}
	return cols, nil
}

func (n *newTable) primaryKey(k *parser.Constraint) error {
	cols, err := n.keyColumns(k.Columns, k, n.table)
	if err != nil {
		return err
	}
	if len(n.table.PrimaryKey) > 0 {
		return n.errorf(k, pgerr.InvalidTableDefinition, "multiple primary keys for table %q are not allowed", n.table.Name)
	}
	for _, c := range cols {
		n.table.Columns[c].NotNull = true
	}
	n.table.PrimaryKey = cols
	name := n.constraintName(k.Name, n.table.Name+"_pkey")
	return n.add(&catalog.Constraint{Name: name, Kind: catalog.PrimaryKey, Columns: cols})
}

// unique adds a unique constraint and the partition that finds its values.
func (n *newTable) unique(k *parser.Constraint) error {
	if k.NullsNotDistinct {
		return n.unsupported(k, "NULLS NOT DISTINCT")
	}
	cols, err := n.keyColumns(k.Columns, k, n.table)
	if err != nil {
		return err
	}
	name := n.constraintName(k.Name, n.table.Name+"_"+strings.Join(k.Columns, "_")+"_key")
	p := &catalog.Partition{Name: name, Unique: true, Trusted: !n.table.Options.ExternalWriters}
	for _, c := range cols {
		p.Fields = append(p.Fields, catalog.PartitionField{Column: c, Rule: partitionRule(n.table.Columns[c].Type)})
	}
	n.table.Partitions = append(n.table.Partitions, p)
	return n.add(&catalog.Constraint{Name: name, Kind: catalog.Unique, Columns: cols})
}

// partitionRule is the s3db rule of a partition over a column.
func partitionRule(t *types.Type) string {
	switch t {
	case types.Bool:
		return "boolean"
	case types.Int2, types.Int4, types.Int8, types.Float4, types.Float8:
		return "number"
	}
	return "string"
}

func (n *newTable) check(k *parser.Constraint) error {
	row := &level{scope: tableRow(n.table, n.table.Name, 0), clause: "check constraints"}
	e, err := n.condition(row, k.Expr, "CHECK")
	if err != nil {
		return err
	}
	if expr.Any(e, func(e expr.Expr) bool { _, ok := e.(*expr.Subquery); return ok }) {
		return n.errorf(k, pgerr.FeatureNotSupported, "cannot use subquery in check constraint")
	}
	cols := expr.Columns(e)
	base := n.table.Name
	if len(cols) == 1 {
		base += "_" + n.table.Columns[cols[0]].Name
	}
	return n.add(&catalog.Constraint{Name: n.constraintName(k.Name, base+"_check"), Kind: catalog.Check, Columns: cols, Expr: parser.Deparse(k.Expr)})
}

var foreignActions = map[parser.ForeignKeyAction]byte{
	parser.NoAction: 'a', parser.RestrictAction: 'r', parser.CascadeAction: 'c', parser.SetNull: 'n', parser.SetDefault: 'd',
}

func (n *newTable) foreignKey(k *parser.Constraint) error {
	r := k.References
	if r.Match == parser.MatchFull && len(k.Columns) > 1 || len(r.OnDeleteColumns) > 0 {
		return n.unsupported(k, "MATCH FULL")
	}
	cols, err := n.keyColumns(k.Columns, k, n.table)
	if err != nil {
		return err
	}
	to := n.table
	if r.Table.Name.Name != n.table.Name || r.Table.Name.Schema != "" && r.Table.Name.Schema != n.table.Schema {
		if to, err = n.storedTable(r.Table); err != nil {
			return err
		}
	}
	if to.Schema == catalog.TempSchema != (n.table.Schema == catalog.TempSchema) {
		lives := "permanent"
		if n.table.Schema == catalog.TempSchema {
			lives = "temporary"
		}
		return pgerr.Newf(pgerr.InvalidTableDefinition, "constraints on %s tables may reference only %s tables", lives, lives)
	}
	if err := n.mayReferTo(k, cols); err != nil {
		return err
	}
	refs, err := n.referenced(k, to)
	if err != nil {
		return err
	}
	for i := range refs {
		if err := n.comparable(n.constraintName(k.Name, n.foreignName(k)), n.table.Columns[cols[i]], to.Columns[refs[i]]); err != nil {
			return n.at(err, k)
		}
	}
	return n.add(&catalog.Constraint{
		Name: n.constraintName(k.Name, n.foreignName(k)), Kind: catalog.ForeignKey, Columns: cols,
		RefTable: to.OID, RefColumns: refs, OnDelete: foreignActions[r.OnDelete], OnUpdate: foreignActions[r.OnUpdate],
	})
}

// comparable checks that a foreign key can compare its columns: the values of
// one type, or such that become those of the other by themselves.
func (b *binder) comparable(name string, from, to *catalog.Column) error {
	if from.Type.Kind == to.Type.Kind {
		if _, err := b.Functions.ResolveOperator("=", to.Type, from.Type); err == nil {
			return nil
		}
	}
	if cast := b.Functions.FindCast(from.Type, to.Type); cast != nil && cast.Context == implicit {
		return pgerr.Unsupported("a foreign key from " + from.Type.SQLName + " to " + to.Type.SQLName)
	}
	return pgerr.Newf(pgerr.DatatypeMismatch, "foreign key constraint %q cannot be implemented", name).
		WithDetail("Key columns %q and %q are of incompatible types: %s and %s.", from.Name, to.Name, from.Type.SQLName, to.Type.SQLName)
}

// mayReferTo refuses actions that would write a generated column.
func (n *newTable) mayReferTo(k *parser.Constraint, cols []int) error {
	writes := func(a parser.ForeignKeyAction) bool { return a == parser.SetNull || a == parser.SetDefault }
	for _, c := range cols {
		if n.table.Columns[c].Generated == "" {
			continue
		}
		if r := k.References; r.OnUpdate == parser.CascadeAction || writes(r.OnUpdate) {
			return pgerr.New(pgerr.SyntaxError, "invalid ON UPDATE action for foreign key constraint containing generated column")
		} else if writes(r.OnDelete) {
			return pgerr.New(pgerr.SyntaxError, "invalid ON DELETE action for foreign key constraint containing generated column")
		}
	}
	return nil
}

func (n *newTable) foreignName(k *parser.Constraint) string {
	return n.table.Name + "_" + strings.Join(k.Columns, "_") + "_fkey"
}

// referenced finds the key that a foreign key refers to.
func (n *newTable) referenced(k *parser.Constraint, to *catalog.Table) ([]int, error) {
	names := k.References.Columns
	if len(names) == 0 {
		if len(to.PrimaryKey) == 0 {
			return nil, n.errorf(k, pgerr.UndefinedObject, "there is no primary key for referenced table %q", to.Name)
		}
		if len(to.PrimaryKey) != len(k.Columns) {
			return nil, n.errorf(k, pgerr.InvalidForeignKey, "number of referencing and referenced columns for foreign key disagree")
		}
		return to.PrimaryKey, nil
	}
	if len(names) != len(k.Columns) {
		return nil, n.errorf(k, pgerr.InvalidForeignKey, "number of referencing and referenced columns for foreign key disagree")
	}
	refs, err := n.keyColumns(names, k, to)
	if err != nil {
		return nil, err
	}
	for _, c := range to.UniqueKeys() {
		if sameSet(c.Columns, refs) {
			return refs, nil
		}
	}
	return nil, n.errorf(k, pgerr.InvalidForeignKey, "there is no unique constraint matching given keys for referenced table %q", to.Name)
}

// constraintName is the name written, or the usual one made unique.
func (n *newTable) constraintName(written, usual string) string {
	if written != "" {
		return written
	}
	if len(usual) > 63 {
		usual = usual[:63]
	}
	name := usual
	for i := 1; n.named(name) || n.table.Partition(name) != nil || n.taken(name); i++ {
		name = usual + strconv.Itoa(i)
	}
	return name
}

// taken reports whether a relation, or an index of another table, has a name.
func (n *newTable) taken(name string) bool {
	for _, t := range n.Catalog.Tables() {
		if t.Schema == n.table.Schema && t.OID != n.table.OID && hasIndex(t, name) {
			return true
		}
	}
	return n.Catalog.Relation(n.table.Schema, name) != nil
}

func (n *newTable) named(name string) bool {
	return slices.ContainsFunc(n.table.Constraints, func(c *catalog.Constraint) bool { return c.Name == name })
}

// add adds a constraint whose name is free. That of a key is its index's, too.
func (n *newTable) add(c *catalog.Constraint) error {
	key := func(c *catalog.Constraint) bool { return c.Kind == catalog.PrimaryKey || c.Kind == catalog.Unique }
	old := n.table.Constraint(c.Name)
	switch {
	case key(c) && (old != nil && key(old) || n.taken(c.Name)):
		return pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists", c.Name)
	case old != nil:
		return pgerr.Newf(pgerr.DuplicateObject, "constraint %q for relation %q already exists", c.Name, n.table.Name)
	}
	n.table.Constraints = append(n.table.Constraints, c)
	return nil
}
