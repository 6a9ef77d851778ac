package engine

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// rowReader turns images into rows of a batch that has some of a relation's
// columns. It belongs to one goroutine.
type rowReader struct {
	rel     *relation
	secrets *codec.Secrets
	columns []int
	at      map[*journal.Shape][]int // for each wanted column its index in the shape, -1 if absent
	texts   []string                 // of the image at hand
	present []bool
}

func newRowReader(rel *relation, columns []int, env *environment) *rowReader {
	return &rowReader{rel: rel, secrets: env.secrets, columns: columns, at: map[*journal.Shape][]int{}}
}

// batch makes an empty batch for the columns, and others behind them.
func (r *rowReader) batch(others []*types.Type, capacity int) *types.Batch {
	ts := make([]*types.Type, len(r.columns), len(r.columns)+len(others))
	for i, c := range r.columns {
		ts[i] = r.rel.table.Columns[c].Type
	}
	return types.NewBatch(append(ts, others...), capacity)
}

// append adds a row.
func (r *rowReader) append(b *types.Batch, id string, m journal.Image) error {
	r.unpack(m)
	at := r.indexes(m.Shape)
	for i, c := range r.columns {
		v, err := r.value(c, at[i], id, m)
		if err != nil {
			return err
		}
		b.Cols[i].AppendValue(v)
	}
	b.SetRows(b.Rows() + 1)
	return nil
}

// unpack splits an image into its texts, so that each column finds its own
// without walking over those before it.
func (r *rowReader) unpack(m journal.Image) {
	n := len(m.Shape.Paths)
	if cap(r.texts) < n {
		r.texts, r.present = make([]string, n), make([]bool, n)
	}
	r.texts, r.present = r.texts[:n], r.present[:n]
	m.Unpack(r.texts, r.present)
}

func (r *rowReader) indexes(s *journal.Shape) []int {
	at, ok := r.at[s]
	if !ok {
		at = make([]int, len(r.columns))
		for i, c := range r.columns {
			at[i] = indexOf(s.Paths, r.rel.columns[c].path)
		}
		r.at[s] = at
	}
	return at
}

func indexOf(paths []string, path string) int {
	for i, p := range paths {
		if p == path && p != "" {
			return i
		}
	}
	return -1
}

func (r *rowReader) value(c, at int, id string, m journal.Image) (types.Value, error) {
	col := &r.rel.columns[c]
	switch {
	case col.path == "":
		return types.NewText(r.rel.idValue(id, m)), nil
	case col.nested:
		return r.nested(col.path, m)
	case at < 0 || !r.present[at]:
		return types.Null, nil
	}
	return col.Decode(r.texts[at])
}

// idPath is where the full text of an id stands that its key has cut.
const idPath = "id"

// idValue returns the value of the column that the id holds.
func (rel *relation) idValue(id string, m journal.Image) string {
	if parts, ok := rel.keys.Mode.Parts(id); ok && len(parts) == 1 {
		return parts[0]
	}
	if full, ok := m.Get(idPath); ok {
		return full
	}
	return id
}

// nested assembles a document from the attributes below a path.
func (r *rowReader) nested(path string, m journal.Image) (types.Value, error) {
	var fields document.Fields
	for _, f := range fieldsOf(m) {
		if f.Path == path || strings.HasPrefix(f.Path, path+".") {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 {
		return types.Null, nil
	}
	o, err := document.Assemble(r.rel.version.Attributes, fields, r.secrets)
	if err != nil {
		return types.Null, err
	}
	text := string(catalog.AppendJSON(nil, o.Get(path), ""))
	return types.ParseText(types.JSONB, types.NoTypmod, text, nil)
}

// values reads one row's columns as single values.
func (r *rowReader) values(id string, m journal.Image) ([]types.Value, error) {
	r.unpack(m)
	at := r.indexes(m.Shape)
	list := make([]types.Value, len(r.columns))
	for i, c := range r.columns {
		var err error
		if list[i], err = r.value(c, at[i], id, m); err != nil {
			return nil, err
		}
	}
	return list, nil
}
