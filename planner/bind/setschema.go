package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// setSchema binds ALTER ... SET SCHEMA: another name, as RENAME gives one. The
// sequences that a table owns go with it.
func (b *binder) setSchema(def *Definition, s *parser.SetSchema) error {
	switch s.Kind {
	case parser.TableObject, parser.ViewObject, parser.SequenceObject:
	default:
		return b.unsupported(s, "ALTER "+string(s.Kind)+" SET SCHEMA")
	}
	relation, err := b.relation(s.Name, parser.Unknown)
	if err != nil {
		if s.IfExists {
			def.notice(pgerr.SuccessfulCompletion, "relation %q does not exist, skipping", s.Name.Name)
			return nil
		}
		return err
	}
	schema, name, oid := catalog.Identity(relation)
	if err := hasKind(relation, name, s.Kind); err != nil {
		return err
	}
	if err := b.mayMove(relation, s.Schema); err != nil || schema == s.Schema {
		return err
	}
	moved := []any{relation}
	for _, r := range b.Catalog.Relations() {
		if q, ok := r.(*catalog.Sequence); ok && q.OwnedBy == oid {
			moved = append(moved, q)
		}
	}
	for _, r := range moved {
		if err := b.unusedIn(s.Schema, r); err != nil {
			return err
		}
	}
	def.Change = func(d *catalog.Draft) error {
		for _, r := range moved {
			if err := b.move(d, r, s.Schema); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}

// mayMove checks that a relation can leave its schema for another.
func (b *binder) mayMove(relation any, to string) error {
	schema, name, _ := catalog.Identity(relation)
	switch q, _ := relation.(*catalog.Sequence); {
	case b.Catalog.Schema(to) == nil:
		return pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", to)
	case reachOf(schema) != OfDatabase || reachOf(to) != OfDatabase:
		return pgerr.New(pgerr.FeatureNotSupported, "cannot move objects into or out of temporary schemas")
	case q != nil && q.OwnedBy != 0:
		_, table, _ := catalog.Identity(b.Catalog.ByOID(q.OwnedBy))
		return pgerr.New(pgerr.FeatureNotSupported, "cannot move an owned sequence into another schema").
			WithDetail("Sequence %q is linked to table %q.", name, table)
	}
	return nil
}

// unusedIn checks that a schema has no relation or index of the names that
// move there.
func (b *binder) unusedIn(schema string, relation any) error {
	_, name, _ := catalog.Identity(relation)
	names := []string{name}
	if t, ok := relation.(*catalog.Table); ok {
		for _, p := range t.Partitions {
			names = append(names, p.Name)
		}
	}
	for _, name := range names {
		if b.Catalog.Relation(schema, name) != nil || b.indexed(schema, name) {
			return pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists in schema %q", name, schema)
		}
	}
	return nil
}

// move puts a relation into another schema, and changes the texts that name
// it.
func (b *binder) move(d *catalog.Draft, relation any, schema string) error {
	from, name, oid := catalog.Identity(relation)
	before := b.Env
	before.Catalog = d.Draft().Snapshot
	current := d.Relation(from, name) // with what was changed before it
	d.Drop(from, name)
	switch r := current.(type) {
	case *catalog.Table:
		changed := *r
		changed.Schema = schema
		d.PutTable(&changed)
	case *catalog.View:
		changed := *r
		changed.Schema = schema
		d.PutView(&changed)
	case *catalog.Sequence:
		changed := *r
		changed.Schema = schema
		b.redraw(d, oid, quoteName(schema)+"."+quoteName(name))
		d.PutSequence(&changed)
	}
	n := renaming{relation: oid, to: name, schema: schema}
	return n.follow(before, d)
}
