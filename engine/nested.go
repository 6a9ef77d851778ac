package engine

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// A column whose attribute has attributes of its own holds them as a document;
// a record has them one by one.

// nested assembles a document from the attributes below a path.
func (r *rowReader) nested(path string, m journal.Image) (types.Value, error) {
	fields := below(path, m)
	if len(fields) == 0 {
		return types.Null, nil
	}
	o, err := document.Assemble(r.rel.attributesOf(m.Shape.Version), fields, r.secrets)
	if err != nil {
		return types.Null, err
	}
	text := string(catalog.AppendJSON(nil, o.Get(path), ""))
	return types.ParseText(types.JSONB, types.NoTypmod, text, nil)
}

// below are the fields at a path and below it.
func below(path string, m journal.Image) (fields document.Fields) {
	m.Each(func(i int, text string) {
		if p := m.Shape.Paths[i]; p == path || strings.HasPrefix(p, path+".") {
			fields = append(fields, document.Field{Path: p, Text: text})
		}
	})
	return fields
}

// document is what a record holds of a column whose attribute has attributes of
// its own. As in text, nil values stay as base has them.
func (w *rowWriter) document(path string, values *types.Vector, row int, base journal.Image) (document.Fields, error) {
	if values == nil {
		return w.kept(path, base)
	}
	if values.IsNull(row) {
		return nil, nil
	}
	fields, err := w.flatten(path, values.Texts[row])
	if err == nil {
		w.rel.keepSecrets(fields, base.Get, w.secrets)
	}
	return fields, err
}

// kept are the fields of a document that does not change: as they are if the
// current version wrote them, else encoded anew.
func (w *rowWriter) kept(path string, base journal.Image) (document.Fields, error) {
	fields := below(path, base)
	if base.Shape.Version == w.rel.version.Name || len(fields) == 0 {
		return fields, nil
	}
	o, err := document.Assemble(w.rel.attributesOf(base.Shape.Version), fields, w.secrets)
	if err != nil {
		return nil, err
	}
	again, err := document.Flatten(w.rel.version.Attributes, o, w.secrets)
	if err == nil {
		w.rel.keepSecrets(again, base.Get, w.secrets)
	}
	return again, err
}

// flatten takes a document apart.
func (w *rowWriter) flatten(path, text string) (document.Fields, error) {
	v, err := catalog.ParseJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	o := catalog.NewObject(catalog.Member{Key: path, Value: v})
	return document.Flatten(w.rel.version.Attributes, o, w.secrets)
}
