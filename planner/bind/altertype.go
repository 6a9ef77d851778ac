package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// alterType gives a column another type. Unless every stored value stays as it
// is, the rows are written anew and the indexes over the column are made anew.
func (a *alteration) alterType(i int, cmd *parser.AlterCommand) error {
	c := a.table.Columns[i]
	unplaced := *a.binder // errors of this type have no position
	unplaced.sql = ""
	t, typmod, err := unplaced.typeName(cmd.Type)
	if err != nil {
		return err
	}
	changed := *c
	changed.Type, changed.Typmod = t, typmod
	if err := a.mayConvert(&changed, cmd); err != nil {
		return err
	}
	if err := a.convertDefault(&changed, c); err != nil {
		return err
	}
	if err := a.independent(i); err != nil {
		return err
	}
	a.table.Columns[i] = &changed
	if cmd.Expr == nil && widens(c, t, typmod) {
		return nil
	}
	changed.Rule = "" // it was about values of the other type
	a.values[c.Number], a.rewrites, a.reshapes = converted(cmd.Expr), true, true
	a.remakeIndexes(i)
	return a.keepReferences(i)
}

// widens reports whether the values of a column are values of another type as
// they stand.
func widens(c *catalog.Column, t *types.Type, typmod int32) bool {
	if t == c.Type && typmod == c.Typmod {
		return true
	}
	text := func(t *types.Type) bool { return t == types.Text || t == types.Varchar }
	integers := map[*types.Type]int{types.Int2: 1, types.Int4: 2, types.Int8: 3}
	return integers[c.Type] > 0 && integers[t] >= integers[c.Type] ||
		text(c.Type) && text(t) && (typmod == types.NoTypmod || c.Typmod != types.NoTypmod && typmod >= c.Typmod)
}

// mayConvert checks that the values of a column, which is given with its new
// type, can be converted.
func (a *alteration) mayConvert(c *catalog.Column, cmd *parser.AlterCommand) error {
	switch {
	case a.values[c.Number] != nil:
		return pgerr.Newf(pgerr.FeatureNotSupported, "cannot alter type of column %q twice", c.Name)
	case c.Generated != "" && cmd.Expr != nil:
		return pgerr.New(pgerr.InvalidColumnDefinition, "cannot specify USING when altering type of generated column").
			WithDetail("Column %q is a generated column.", c.Name)
	}
	b := newBinder(a.Env, a.sql)
	_, row, err := a.oldRow(b)
	if err == nil {
		_, err = converted(cmd.Expr)(b, row, c)
	}
	return err
}

// independent refuses to change the type of a column that something reads
// whose own type may follow from it.
func (a *alteration) independent(i int) error {
	c := a.table.Columns[i]
	g, err := a.generatedFrom(i)
	if err != nil {
		return err
	}
	if g != nil {
		return pgerr.New(pgerr.FeatureNotSupported, "cannot alter type of a column used by a generated column").
			WithDetail("Column %q is used by generated column %q.", c.Name, g.Name)
	}
	if views := a.viewsOver(c); len(views) > 0 {
		return pgerr.New(pgerr.FeatureNotSupported, "cannot alter type of a column used by a view or rule").
			WithDetail("rule _RETURN on view %s depends on column %q", views[0].Name, c.Name)
	}
	return nil
}

// generatedFrom finds a generated column that reads another, nil if there is
// none.
func (a *alteration) generatedFrom(at int) (*catalog.Column, error) {
	for i, c := range a.table.Columns {
		if c.Generated == "" || i == at {
			continue
		}
		bound, _, err := a.text(c.Generated, tableRow(a.table, a.table.Name, 0))
		if err != nil || slices.Contains(expr.Columns(bound), at) {
			return c, err
		}
	}
	return nil, nil
}

// convertDefault gives a column the default that it had as old. A literal has
// the old type, whatever else is written has its own.
func (a *alteration) convertDefault(c, old *catalog.Column) error {
	if old.Default == "" {
		return nil
	}
	e, _, err := a.text(old.Default, nil)
	if err == nil && e.Type() == types.Unknown {
		c.Default = "(" + old.Default + ")::" + old.Type.SQLName
		e, _, err = a.text(c.Default, nil)
	}
	if err != nil {
		return err
	}
	_, err = a.coerce(e, c.Type, c.Typmod, assignment, parser.Unknown)
	if err != nil && pgerr.CodeOf(err) == pgerr.CannotCoerce {
		return pgerr.Newf(pgerr.DatatypeMismatch, "default for column %q cannot be cast automatically to type %s", c.Name, types.FormatType(c.Type, c.Typmod))
	}
	return err
}

// converted is the value that USING gives, or the old one without it.
func converted(using parser.Expr) columnValue {
	return func(b *binder, row *level, c *catalog.Column) (expr.Expr, error) {
		if c.Generated != "" {
			return expr.NewConst(c.Type, types.Null), nil // follows from the other columns
		}
		node, what, hint := using, "result of USING clause for column", "You might need to add an explicit cast."
		if using == nil {
			node, what = &parser.ColumnRef{Names: []string{c.Name}}, "column"
			hint = "You might need to specify \"USING " + quoteName(c.Name) + "::" + types.FormatType(c.Type, c.Typmod) + "\"."
		}
		e, err := b.expr(row, node)
		if err != nil {
			return nil, err
		}
		if err := b.transforms(e, node); err != nil {
			return nil, err
		}
		out, err := b.coerce(e, c.Type, c.Typmod, assignment, node)
		if err != nil && pgerr.CodeOf(err) == pgerr.CannotCoerce {
			return nil, pgerr.Newf(pgerr.DatatypeMismatch, "%s %q cannot be cast automatically to type %s", what, c.Name, types.FormatType(c.Type, c.Typmod)).
				WithHint("%s", hint)
		}
		return out, err
	}
}

// transforms refuses what USING may not read.
func (b *binder) transforms(e expr.Expr, node parser.Node) error {
	switch {
	case expr.Any(e, func(e expr.Expr) bool { _, ok := e.(*expr.Subquery); return ok }):
		return b.errorf(node, pgerr.FeatureNotSupported, "cannot use subquery in transform expression")
	case expr.Any(e, func(e expr.Expr) bool { row, ok := e.(*expr.MakeRow); return ok && row.Names != nil }):
		return pgerr.New(pgerr.FeatureNotSupported, "cannot convert whole-row table reference").
			WithDetail("USING expression contains a whole-row table reference.")
	}
	return nil
}

// remakeIndexes replaces the partitions over a column: references of the old
// values must not be taken for such of the new.
func (a *alteration) remakeIndexes(at int) {
	for i, p := range a.table.Partitions {
		over := func(f catalog.PartitionField) bool { return f.Column == at }
		if !slices.ContainsFunc(p.Fields, over) {
			continue
		}
		remade := *p
		remade.OID, remade.Key, remade.Fields = 0, "", slices.Clone(p.Fields)
		for k := range remade.Fields {
			if over(remade.Fields[k]) {
				remade.Fields[k] = catalog.PartitionField{Column: at, Rule: partitionRule(a.table.Columns[at].Type)}
			}
		}
		a.table.Partitions[i] = &remade
	}
}

// keepReferences checks that the foreign keys over a column can stay: its own
// here, rows are looked at with those of the table, and those of other tables.
func (a *alteration) keepReferences(at int) error {
	for _, k := range a.table.Constraints {
		if k.Kind != catalog.ForeignKey {
			continue
		}
		to := a.referencedBy(k)
		for i, c := range k.Columns {
			if c != at && (to != a.table || k.RefColumns[i] != at) {
				continue
			}
			if err := a.comparable(k.Name, a.table.Columns[c], to.Columns[k.RefColumns[i]]); err != nil {
				return err
			}
		}
	}
	c := a.table.Columns[at]
	for _, r := range a.referrers(func(columns []int16) bool { return slices.Contains(columns, c.Number) }) {
		if r.table == a.table {
			continue
		}
		refs := a.numbered(r.key.RefColumns)
		if err := a.comparable(r.key.Name, r.table.Columns[r.key.Columns[slices.Index(refs, at)]], c); err != nil {
			return err
		}
		a.refuseOrphans(r.table, a.table, r.key.Name, r.key.Columns, refs)
	}
	return nil
}

// numbered turns indexes into the old columns into such into the new.
func (a *alteration) numbered(old []int) []int {
	return mapInts(old, func(i int) int {
		return slices.IndexFunc(a.table.Columns, func(c *catalog.Column) bool { return c.Number == a.old.Columns[i].Number })
	})
}

// referencedBy is the table that a foreign key of the altered one refers to.
func (a *alteration) referencedBy(k *catalog.Constraint) *catalog.Table {
	if k.RefTable == a.table.OID || k.RefTable == 0 {
		return a.table
	}
	return a.Catalog.ByOID(k.RefTable).(*catalog.Table)
}
