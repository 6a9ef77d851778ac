package engine

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// schema is the catalog at one position: what SQL knows, the resources of
// s3db.json, and how tables lie in them. It never changes; entries with DDL
// make the next one.
type schema struct {
	*catalog.Snapshot
	position  uint64 // of the newest entry with DDL
	resources map[string]*catalog.Resource
	relations map[string]*relation // by resource
}

func emptySchema() *schema {
	return &schema{
		Snapshot:  catalog.NewSnapshot(),
		resources: map[string]*catalog.Resource{},
		relations: map[string]*relation{},
	}
}

// clone starts the next schema on a draft.
func (s *schema) clone(d *catalog.Draft) *schema {
	next := &schema{
		Snapshot: d.Snapshot, position: s.position,
		resources: make(map[string]*catalog.Resource, len(s.resources)),
		relations: make(map[string]*relation, len(s.relations)),
	}
	for name, r := range s.resources {
		next.resources[name] = r
	}
	for name, rel := range s.relations {
		next.relations[name] = rel
	}
	return next
}

// apply returns the schema after the DDL of an entry, s itself if it has none.
func (s *schema) apply(e *journal.Entry, env *environment) (*schema, error) {
	if e.Position <= s.position {
		return s, nil // contained: catalog.json may be ahead of the applied position
	}
	var next *schema
	var draft *catalog.Draft
	for _, op := range e.AllOps() {
		if op.Kind != journal.Define && op.Kind != journal.Floor {
			continue
		}
		if next == nil {
			draft = s.Draft()
			next = s.clone(draft)
			next.position, next.Version = e.Position, e.Position
		}
		if err := next.applyOp(draft, op, e.Position, env); err != nil {
			return nil, fmt.Errorf("journal entry %d: %w", e.Position, err)
		}
	}
	if next == nil {
		return s, nil
	}
	return next, nil
}

func (s *schema) applyOp(draft *catalog.Draft, op *journal.Op, position uint64, env *environment) error {
	if op.Kind == journal.Define {
		return s.define(draft, op, position, env)
	}
	if rel := s.relations[op.Resource]; rel != nil {
		s.raise(draft, rel, position-1)
	}
	return nil
}

// raise sets the floor of a table. Its definition is the same otherwise.
func (s *schema) raise(draft *catalog.Draft, rel *relation, floor uint64) {
	t, next := *rel.table, *rel
	t.Floor = floor
	next.table = &t
	draft.PutTable(&t)
	s.relations[rel.resource.Name] = &next
}

// define takes over one definition.
func (s *schema) define(draft *catalog.Draft, op *journal.Op, position uint64, env *environment) error {
	d := op.Definition
	before := draft.Table(d.Schema, d.Name)
	if err := draft.Define(d.Kind, d.Schema, d.Name, []byte(d.Document)); err != nil {
		return err
	}
	draft.NextOID = max(draft.NextOID, types.OID(d.NextOID))
	if d.Kind != catalog.KindTable {
		return nil
	}
	if d.Document == "" {
		if before != nil {
			s.drop(before.Resource)
		}
		return nil
	}
	r, err := catalog.ParseResource(op.Resource, []byte(d.Resource))
	if err != nil {
		return err
	}
	return s.put(draft.Table(d.Schema, d.Name), r, position, env)
}

func (s *schema) put(t *catalog.Table, r *catalog.Resource, position uint64, env *environment) error {
	rel, err := newRelation(t, r, position, env)
	if err != nil {
		return err
	}
	s.resources[r.Name], s.relations[r.Name] = rel.resource, rel
	return nil
}

func (s *schema) drop(resource string) {
	delete(s.resources, resource)
	delete(s.relations, resource)
}

// storedSchema builds the schema of catalog.json. m is s3db.json, which has the
// resources that an older catalog.json does not have; nil if that is not so.
func storedSchema(x *catalog.Extras, m *catalog.Manifest, env *environment) (*schema, error) {
	draft := x.Draft()
	draft.Version = max(x.Version, x.Position)
	s := emptySchema().clone(draft)
	s.position = x.Position
	for _, r := range x.Resources {
		s.resources[r.Name] = r
	}
	for _, t := range draft.Tables() {
		r := s.resources[t.Resource]
		if r == nil {
			r = foundResource(m, t)
		}
		if err := s.put(t, r, x.Position, env); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// foundResource is the resource of a table as s3db.json has it, or as the
// table itself tells.
func foundResource(m *catalog.Manifest, t *catalog.Table) *catalog.Resource {
	if r := m.Resource(t.Resource); r != nil && r.Current() != nil {
		return r
	}
	return catalog.NewResource(t.Resource, catalog.DefinitionOf(t), "")
}

// extras is the schema as catalog.json holds it.
func (s *schema) extras(journal string) *catalog.Extras {
	x := &catalog.Extras{Snapshot: s.Snapshot, Journal: journal, Position: s.position}
	for _, t := range s.Tables() {
		x.Resources = append(x.Resources, s.resources[t.Resource])
	}
	return x
}
