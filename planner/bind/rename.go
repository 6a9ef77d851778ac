package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// rename binds ALTER ... RENAME. The resource and attributes of s3db keep
// their names; only what SQL calls them changes.
func (b *binder) rename(def *Definition, r *parser.Rename) error {
	switch r.Kind {
	case parser.TableObject, parser.ColumnObject, parser.ConstraintObject, parser.ViewObject:
	default:
		return b.unsupported(r, "ALTER "+string(r.Kind)+" RENAME")
	}
	relation, err := b.relation(r.Name, r)
	if err != nil {
		if r.IfExists {
			def.notice(pgerr.UndefinedTable, "relation %q does not exist, skipping", r.Name.Name)
			return nil
		}
		return err
	}
	schema, _, _ := catalog.Identity(relation)
	def.Reach = reachOf(schema)
	switch t := relation.(type) {
	case *catalog.Table:
		return b.renameTable(def, r, t)
	case *catalog.View:
		return b.renameView(def, r, t)
	}
	return b.unsupported(r, "renaming this relation")
}

func (b *binder) renameTable(def *Definition, r *parser.Rename, t *catalog.Table) error {
	changed := copyTable(t)
	switch r.Kind {
	case parser.ColumnObject:
		i := t.Column(r.Sub)
		if i < 0 {
			return b.errorf(r, pgerr.UndefinedColumn, "column %q does not exist", r.Sub)
		}
		if t.Column(r.NewName) >= 0 {
			return b.errorf(r, pgerr.DuplicateColumn, "column %q of relation %q already exists", r.NewName, t.Name)
		}
		for _, c := range t.Constraints {
			if c.Kind == catalog.Check {
				return b.unsupported(r, "renaming a column of a table with CHECK constraints")
			}
		}
		changed.Columns[i].Name = r.NewName
	case parser.ConstraintObject:
		if !renameConstraint(changed, r.Sub, r.NewName) {
			return b.errorf(r, pgerr.UndefinedObject, "constraint %q for table %q does not exist", r.Sub, t.Name)
		}
	default:
		if b.Catalog.Relation(t.Schema, r.NewName) != nil {
			return b.errorf(r, pgerr.DuplicateTable, "relation %q already exists", r.NewName)
		}
		changed.Name = r.NewName
	}
	def.Change = func(d *catalog.Draft) error {
		d.Drop(t.Schema, t.Name)
		d.PutTable(changed)
		return nil
	}
	return nil
}

func renameConstraint(t *catalog.Table, from, to string) bool {
	for i, c := range t.Constraints {
		if c.Name == from {
			copied := *c
			copied.Name = to
			t.Constraints[i] = &copied
			return c.Kind != catalog.Unique // its partition's name is part of keys
		}
	}
	return false
}

func (b *binder) renameView(def *Definition, r *parser.Rename, v *catalog.View) error {
	changed := *v
	if r.Kind == parser.ColumnObject {
		return b.unsupported(r, "ALTER VIEW RENAME COLUMN")
	}
	if b.Catalog.Relation(v.Schema, r.NewName) != nil {
		return b.errorf(r, pgerr.DuplicateTable, "relation %q already exists", r.NewName)
	}
	changed.Name = r.NewName
	def.Change = func(d *catalog.Draft) error {
		d.Drop(v.Schema, v.Name)
		d.PutView(&changed)
		return nil
	}
	return nil
}

// comment binds COMMENT ON a table, column, view or schema.
func (b *binder) comment(def *Definition, c *parser.Comment) error {
	text := ""
	if c.Text != nil {
		text = *c.Text
	}
	if c.Kind == parser.SchemaObject {
		s := b.Catalog.Schema(c.Name.Name)
		if s == nil {
			return b.errorf(c, pgerr.InvalidSchemaName, "schema %q does not exist", c.Name.Name)
		}
		changed := *s
		changed.Comment = text
		def.Change = func(d *catalog.Draft) error { d.PutSchema(&changed); return nil }
		return nil
	}
	if !slices.Contains(commented, c.Kind) {
		return b.unsupported(c, "COMMENT ON "+string(c.Kind))
	}
	relation, err := b.relation(c.Name, c)
	if err != nil {
		return err
	}
	schema, _, _ := catalog.Identity(relation)
	def.Reach = reachOf(schema)
	switch r := relation.(type) {
	case *catalog.Table:
		return b.commentTable(def, c, r, text)
	case *catalog.View:
		changed := *r
		changed.Comment = text
		def.Change = func(d *catalog.Draft) error { d.PutView(&changed); return nil }
		return nil
	}
	return b.unsupported(c, "COMMENT ON "+string(c.Kind))
}

// commented are the kinds whose comments relations keep.
var commented = []parser.ObjectKind{parser.TableObject, parser.ColumnObject, parser.ViewObject, parser.ConstraintObject}

func (b *binder) commentTable(def *Definition, c *parser.Comment, t *catalog.Table, text string) error {
	changed := copyTable(t)
	switch c.Kind {
	case parser.TableObject:
		changed.Comment = text
	case parser.ColumnObject:
		i := t.Column(c.Sub)
		if i < 0 {
			return b.errorf(c, pgerr.UndefinedColumn, "column %q of relation %q does not exist", c.Sub, t.Name)
		}
		changed.Columns[i].Comment = text
	default:
		return b.unsupported(c, "COMMENT ON "+string(c.Kind))
	}
	def.Change = func(d *catalog.Draft) error { d.PutTable(changed); return nil }
	return nil
}
