package engine

import (
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/types"
)

// about is what system columns tell of a row beside its image. Without an
// object the journal alone has the row as it is seen.
type about struct {
	position uint64 // of the entry that wrote it, 0 if none did or none is known
	version  string // if a key has told it and there is no image
	object   *objectInfo
}

// objectInfo is what the store says of an object, by a GET or a listing.
type objectInfo struct {
	etag     string
	modified int64 // Unix seconds
}

// asksObject reports whether system columns need the object of a row itself.
// Where records are listed, the listing says some of it.
func asksObject(system []catalog.SystemColumn, listed bool) bool {
	return slices.ContainsFunc(system, func(c catalog.SystemColumn) bool {
		return c.Listed() && !listed
	})
}

// about tells of a row that comes out of an object or a listing, k, and not
// out of what the journal holds. It is nil where nobody asks.
func (s *Scan) about(k listed, o *stored) *about {
	if len(s.access.System) == 0 {
		return nil
	}
	a := &about{position: s.tx.db.wroteAt(s.rel, k.id, s.tx.snap.position, o)}
	switch {
	case o != nil && s.object && (o.foreign || o.position == a.position):
		a.object = &objectInfo{o.etag, o.modified}
	case s.part != nil && s.keys && s.part.catalog == s.rel.table.ByVersion():
		a.version = keyVersion(k.order)
	case s.listsRecords() && !s.object:
		a.object = &objectInfo{etag: k.etag, modified: k.modified}
	}
	return a
}

// keyVersion is the version that the key of a reference by version tells.
func keyVersion(key string) string {
	if fields := keys.Parse(key).Fields; len(fields) == 1 {
		return fields[0].Value
	}
	return ""
}

// listsRecords reports whether what the scan lists are the records themselves.
func (s *Scan) listsRecords() bool { return s.part == nil && s.access.Kind != catalog.ByID }

// wroteAt is the position of the entry that wrote a row as it is at a position,
// 0 if that is not known. o is its object, nil if it was not read.
func (db *DB) wroteAt(rel *relation, id string, position uint64, o *stored) uint64 {
	db.mu.RLock()
	defer db.mu.RUnlock()
	v := db.overlay.row(rel.resource.Name, id)
	for v != nil && v.position > position {
		v, o = v.prev, nil
	}
	switch {
	case o != nil && (o.foreign || v == nil || o.position >= v.position):
		return o.position
	case v != nil:
		return v.position
	}
	return 0
}

// appendSystem adds the system columns wanted of a row, behind the others.
func (s *Scan) appendSystem(b *types.Batch, row found) {
	if len(s.access.System) == 0 {
		return
	}
	a := row.about
	if a == nil {
		a = &about{}
		if _, own := s.tx.own(s.rel, row.id); !own {
			a.position = s.tx.db.wroteAt(s.rel, row.id, s.tx.snap.position, nil)
		}
	}
	first := len(s.access.Columns)
	for i, c := range s.access.System {
		b.Cols[first+i].AppendValue(a.value(c, row.id, row.image))
	}
}

// value is the value of a system column.
func (a *about) value(c catalog.SystemColumn, id string, m journal.Image) types.Value {
	content, has := m.Content()
	switch {
	case c == catalog.ID:
		return types.NewText(id)
	case c == catalog.RowVersion && !m.IsZero():
		return types.NewText(m.Shape.Version)
	case c == catalog.RowVersion && a.version != "":
		return types.NewText(a.version)
	case c == catalog.RowPosition && a.position > 0:
		return types.NewInt(int64(a.position))
	case c == catalog.HasContent:
		return types.NewBool(has)
	case c == catalog.ContentLength:
		return types.NewInt(content.Size)
	case c == catalog.MimeType && has:
		return types.NewText(content.Type)
	case a.object == nil:
		return types.Null
	}
	return a.object.value(c)
}

func (o *objectInfo) value(c catalog.SystemColumn) types.Value {
	switch c {
	case catalog.ETag:
		return types.NewText(o.etag)
	case catalog.LastModified:
		return types.NewInt(types.FromTime(time.Unix(o.modified, 0)))
	}
	return types.Null
}

func systemTypes(system []catalog.SystemColumn) []*types.Type {
	ts := make([]*types.Type, len(system))
	for i, c := range system {
		ts[i] = c.Type()
	}
	return ts
}

// Written returns system columns of rows that the transaction has inserted or
// updated. No entry and no object has them yet.
func (tx *Tx) Written(t *catalog.Table, ids []string, system []catalog.SystemColumn) (*types.Batch, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	rows := tx.table(rel).rows
	b := types.NewBatch(systemTypes(system), len(ids))
	for _, id := range ids {
		var m journal.Image
		if w := rows[id]; w != nil {
			m = w.after
		}
		for i, c := range system {
			b.Cols[i].AppendValue((&about{}).value(c, id, m))
		}
	}
	b.SetRows(len(ids))
	return b, nil
}
