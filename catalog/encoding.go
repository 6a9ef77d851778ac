package catalog

import (
	"maps"

	"github.com/s3dbsql/s3dbsql/codec"
)

// The encodings of texts in metadata.
const (
	EncodingV10     = "v10"     // as s3db.js v10 reads it, the default
	EncodingCompact = "compact" // shorter; s3db.js does not read it
)

// Compact reports whether new records have the compact encoding.
func (o Options) Compact() bool { return o.Encoding == EncodingCompact }

// NoteEncoding keeps in the table that the current version of its resource,
// under which records are written from now on, has the compact encoding, if
// the options say so.
func (t *Table) NoteEncoding(r *Resource) {
	if !t.Options.Compact() || t.Dictionaries[r.CurrentVersion] != 0 {
		return
	}
	noted := map[string]int{r.CurrentVersion: codec.CompactDictionary}
	maps.Copy(noted, t.Dictionaries)
	t.Dictionaries = noted
}

// Encoded returns the resource of a table with what s3db.json does not say of
// its versions: how they encode texts.
func (t *Table) Encoded(r *Resource) *Resource {
	if len(t.Dictionaries) == 0 {
		return r
	}
	encoded := *r
	encoded.Versions = make([]*Version, len(r.Versions))
	for i, v := range r.Versions {
		version := *v
		version.Dictionary = t.Dictionaries[v.Name]
		encoded.Versions[i] = &version
	}
	return &encoded
}

// Compact reports whether records of the version have the compact encoding.
func (v *Version) Compact() bool { return v.Dictionary != 0 }

// TextForm returns the form in which metadata holds the text of a field: the
// compact one for attributes that hold text, under a version that has it.
func (v *Version) TextForm(slot string) codec.TextForm {
	path, known := v.Map().BySlot(slot)
	if rule, _ := v.Attributes.Rule(path); known && v.Compact() && v.Attributes.Dialect().HoldsText(rule) {
		return codec.CompactText{}
	}
	return v.Attributes.Dialect()
}
