package engine

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// difference collects the operations that lead from one schema to another.
type difference struct {
	tx       *Tx
	from, to *schema
	ops      []journal.Op
}

// dropped adds what is gone: relations, then schemas. A table that is gone
// for good, not renamed, leaves a floor.
func (d *difference) dropped() {
	for _, r := range d.from.Relations() {
		schema, name, oid := catalog.Identity(r)
		if sameOID(d.to.Relation(schema, name), oid) {
			continue
		}
		resource := ""
		if t, ok := r.(*catalog.Table); ok {
			resource = t.Resource
			if d.to.ByOID(oid) == nil {
				d.ops = append(d.ops, floorOf(resource, d.tx.snap.position))
			}
		}
		d.define(resource, &journal.Definition{Kind: kindOf(r), Schema: schema, Name: name})
	}
	for _, s := range d.from.Schemas() {
		if d.to.Schema(s.Name) == nil {
			d.define("", &journal.Definition{Kind: catalog.KindSchema, Name: s.Name})
		}
	}
}

// changed adds what is new or different. A new table begins with a floor:
// whatever the bucket holds under its name is not its own.
func (d *difference) changed() error {
	for _, s := range d.to.Schemas() {
		if d.from.Schema(s.Name) != s {
			if err := d.document(s, "", s.Name); err != nil {
				return err
			}
		}
	}
	for _, r := range d.to.Relations() {
		schema, name, oid := catalog.Identity(r)
		if d.from.Relation(schema, name) == r {
			continue
		}
		if err := d.document(r, schema, name); err != nil {
			return err
		}
		if t, ok := r.(*catalog.Table); ok && d.from.ByOID(oid) == nil && !t.Options.ExternalWriters {
			d.ops = append(d.ops, floorOf(t.Resource, d.tx.snap.position))
		}
	}
	return nil
}

func (d *difference) document(x any, schema, name string) error {
	kind, data, err := catalog.EncodeDefinition(x)
	if err != nil {
		return err
	}
	def := &journal.Definition{Kind: kind, Schema: schema, Name: name, Document: string(data)}
	resource := ""
	if t, ok := x.(*catalog.Table); ok {
		resource = t.Resource
		def.Resource = string(d.to.resources[resource].JSON())
	}
	d.define(resource, def)
	return nil
}

func (d *difference) define(resource string, def *journal.Definition) {
	def.NextOID = uint32(d.to.NextOID)
	d.ops = append(d.ops, journal.Op{
		Kind: journal.Define, Resource: resource, Read: d.from.position, Definition: def,
	})
}

func sameOID(r any, oid types.OID) bool {
	_, _, other := catalog.Identity(r)
	return r != nil && other == oid
}

func kindOf(r any) string {
	switch r.(type) {
	case *catalog.Table:
		return catalog.KindTable
	case *catalog.View:
		return catalog.KindView
	}
	return catalog.KindSequence
}
