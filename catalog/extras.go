package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/s3dbsql/s3dbsql/types"
)

// extras is the document s3dbsql/catalog.json: what SQL knows beyond
// s3db.json. Its relations stand in order of schema and name.
type extras struct {
	Format    int             `json:"format"`
	Journal   string          `json:"journal"`  // id of the journal Position belongs to
	Position  uint64          `json:"position"` // newest entry with DDL that is contained
	NextOID   types.OID       `json:"nextOID"`
	Schemas   []schemaExtras  `json:"schemas"`
	Tables    []tableExtras   `json:"tables,omitempty"`
	Views     []viewExtras    `json:"views,omitempty"`
	Sequences []sequenceExtra `json:"sequences,omitempty"`
	Resources json.RawMessage `json:"resources,omitempty"` // entries of s3db.json, as they ought to be
}

const extrasFormat = 1

// Extras is what catalog.json holds: the whole catalog at a position of a
// journal.
type Extras struct {
	*Snapshot
	// Resources are those of the tables. s3db.json has them too; but s3db.js
	// rewrites that whole, and may drop what its process does not know.
	Resources []*Resource
	Journal   string
	Position  uint64 // newest entry with DDL that is contained
}

// Encode returns the bytes of catalog.json: indented, stable, ending in a line
// feed.
func (x *Extras) Encode() ([]byte, error) {
	doc := extras{
		Format: extrasFormat, Journal: x.Journal, Position: x.Position,
		NextOID: x.NextOID,
	}
	for _, s := range x.Schemas() {
		doc.Schemas = append(doc.Schemas, schemaExtras(*s))
	}
	for _, r := range x.Relations() {
		switch r := r.(type) {
		case *Table:
			doc.Tables = append(doc.Tables, encodeTable(r))
		case *View:
			doc.Views = append(doc.Views, encodeView(r))
		case *Sequence:
			doc.Sequences = append(doc.Sequences, encodeSequence(r))
		}
	}
	if len(x.Resources) > 0 {
		entries := &Object{}
		for _, r := range x.Resources {
			entries.members = append(entries.members, Member{r.Name, r.object})
		}
		doc.Resources = AppendJSON(nil, entries, "")
	}
	return indented(doc)
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// DecodeExtras undoes Encode. A format it does not know is an error.
func DecodeExtras(data []byte) (*Extras, error) {
	x, err := decodeExtras(data)
	if err != nil {
		return nil, fmt.Errorf("catalog.json: %w", err)
	}
	return x, nil
}

func decodeExtras(data []byte) (*Extras, error) {
	var doc extras
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if doc.Format != extrasFormat {
		return nil, fmt.Errorf("format %d, this program reads format %d", doc.Format, extrasFormat)
	}
	d := NewSnapshot().Draft()
	d.NextOID, d.Version = max(doc.NextOID, FirstOID), doc.Position
	if err := doc.fill(d); err != nil {
		return nil, err
	}
	resources, err := doc.resources()
	return &Extras{Snapshot: d.Snapshot, Resources: resources, Journal: doc.Journal, Position: doc.Position}, err
}

func (doc *extras) resources() ([]*Resource, error) {
	if doc.Resources == nil {
		return nil, nil
	}
	v, err := ParseJSON(doc.Resources)
	if err != nil {
		return nil, err
	}
	o, _ := v.(*Object)
	var list []*Resource
	for _, m := range o.Members() {
		r, err := resourceOf(m.Key, m.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

func (doc *extras) fill(d *Draft) error {
	for _, s := range doc.Schemas {
		schema := Schema(s)
		d.PutSchema(&schema)
	}
	for i := range doc.Tables {
		t, err := doc.Tables[i].decode()
		if err != nil {
			return err
		}
		d.PutTable(t)
	}
	for i := range doc.Views {
		v, err := doc.Views[i].decode()
		if err != nil {
			return err
		}
		d.PutView(v)
	}
	for i := range doc.Sequences {
		s, err := doc.Sequences[i].decode()
		if err != nil {
			return err
		}
		d.PutSequence(s)
	}
	return nil
}

// The kinds of definition that EncodeDefinition tells apart.
const (
	KindSchema   = "schema"
	KindTable    = "table"
	KindView     = "view"
	KindSequence = "sequence"
)

// EncodeDefinition returns the kind of a *Schema, *Table, *View or *Sequence
// and its part of catalog.json on one line, as a journal entry holds it.
func EncodeDefinition(x any) (kind string, data []byte, err error) {
	switch x := x.(type) {
	case *Schema:
		kind = KindSchema
		data, err = json.Marshal(schemaExtras(*x))
	case *Table:
		kind = KindTable
		data, err = json.Marshal(encodeTable(x))
	case *View:
		kind = KindView
		data, err = json.Marshal(encodeView(x))
	case *Sequence:
		kind = KindSequence
		data, err = json.Marshal(encodeSequence(x))
	default:
		err = fmt.Errorf("a %T has no definition", x)
	}
	return kind, data, err
}

// Define puts a definition of EncodeDefinition into a draft; empty data drops
// what has that kind and name.
func (d *Draft) Define(kind, schema, name string, data []byte) error {
	if len(data) == 0 {
		d.undefine(kind, schema, name)
		return nil
	}
	switch kind {
	case KindSchema:
		return put(data, schemaExtras.decode, d.PutSchema)
	case KindTable:
		return put(data, tableExtras.decode, d.PutTable)
	case KindView:
		return put(data, viewExtras.decode, d.PutView)
	case KindSequence:
		return put(data, sequenceExtra.decode, d.PutSequence)
	}
	return fmt.Errorf("definition of unknown kind %q", kind)
}

func (d *Draft) undefine(kind, schema, name string) {
	if kind != KindSchema {
		d.Drop(schema, name)
	} else if d.Schema(name) != nil {
		d.DropSchema(name)
	}
}

func put[J, T any](data []byte, decode func(J) (T, error), put func(T)) error {
	var j J
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	t, err := decode(j)
	if err == nil {
		put(t)
	}
	return err
}
