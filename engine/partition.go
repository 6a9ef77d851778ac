package engine

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/types"
)

// partition is a partition of a relation: the references of its rows.
type partition struct {
	rel     *relation
	catalog *catalog.Partition
	def     catalog.PartitionDef // under its name in keys
	keys    keys.Resource
	names   []string // of the fields, in key order
	order   []int    // the fields in key order, indexes into catalog.Fields
}

func newPartition(rel *relation, p *catalog.Partition) partition {
	part := partition{rel: rel, catalog: p, def: catalog.PartitionDef{Name: p.Key}, keys: rel.keys}
	if p.Own {
		part.keys.Mode = keys.Escaped
	}
	fields := make([]keys.Field, len(p.Fields))
	for i, f := range p.Fields {
		part.def.Fields = append(part.def.Fields, catalog.FieldRule{Path: f.Path, Rule: f.Rule})
		fields[i].Name = f.Path
	}
	keys.SortFields(fields)
	for _, f := range fields {
		part.names = append(part.names, f.Name)
		for i := range p.Fields {
			if p.Fields[i].Path == f.Name {
				part.order = append(part.order, i)
				break
			}
		}
	}
	return part
}

// addUnlisted adds the partitions of the resource that SQL does not list,
// because a field is no column. Their references
// are kept all the same.
func (rel *relation) addUnlisted() {
	for _, def := range rel.resource.Partitions {
		if len(def.Fields) == 0 || rel.partNamed(def.Name) != nil {
			continue
		}
		p := &catalog.Partition{Name: def.Name, Key: def.Name}
		for _, f := range def.Fields {
			p.Fields = append(p.Fields, catalog.PartitionField{Column: -1, Path: f.Path, Rule: f.Rule})
		}
		rel.parts = append(rel.parts, newPartition(rel, p))
	}
}

// partNamed returns the partition of a name in keys, or nil.
func (rel *relation) partNamed(key string) *partition {
	for i := range rel.parts {
		if rel.parts[i].def.Name == key {
			return &rel.parts[i]
		}
	}
	return nil
}

// reference returns the key of a row's reference, "" if a field is NULL.
func (p *partition) reference(id string, m journal.Image) (string, error) {
	list, err := document.References(p.keys, []catalog.PartitionDef{p.def}, id, p.rel.keyText(id, m))
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0], nil
}

// claim returns the prefix under which a row's reference lies: what must be
// unique. "" if a field is NULL.
func (p *partition) claim(id string, m journal.Image) (string, error) {
	key, err := p.reference(id, m)
	return strings.TrimSuffix(key, "id="+id), err
}

// prefix returns the prefix of the references whose leading fields have these
// values, and whose next one begins with a text; ok is false if a value is
// NULL, which no reference has.
func (p *partition) prefix(values []types.Value, begins string) (prefix string, ok bool, err error) {
	var leading []keys.Field
	for i, v := range values {
		if v.IsNull() {
			return "", false, nil
		}
		f := p.catalog.Fields[p.order[i]]
		text := codec.KeyText(p.rel.fieldType(f), v)
		leading = append(leading, keys.Field{Name: f.Path, Value: document.PartitionText(f.Rule, text)})
	}
	if begins != "" {
		next := keys.Field{Name: p.names[len(values)], Value: begins}
		prefix, err = p.keys.ReferencesBeginning(p.def.Name, p.names, leading, next)
	} else {
		prefix, err = p.keys.References(p.def.Name, p.names, leading)
	}
	return prefix, err == nil, err
}

// fieldType is the type of a partition field: its column's, or text for a
// field inside a document and for the version.
func (rel *relation) fieldType(f catalog.PartitionField) *types.Type {
	if f.Column < 0 {
		return types.Text
	}
	c := rel.table.Columns[f.Column]
	if f.Path != c.Attribute && c.Attribute != "" {
		return types.Text
	}
	return c.Type
}

// references returns the keys of all references of a row.
func (rel *relation) references(id string, m journal.Image) ([]string, error) {
	if m.IsZero() || len(rel.parts) == 0 {
		return nil, nil
	}
	list := make([]string, 0, len(rel.parts))
	for i := range rel.parts {
		key, err := rel.parts[i].reference(id, m)
		if err != nil {
			return nil, err
		}
		if key != "" {
			list = append(list, key)
		}
	}
	return list, nil
}

// pastReferences returns the keys of the references that a row had by an image
// which may be older than the definition of the table: a value that is none
// of its column's type now has no reference.
func (rel *relation) pastReferences(id string, m journal.Image) []string {
	var list []string
	for i := range rel.parts {
		if m.IsZero() {
			break
		}
		if key, err := rel.parts[i].reference(id, m); err == nil && key != "" {
			list = append(list, key)
		}
	}
	return list
}

// keyText gives the texts of an image as keys have them: for tables made by
// SQL equal for equal values, for others as s3db.js forms them.
func (rel *relation) keyText(id string, m journal.Image) document.KeyText {
	if rel.table.Options.RawKeys {
		v := rel.resource.Version(m.Shape.Version)
		if v == nil {
			v = rel.version
		}
		return document.FieldsKeyText(v, fieldsOf(m))
	}
	return func(path string) (string, bool, error) {
		switch {
		case path == behaviors.VersionName:
			return m.Shape.Version, true, nil
		case path == idPath && rel.idColumn >= 0:
			return rel.idValue(id, m), true, nil
		}
		return rel.sqlKeyText(m, path)
	}
}

func (rel *relation) sqlKeyText(m journal.Image, path string) (string, bool, error) {
	if path == behaviors.VersionName {
		return m.Shape.Version, true, nil
	}
	for i, c := range rel.columns {
		if c.path == path {
			text, ok := m.Get(path)
			if !ok || c.secret {
				return "", false, nil
			}
			v, err := c.Decode(text)
			if err != nil || v.IsNull() {
				return "", false, err
			}
			return codec.KeyText(rel.table.Columns[i].Type, v), true, nil
		}
	}
	return nestedText(m, path)
}

// nestedText returns the text at a path inside a JSON column.
func nestedText(m journal.Image, path string) (string, bool, error) {
	top, rest, _ := strings.Cut(path, ".")
	text, ok := m.Get(top)
	if !ok {
		return "", false, nil
	}
	v, err := catalog.ParseJSON([]byte(text))
	for rest != "" && err == nil {
		o, _ := v.(*catalog.Object)
		var name string
		name, rest, _ = strings.Cut(rest, ".")
		v = o.Get(name)
	}
	if err != nil || v == nil {
		return "", false, nil
	}
	if s, ok := v.(string); ok {
		return s, true, nil
	}
	return string(catalog.AppendJSON(nil, v, "")), true, nil
}
