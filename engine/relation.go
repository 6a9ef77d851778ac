package engine

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/ids"
)

// relation is a table together with the resource that holds its rows and all
// that reading and writing them needs. It never changes.
type relation struct {
	table    *catalog.Table
	resource *catalog.Resource
	version  *catalog.Version // of rows written now
	keys     keys.Resource
	columns  []column
	parts    []partition
	shape    *journal.Shape            // of rows written now, without nested attributes
	shapes   map[string]*journal.Shape // of stored records, by version
	intern   *journal.Shapes
	idColumn int           // the column that the id holds; -1 if none
	drawID   ids.Generator // of rows without primary key; nil for ids in order
	inID     []int         // the columns whose values the id tells
	demanded []int         // the columns whose rules say unique, which nothing enforces yet
	changed  uint64        // position of the entry that defined it so
}

// column is how one column lies in a record.
type column struct {
	codec.Codec
	path   string // "" for the id
	nested bool   // the attribute has attributes of its own
	secret bool   // values are stored encrypted
}

func newRelation(t *catalog.Table, r *catalog.Resource, changed uint64, env *environment) (*relation, error) {
	r = t.Encoded(r)
	v := r.Current()
	if v == nil {
		return nil, fmt.Errorf("resource %s has no version %q", r.Name, r.CurrentVersion)
	}
	rel := &relation{
		table: t, resource: r, version: v, changed: changed, idColumn: -1, inID: t.IDColumns(), demanded: demanded(t), intern: env.shapes,
		keys: keys.Resource{Name: r.Name, Mode: modeOf(t)}, drawID: generator(t),
	}
	rel.setColumns(env)
	rel.setShapes()
	for _, p := range t.Partitions {
		rel.parts = append(rel.parts, newPartition(rel, p))
	}
	if p := t.ByVersion(); p != nil {
		rel.parts = append(rel.parts, newPartition(rel, p))
	}
	rel.addUnlisted()
	return rel, nil
}

// environment is what relations share: secrets and the shapes of images.
type environment struct {
	secrets *codec.Secrets
	shapes  *journal.Shapes
}

func modeOf(t *catalog.Table) keys.Mode {
	switch {
	case !t.Options.RawKeys:
		return keys.Escaped
	case t.Options.Dialect == codec.V21.String():
		return keys.Raw21
	}
	return keys.Raw
}

func (rel *relation) setColumns(env *environment) {
	rel.columns = make([]column, len(rel.table.Columns))
	for i, c := range rel.table.Columns {
		rule, known := rel.version.Attributes.Rule(c.Attribute)
		if !known {
			rule = rel.table.RuleOf(c)
		}
		rel.columns[i] = column{
			Codec: rel.resource.Dialect.ForColumn(c.Type, c.Typmod, rule, env.secrets), path: c.Attribute, secret: codec.IsSecret(rule),
		}
		if c.Attribute == "" {
			rel.idColumn = i
			continue
		}
		rel.columns[i].nested = nested(rel.version, c.Attribute)
	}
}

func (rel *relation) setShapes() {
	var paths []string
	for _, c := range rel.columns {
		if c.path != "" && !c.nested {
			paths = append(paths, c.path)
		}
	}
	rel.shape = rel.intern.Intern(&journal.Shape{Resource: rel.resource.Name, Version: rel.version.Name, Paths: paths})
	rel.shapes = make(map[string]*journal.Shape, len(rel.resource.Versions))
	for _, v := range rel.resource.Versions {
		rel.shapes[v.Name] = rel.intern.Intern(&journal.Shape{
			Resource: rel.resource.Name, Version: v.Name, Paths: v.Map().Paths(),
		})
	}
}

// stored turns a record into an image.
func (rel *relation) stored(d *document.Document) journal.Image {
	shape := rel.shapes[d.Version]
	var data []byte
	fields := d.Fields
	for _, path := range shape.Paths {
		if len(fields) > 0 && fields[0].Path == path {
			data = journal.AppendText(data, fields[0].Text)
			fields = fields[1:]
		} else {
			data = journal.AppendNone(data)
		}
	}
	if d.Truncated {
		fields = append(fields[:len(fields):len(fields)], document.Field{Path: document.TruncatedPath, Text: "true"})
	}
	if len(fields) > 0 || d.Content != nil {
		wide := &journal.Shape{
			Resource: shape.Resource, Version: shape.Version, Content: d.Content != nil,
			Paths: append([]string(nil), shape.Paths...),
		}
		for _, f := range fields {
			wide.Paths = append(wide.Paths, f.Path)
			data = journal.AppendText(data, f.Text)
		}
		if c := d.Content; c != nil {
			data = journal.AppendContent(data, Content{ID: c.ID, Size: c.Size, Type: c.Type})
		}
		shape = rel.intern.Intern(wide)
	}
	return journal.Image{Shape: shape, Data: string(data)}
}

// fieldsOf turns an image back into the fields of a record.
func fieldsOf(m journal.Image) document.Fields {
	fields := make(document.Fields, 0, len(m.Shape.Paths))
	m.Each(func(i int, text string) {
		fields = append(fields, document.Field{Path: m.Shape.Paths[i], Text: text})
	})
	return fields
}

// partitionOf returns the partition of a catalog entry, nil if the relation
// has it no more.
func (rel *relation) partitionOf(p *catalog.Partition) *partition {
	for i := range rel.parts {
		if rel.parts[i].catalog.OID == p.OID && rel.parts[i].catalog.Key == p.Key {
			return &rel.parts[i]
		}
	}
	return nil
}
