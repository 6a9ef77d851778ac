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

// newTable is a table while CREATE TABLE or ALTER TABLE builds it. Object
// identifiers are drawn when the change is made.
type newTable struct {
	*binder
	table     *catalog.Table
	sequences []*catalog.Sequence
	pending   []*parser.Constraint // table constraints, bound once all columns are known
}

func (b *binder) createTable(def *Definition, c *parser.CreateTable) error {
	if err := b.permanent(c.Table); err != nil {
		return err
	}
	schema, err := b.creation(c.Table.Name, c.Table)
	if err != nil {
		return err
	}
	if ok, err := b.free(def, schema, c.Table.Name.Name, c.IfNotExists, c.Table); !ok {
		return err
	}
	if err := b.plainTable(c); err != nil {
		return err
	}
	n := &newTable{binder: b, table: &catalog.Table{Schema: schema, Name: c.Table.Name.Name}}
	if n.table.Options, err = b.options(c.Options); err != nil {
		return err
	}
	for _, e := range c.Elems {
		if err := n.element(e); err != nil {
			return err
		}
	}
	if err := n.constraints(); err != nil {
		return err
	}
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
	if slices.ContainsFunc(n.table.Columns, func(c *catalog.Column) bool { return c.Name == d.Name }) {
		return n.errorf(d, pgerr.DuplicateColumn, "column %q specified more than once", d.Name)
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
	for _, k := range d.Constraints {
		if err := n.columnConstraint(c, k); err != nil {
			return err
		}
	}
	return nil
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

// columnConstraint applies a constraint written at a column.
func (n *newTable) columnConstraint(c *catalog.Column, k *parser.Constraint) error {
	switch k.Kind {
	case parser.NullConstraint:
		return nil
	case parser.NotNullConstraint:
		c.NotNull = true
		return nil
	case parser.DefaultConstraint:
		return n.setDefault(c, k.Expr)
	case parser.GeneratedConstraint:
		c.Generated = parser.Deparse(k.Expr)
		return nil
	case parser.IdentityConstraint:
		return n.identity(c, k)
	}
	moved := *k
	if len(moved.Columns) == 0 && k.Kind != parser.CheckConstraint {
		moved.Columns = []string{c.Name}
	}
	n.pending = append(n.pending, &moved)
	if k.Kind == parser.CheckConstraint {
		n.pending[len(n.pending)-1].Columns = []string{c.Name} // names the constraint
	}
	return nil
}

// setDefault checks a default and keeps its text.
func (n *newTable) setDefault(c *catalog.Column, e parser.Expr) error {
	bound, err := n.expr(&level{clause: "DEFAULT expressions"}, e)
	if err != nil {
		return err
	}
	if expr.Any(bound, func(e expr.Expr) bool { _, ok := e.(*expr.Subquery); return ok }) {
		return n.errorf(e, pgerr.FeatureNotSupported, "cannot use subquery in DEFAULT expression")
	}
	assigned, err := n.assignDefault(bound, c, e)
	if err != nil {
		return err
	}
	c.Default = parser.Deparse(e)
	if k, ok := assigned.(*expr.Const); ok && k.Value.IsNull() {
		c.Default = ""
	}
	return nil
}

func (n *newTable) assignDefault(e expr.Expr, c *catalog.Column, node parser.Expr) (expr.Expr, error) {
	out, err := n.coerce(e, c.Type, c.Typmod, assignment, node)
	if err != nil && pgerr.CodeOf(err) == pgerr.CannotCoerce {
		return nil, n.at(pgerr.Newf(pgerr.DatatypeMismatch, "column %q is of type %s but default expression is of type %s",
			c.Name, types.FormatType(c.Type, c.Typmod), e.Type().SQLName).
			WithHint("You will need to rewrite or cast the expression."), node)
	}
	return out, err
}

func (n *newTable) identity(c *catalog.Column, k *parser.Constraint) error {
	if c.Type != types.Int2 && c.Type != types.Int4 && c.Type != types.Int8 {
		return n.errorf(k, pgerr.InvalidParameterValue, "identity column type must be smallint, integer, or bigint")
	}
	c.Identity, c.NotNull = 'a', true
	if k.ByDefault {
		c.Identity = 'd'
	}
	n.ownSequence(c, k.Sequence)
	c.Default = "nextval('" + quoted(c.Sequence) + "'::regclass)"
	return nil
}

// ownSequence makes the sequence that serial or identity draws from.
func (n *newTable) ownSequence(c *catalog.Column, options *parser.SequenceOptions) {
	name := n.table.Name + "_" + c.Name + "_seq"
	for i := 1; n.Catalog.Relation(n.table.Schema, name) != nil; i++ {
		name = n.table.Name + "_" + c.Name + "_seq" + strconv.Itoa(i)
	}
	s := newSequence(n.table.Schema, name, c.Type)
	s.Column = c.Number
	if options != nil {
		applySequence(s, options)
	}
	c.Sequence = quoteName(n.table.Schema) + "." + quoteName(name)
	n.sequences = append(n.sequences, s)
}

// like copies the columns of another table.
func (n *newTable) like(l *parser.LikeTable) error {
	from, err := n.storedTable(l.Table)
	if err != nil {
		return err
	}
	for _, c := range from.Columns {
		copied := &catalog.Column{Name: c.Name, Number: n.nextNumber(), Type: c.Type, Typmod: c.Typmod, NotNull: c.NotNull}
		if l.Include&parser.IncludeDefaults != 0 {
			copied.Default = c.Default
		}
		if l.Include&parser.IncludeGenerated != 0 {
			copied.Generated = c.Generated
		}
		n.table.Columns = append(n.table.Columns, copied)
	}
	return nil
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
// the table to itself.
func (n *newTable) number(d *catalog.Draft) {
	for _, c := range n.table.Constraints {
		if c.OID == 0 {
			c.OID = d.OID()
		}
		if c.Kind == catalog.ForeignKey && c.RefTable == 0 {
			c.RefTable = n.table.OID
		}
	}
	for _, p := range n.table.Partitions {
		if p.OID == 0 {
			p.OID = d.OID()
		}
	}
}
