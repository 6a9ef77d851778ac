package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// comment binds COMMENT ON a schema, a relation or a part of one.
func (b *binder) comment(def *Definition, c *parser.Comment) error {
	text := ""
	if c.Text != nil {
		text = *c.Text
	}
	switch c.Kind {
	case parser.SchemaObject:
		return b.commentSchema(def, c, text)
	case parser.IndexObject:
		if t, p := b.index(c.Name); t != nil {
			return b.commentIndex(def, t, p, c.Name.Name, text)
		}
	case parser.TableObject, parser.ColumnObject, parser.ViewObject, parser.ConstraintObject, parser.SequenceObject:
	default:
		return b.unsupported(c, "COMMENT ON "+string(c.Kind))
	}
	relation, err := b.relation(c.Name, parser.Unknown)
	if err != nil {
		return err
	}
	schema, name, _ := catalog.Identity(relation)
	def.Reach = reachOf(schema)
	switch r := relation.(type) {
	case *catalog.Table:
		return b.commentTable(def, c, r, text)
	case *catalog.View:
		return commentView(def, c, r, text)
	case *catalog.Sequence:
		if c.Kind == parser.SequenceObject {
			changed := *r
			changed.Comment = text
			def.Change = func(d *catalog.Draft) error { d.PutSequence(&changed); return nil }
			return nil
		}
	}
	return notKind(name, c.Kind)
}

var kindNames = map[parser.ObjectKind]string{
	parser.TableObject: "a table", parser.ColumnObject: "a table", parser.ConstraintObject: "a table", parser.ViewObject: "a view",
	parser.IndexObject: "an index", parser.SequenceObject: "a sequence",
}

// notKind is the error for a relation that is not what the command says.
func notKind(name string, kind parser.ObjectKind) error {
	return pgerr.Newf(pgerr.WrongObjectType, "%q is not %s", name, kindNames[kind])
}

func (b *binder) commentSchema(def *Definition, c *parser.Comment, text string) error {
	s := b.Catalog.Schema(c.Name.Name)
	if s == nil {
		return pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", c.Name.Name)
	}
	changed := *s
	changed.Comment = text
	def.Change = func(d *catalog.Draft) error { d.PutSchema(&changed); return nil }
	return nil
}

// commentIndex comments on a partition, or on the index that a primary key is.
func (b *binder) commentIndex(def *Definition, t *catalog.Table, p *catalog.Partition, name, text string) error {
	def.Reach = reachOf(t.Schema)
	changed := copyTable(t)
	for i, other := range changed.Partitions {
		if other == p {
			copied := *p
			copied.Comment = text
			changed.Partitions[i] = &copied
		}
	}
	for i, k := range changed.Constraints {
		if p == nil && k.Name == name {
			copied := *k
			copied.IndexComment = text
			changed.Constraints[i] = &copied
		}
	}
	def.Change = func(d *catalog.Draft) error { d.PutTable(changed); return nil }
	return nil
}

func (b *binder) commentTable(def *Definition, c *parser.Comment, t *catalog.Table, text string) error {
	changed := copyTable(t)
	switch c.Kind {
	case parser.TableObject:
		changed.Comment = text
	case parser.ColumnObject:
		i := t.Column(c.Sub)
		if i < 0 {
			return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", c.Sub, t.Name)
		}
		changed.Columns[i].Comment = text
	case parser.ConstraintObject:
		k := t.Constraint(c.Sub)
		if k == nil {
			return pgerr.Newf(pgerr.UndefinedObject, "constraint %q for table %q does not exist", c.Sub, t.Name)
		}
		for i, other := range changed.Constraints {
			if other == k {
				copied := *k
				copied.Comment = text
				changed.Constraints[i] = &copied
			}
		}
	default:
		return notKind(t.Name, c.Kind)
	}
	def.Change = func(d *catalog.Draft) error { d.PutTable(changed); return nil }
	return nil
}

func commentView(def *Definition, c *parser.Comment, v *catalog.View, text string) error {
	changed := *v
	switch c.Kind {
	case parser.ViewObject:
		changed.Comment = text
	case parser.ColumnObject:
		changed.Columns = append([]*catalog.Column{}, v.Columns...)
		for i, column := range v.Columns {
			if column.Name == c.Sub {
				copied := *column
				copied.Comment = text
				changed.Columns[i] = &copied
				def.Change = func(d *catalog.Draft) error { d.PutView(&changed); return nil }
				return nil
			}
		}
		return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", c.Sub, v.Name)
	default:
		return notKind(v.Name, c.Kind)
	}
	def.Change = func(d *catalog.Draft) error { d.PutView(&changed); return nil }
	return nil
}
