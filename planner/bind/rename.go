package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// rename binds ALTER ... RENAME. The resource, attributes and partitions of
// s3db keep their names, for they are in keys and records; only what SQL
// calls them changes, and the texts of the catalog that call them so.
func (b *binder) rename(def *Definition, r *parser.Rename) error {
	switch r.Kind {
	case parser.TableObject, parser.ColumnObject, parser.ConstraintObject, parser.ViewObject, parser.SequenceObject:
	case parser.IndexObject:
		if t, p := b.index(r.Name); t != nil {
			return b.renameIndex(def, t, p, r)
		}
	default:
		return b.unsupported(r, "ALTER "+string(r.Kind)+" RENAME")
	}
	relation, err := b.relation(r.Name, parser.Unknown)
	if err != nil {
		if r.IfExists {
			def.notice(pgerr.SuccessfulCompletion, "relation %q does not exist, skipping", r.Name.Name)
			return nil
		}
		return err
	}
	schema, name, _ := catalog.Identity(relation)
	def.Reach = reachOf(schema)
	if err := hasKind(relation, name, r.Kind); err != nil {
		return err
	}
	switch t := relation.(type) {
	case *catalog.Table:
		return b.renameTable(def, r, t)
	case *catalog.View:
		return b.renameView(def, r, t)
	case *catalog.Sequence:
		return b.renameSequence(def, r, t)
	}
	return b.unsupported(r, "renaming this relation")
}

// hasKind checks that a relation is what the command says; TABLE and INDEX
// stand for any.
func hasKind(relation any, name string, kind parser.ObjectKind) error {
	_, isView := relation.(*catalog.View)
	_, isSequence := relation.(*catalog.Sequence)
	switch {
	case kind == parser.ViewObject && !isView:
		return pgerr.Newf(pgerr.WrongObjectType, "%q is not a view", name)
	case kind == parser.SequenceObject && !isSequence:
		return pgerr.Newf(pgerr.WrongObjectType, "%q is not a sequence", name)
	case kind == parser.ColumnObject && isSequence:
		return pgerr.Newf(pgerr.WrongObjectType, "cannot rename columns of relation %q", name).
			WithDetail("This operation is not supported for sequences.")
	}
	return nil
}

// unusedName checks that a relation or an index can get a name.
func (b *binder) unusedName(schema, name string) error {
	if b.Catalog.Relation(schema, name) != nil || b.indexed(schema, name) {
		return pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists", name)
	}
	return nil
}

func (b *binder) renameTable(def *Definition, r *parser.Rename, t *catalog.Table) error {
	switch r.Kind {
	case parser.ColumnObject:
		return b.renameColumn(def, r, t)
	case parser.ConstraintObject:
		return b.renameConstraint(def, r, t)
	}
	if err := b.unusedName(t.Schema, r.NewName); err != nil {
		return err
	}
	changed := copyTable(t)
	changed.Name = r.NewName
	n := renaming{relation: t.OID, to: r.NewName}
	if err := n.inTable(b.Env, changed, t); err != nil {
		return err
	}
	def.Change = func(d *catalog.Draft) error {
		d.Drop(t.Schema, t.Name)
		d.PutTable(changed)
		return n.follow(b.Env, d)
	}
	return nil
}

func (b *binder) renameColumn(def *Definition, r *parser.Rename, t *catalog.Table) error {
	i, err := renamedColumn(t.Columns, t.Name, r)
	if err != nil {
		return err
	}
	changed := copyTable(t)
	changed.Columns[i].Name = r.NewName
	n := renaming{relation: t.OID, column: t.Columns[i].Name, to: r.NewName}
	if err := n.inTable(b.Env, changed, t); err != nil {
		return err
	}
	def.Change = func(d *catalog.Draft) error {
		d.PutTable(changed)
		return n.follow(b.Env, d)
	}
	return nil
}

// renamedColumn finds the column that gets another name.
func renamedColumn(columns []*catalog.Column, relation string, r *parser.Rename) (int, error) {
	named := func(name string) int {
		return slices.IndexFunc(columns, func(c *catalog.Column) bool { return c.Name == name })
	}
	at := named(r.Sub)
	switch {
	case at < 0:
		return 0, pgerr.Newf(pgerr.UndefinedColumn, "column %q does not exist", r.Sub)
	case named(r.NewName) >= 0:
		return 0, pgerr.Newf(pgerr.DuplicateColumn, "column %q of relation %q already exists", r.NewName, relation)
	}
	return at, mayBeColumn(r.NewName)
}

// inTable changes the conditions and generated columns of a table. They are
// read under its old definition.
func (r renaming) inTable(env Env, changed, old *catalog.Table) (err error) {
	for i, k := range changed.Constraints {
		if k.Kind != catalog.Check {
			continue
		}
		copied := *k
		if copied.Expr, err = r.inCondition(env, k.Expr, old); err != nil {
			return err
		}
		changed.Constraints[i] = &copied
	}
	for _, c := range changed.Columns {
		if c.Generated, err = r.inCondition(env, c.Generated, old); err != nil {
			return err
		}
	}
	return nil
}

func (b *binder) renameView(def *Definition, r *parser.Rename, v *catalog.View) error {
	changed, n := *v, renaming{relation: v.OID, to: r.NewName}
	switch r.Kind {
	case parser.ConstraintObject:
		return pgerr.Newf(pgerr.UndefinedObject, "constraint %q for table %q does not exist", r.Sub, v.Name)
	case parser.ColumnObject:
		i, err := renamedColumn(v.Columns, v.Name, r)
		if err != nil {
			return err
		}
		n.column = v.Columns[i].Name
		changed.Columns = append([]*catalog.Column{}, v.Columns...)
		c := *v.Columns[i]
		c.Name = r.NewName
		changed.Columns[i] = &c
	default:
		if err := b.unusedName(v.Schema, r.NewName); err != nil {
			return err
		}
		changed.Name = r.NewName
	}
	def.Change = func(d *catalog.Draft) error {
		d.Drop(v.Schema, v.Name)
		d.PutView(&changed)
		return n.follow(b.Env, d)
	}
	return nil
}

// renameConstraint renames a constraint, and with it the index of a key.
func (b *binder) renameConstraint(def *Definition, r *parser.Rename, t *catalog.Table) error {
	k := t.Constraint(r.Sub)
	switch {
	case k == nil:
		return pgerr.Newf(pgerr.UndefinedObject, "constraint %q for table %q does not exist", r.Sub, t.Name)
	case (k.Kind == catalog.PrimaryKey || k.Kind == catalog.Unique) && b.unusedName(t.Schema, r.NewName) != nil:
		return b.unusedName(t.Schema, r.NewName)
	case t.Constraint(r.NewName) != nil:
		return pgerr.Newf(pgerr.DuplicateObject, "constraint %q for relation %q already exists", r.NewName, t.Name)
	}
	def.Change = renamePart(t, r.Sub, r.NewName)
	return nil
}

// renameIndex renames an index, and with it the constraint that it belongs to.
func (b *binder) renameIndex(def *Definition, t *catalog.Table, p *catalog.Partition, r *parser.Rename) error {
	def.Reach = reachOf(t.Schema)
	if err := b.unusedName(t.Schema, r.NewName); err != nil {
		return err
	}
	from := r.Name.Name
	if p != nil {
		from = p.Name
	}
	def.Change = renamePart(t, from, r.NewName)
	return nil
}

// renamePart renames the constraint and the partition of a name.
func renamePart(t *catalog.Table, from, to string) func(d *catalog.Draft) error {
	changed := copyTable(t)
	for i, k := range changed.Constraints {
		if k.Name == from {
			copied := *k
			copied.Name = to
			changed.Constraints[i] = &copied
		}
	}
	for i, p := range changed.Partitions {
		if p.Name == from {
			copied := *p
			copied.Name = to
			changed.Partitions[i] = &copied
		}
	}
	return func(d *catalog.Draft) error { d.PutTable(changed); return nil }
}
