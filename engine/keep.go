package engine

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/types"
)

// setOf makes a set of ids, nil of none.
func setOf(ids []string) map[string]bool {
	if len(ids) == 0 {
		return nil
	}
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// skips reports whether an id is none of those wanted.
func (s *Scan) skips(id string) bool { return s.only != nil && !s.only[id] }

// drop marks the keys of a page that tell that their rows are not wanted. One
// that tells nothing, for its value was cut or it is of another form, stays:
// its record will tell.
func (s *Scan) drop(page []listed) error {
	for i := range page {
		page[i].dropped = s.skips(page[i].id)
	}
	if !s.keysTell() {
		return nil
	}
	b := types.NewBatch(s.keyTypes(), len(page))
	var tested []int
	for i, k := range page {
		if k.dropped || strings.Contains(k.order, "~~") || s.appendKey(b, s.access.KeyColumns, k) != nil {
			continue
		}
		tested = append(tested, i)
		page[i].dropped = true
	}
	if err := s.access.Keep(b); err != nil {
		return err
	}
	for i := range b.Len() {
		page[tested[b.Index(i)]].dropped = false
	}
	return nil
}

// keysTell reports whether the keys listed tell which rows to keep.
func (s *Scan) keysTell() bool {
	switch {
	case s.access.Keep == nil || s.filter != nil || s.access.Kind == catalog.ByID || s.rel.table.Options.ExternalWriters:
		return false
	case s.part != nil:
		return s.part.readable(s.access.KeyColumns)
	}
	return s.inID(s.access.KeyColumns)
}

func (s *Scan) keyTypes() []*types.Type {
	ts := make([]*types.Type, len(s.access.KeyColumns))
	for i, c := range s.access.KeyColumns {
		ts[i] = s.rel.table.Columns[c].Type
	}
	return ts
}

// appendKey adds to b the row of columns that a key tells, nothing if one of
// them cannot be read.
func (s *Scan) appendKey(b *types.Batch, columns []int, k listed) error {
	var fields []keys.Field
	if s.part != nil {
		fields = keys.Parse(k.order).Fields
	}
	s.values = s.values[:0]
	for _, c := range columns {
		v, err := s.keyValue(c, fields, k.id)
		if err != nil {
			return err
		}
		s.values = append(s.values, v)
	}
	for i, v := range s.values {
		b.Cols[i].AppendValue(v)
	}
	b.SetRows(b.Rows() + 1)
	return nil
}
