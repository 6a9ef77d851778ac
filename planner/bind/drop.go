package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// dropping collects what a DROP takes away.
type dropping struct {
	*binder
	def       *Definition
	cascade   bool
	relations []catalog.Name
	schemas   []string
	gone      map[types.OID]bool
	keys      map[types.OID][]*catalog.Constraint // foreign keys that go with what they refer to
	drawing   map[types.OID][]int16               // columns whose defaults go with a sequence
}

func (b *binder) drop(def *Definition, s *parser.Drop) error {
	d := &dropping{binder: b, def: def, cascade: s.Behavior == parser.Cascade, gone: map[types.OID]bool{}, keys: map[types.OID][]*catalog.Constraint{}, drawing: map[types.OID][]int16{}}
	for _, name := range s.Names {
		if err := d.object(s, name); err != nil {
			return err
		}
	}
	if err := d.dependents(s); err != nil {
		return err
	}
	def.Change, def.Reach = d.change, d.reach()
	return nil
}

// reach says whose relations go.
func (d *dropping) reach() Reach {
	schemas := slices.Clone(d.schemas)
	for _, n := range d.relations {
		schemas = append(schemas, n.Schema)
	}
	for oid := range d.keys {
		schemas = append(schemas, d.Catalog.ByOID(oid).(*catalog.Table).Schema)
	}
	reach := OfDatabase
	for i, s := range schemas {
		switch {
		case i == 0:
			reach = reachOf(s)
		case reach != reachOf(s):
			return OfBoth
		}
	}
	return reach
}

// object finds one object to drop.
func (d *dropping) object(s *parser.Drop, name parser.QualifiedName) error {
	switch s.Kind {
	case parser.SchemaObject:
		return d.schema(s, name.Name)
	case parser.IndexObject:
		return d.index(s, name)
	case parser.TableObject, parser.ViewObject, parser.SequenceObject:
		return d.relation(s, name)
	}
	return d.unsupported(s, "DROP "+string(s.Kind))
}

var kindWords = map[parser.ObjectKind]string{
	parser.TableObject: "table", parser.ViewObject: "view", parser.SequenceObject: "sequence",
	parser.IndexObject: "index", parser.SchemaObject: "schema",
}

func (d *dropping) relation(s *parser.Drop, name parser.QualifiedName) error {
	relation, err := d.binder.relation(name, s)
	if err != nil {
		if s.IfExists {
			d.def.notice(pgerr.UndefinedTable, "%s %q does not exist, skipping", kindWords[s.Kind], name.Name)
			return nil
		}
		return pgerr.Newf(pgerr.UndefinedTable, "%s %q does not exist", kindWords[s.Kind], name.Name)
	}
	kind, schema, oid := parser.ObjectKind(""), "", types.OID(0)
	switch r := relation.(type) {
	case *catalog.Table:
		kind, schema, oid = parser.TableObject, r.Schema, r.OID
	case *catalog.View:
		kind, schema, oid = parser.ViewObject, r.Schema, r.OID
	case *catalog.Sequence:
		kind, schema, oid = parser.SequenceObject, r.Schema, r.OID
	default:
		return d.errorf(s, pgerr.InsufficientPrivilege, "permission denied: %q is a system catalog", name.Name)
	}
	if kind != s.Kind {
		return pgerr.Newf(pgerr.WrongObjectType, "%q is not a %s", name.Name, kindWords[s.Kind]).
			WithHint("Use DROP %s to remove a %s.", kind, kindWords[kind])
	}
	d.add(catalog.Name{Schema: schema, Name: name.Name}, oid)
	return nil
}

func (d *dropping) add(name catalog.Name, oid types.OID) {
	if d.gone[oid] {
		return
	}
	d.gone[oid] = true
	d.relations = append(d.relations, name)
	for _, r := range d.Catalog.Relations() {
		if s, ok := r.(*catalog.Sequence); ok && s.OwnedBy == oid && oid != 0 {
			d.add(catalog.Name{Schema: s.Schema, Name: s.Name}, s.OID)
		}
	}
}

func (d *dropping) schema(s *parser.Drop, name string) error {
	found := d.Catalog.Schema(name)
	if found == nil {
		if s.IfExists {
			d.def.notice(pgerr.InvalidSchemaName, "schema %q does not exist, skipping", name)
			return nil
		}
		return pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", name)
	}
	d.schemas = append(d.schemas, name)
	for _, r := range d.Catalog.Relations() {
		schema, relation, oid := catalog.Identity(r)
		if schema != name {
			continue
		}
		if !d.cascade {
			return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop schema %s because other objects depend on it", name).
				WithDetail("table %s depends on schema %s", relation, name).
				WithHint("Use DROP ... CASCADE to drop the dependent objects too.")
		}
		d.add(catalog.Name{Schema: schema, Name: relation}, oid)
	}
	return nil
}

// index drops a partition.
func (d *dropping) index(s *parser.Drop, name parser.QualifiedName) error {
	for _, t := range d.Catalog.Tables() {
		p := t.Partition(name.Name)
		if p == nil || !d.inSight(name.Schema, t.Schema) {
			continue
		}
		for _, c := range t.Constraints {
			if c.Kind == catalog.Unique && c.Name == p.Name {
				return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop index %s because constraint %s on table %s requires it", p.Name, p.Name, t.Name).
					WithHint("You can drop constraint %s on table %s instead.", p.Name, t.Name)
			}
		}
		d.def.Change = nil
		d.partitions(t.OID, p.Name)
		return nil
	}
	if s.IfExists {
		d.def.notice(pgerr.UndefinedObject, "index %q does not exist, skipping", name.Name)
		return nil
	}
	return pgerr.Newf(pgerr.UndefinedObject, "index %q does not exist", name.Name)
}

// inSight reports whether an object of a schema is meant by a name with that
// qualifier, or by one without along the search path.
func (d *dropping) inSight(qualifier, schema string) bool {
	if qualifier != "" {
		return qualifier == schema
	}
	return slices.Contains(d.Path, schema)
}

func (d *dropping) partitions(table types.OID, name string) {
	d.keys[table] = append(d.keys[table], &catalog.Constraint{Name: name})
}

func (d *dropping) change(draft *catalog.Draft) error {
	for oid, dropped := range d.keys {
		t, ok := draft.ByOID(oid).(*catalog.Table)
		if !ok {
			continue
		}
		changed := copyTable(t)
		named := func(name string) bool {
			return slices.ContainsFunc(dropped, func(c *catalog.Constraint) bool { return c.Name == name })
		}
		changed.Constraints = slices.DeleteFunc(changed.Constraints, func(c *catalog.Constraint) bool { return named(c.Name) })
		changed.Partitions = slices.DeleteFunc(changed.Partitions, func(p *catalog.Partition) bool { return named(p.Name) })
		draft.PutTable(changed)
	}
	d.withoutDefaults(draft)
	for _, n := range d.relations {
		draft.Drop(n.Schema, n.Name)
	}
	for _, s := range d.schemas {
		if draft.Schema(s) != nil {
			draft.DropSchema(s)
		}
	}
	return nil
}
