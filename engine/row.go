package engine

import (
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/types"
)

// rowReader turns images into rows of a batch that has some of a relation's
// columns. It belongs to one goroutine.
type rowReader struct {
	rel      *relation
	secrets  *codec.Secrets
	columns  []int
	mappings map[*journal.Shape]*mapping
	texts    []string // of the image at hand
	present  []bool
}

func newRowReader(rel *relation, columns []int, env *environment) *rowReader {
	return &rowReader{rel: rel, secrets: env.secrets, columns: columns, mappings: map[*journal.Shape]*mapping{}}
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
	to := r.mapping(m.Shape)
	for i := range r.columns {
		v, err := r.value(i, to, id, m)
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

func indexOf(paths []string, path string) int {
	for i, p := range paths {
		if p == path && p != "" {
			return i
		}
	}
	return -1
}

// value is the value of the i-th wanted column.
func (r *rowReader) value(i int, to *mapping, id string, m journal.Image) (types.Value, error) {
	col, at := &r.rel.columns[r.columns[i]], to.at[i]
	switch {
	case col.path == "":
		return types.NewText(r.rel.idValue(id, m)), nil
	case to.older != nil:
		return r.older(i, to, id, m)
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

// values reads one row's columns as single values.
func (r *rowReader) values(id string, m journal.Image) ([]types.Value, error) {
	r.unpack(m)
	to := r.mapping(m.Shape)
	list := make([]types.Value, len(r.columns))
	for i := range r.columns {
		var err error
		if list[i], err = r.value(i, to, id, m); err != nil {
			return nil, err
		}
	}
	return list, nil
}
