package engine

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// Record is a row as a document: what s3db.js calls a record. SQL sees the
// same row as values of columns.
type Record struct {
	ID      string
	Version string          // of the definition that wrote it
	Fields  document.Fields // nil where only the key was read
	Content *Content        // its binary content, nil if it has none
}

// recordOf is the record of an image.
func recordOf(id string, m journal.Image) *Record {
	if m.IsZero() {
		return &Record{ID: id}
	}
	return &Record{ID: id, Version: m.Shape.Version, Fields: fieldsOf(m), Content: contentOf(m)}
}

// contentOf is the content of a row, nil if it has none.
func contentOf(m journal.Image) *Content {
	if c, ok := m.Content(); ok {
		return &c
	}
	return nil
}

// imageOf is the image of a record under the current version. What the
// version does not know comes last.
func (rel *relation) imageOf(r *Record) journal.Image {
	slots := rel.version.Map()
	last := len(slots.Paths())
	fields := rel.named(r.Fields)
	place := func(f document.Field) int {
		if i, ok := slots.Index(f.Path); ok {
			return i
		}
		return last
	}
	slices.SortStableFunc(fields, func(a, b document.Field) int { return place(a) - place(b) })
	d := &document.Document{ID: r.ID, Version: rel.version.Name, Fields: fields}
	if c := r.Content; c != nil {
		d.Content = &document.Content{ID: c.ID, Type: c.Type, Size: c.Size}
	}
	return rel.stored(d)
}

// named copies the fields of a record. Those that are no attributes get the
// names that metadata will give them back under (format, section 4), so that
// a record reads the same before and after it is an object.
func (rel *relation) named(fields document.Fields) document.Fields {
	list := slices.Clone(fields)
	for i, f := range list {
		_, known := rel.version.Map().Index(f.Path)
		if !known && f.Path != idPath && f.Path != document.TruncatedPath && rel.version.Behavior != behaviors.BodyOnly {
			list[i].Path = codec.HeaderName(f.Path)
		}
	}
	return list
}

// Records gives f the rows of an Access as records, in the order of Scan.
// Access.Columns does not matter. f must not keep the record's fields beyond
// the call unless it copies them.
func (tx *Tx) Records(ctx context.Context, a *catalog.Access, f func(*Record) error) error {
	scan, err := tx.Scan(ctx, a)
	if err != nil {
		return err
	}
	defer scan.Close()
	return scan.each(ctx, func(row found) error { return f(recordOf(row.id, row.image)) })
}

// LockRecords locks rows for writing and returns the newest committed record
// of each, or what the transaction has made of it; nil for one that is gone.
// It waits as Lock does.
func (tx *Tx) LockRecords(ctx context.Context, t *catalog.Table, ids []string) ([]*Record, error) {
	rel, err := tx.begin(ctx, t, "UPDATE")
	if err != nil {
		return nil, err
	}
	if _, err := tx.Lock(ctx, t, ids, nil); err != nil {
		return nil, err
	}
	records := make([]*Record, len(ids))
	rows := tx.table(rel).rows
	for i, id := range ids {
		if m := rows[id].after; !m.IsZero() {
			records[i] = recordOf(id, m)
		}
	}
	return records, nil
}

// InsertRecords adds rows. A record without id gets a drawn one; the id of a
// table whose primary key is made of attributes follows from them. The records
// become what is stored. 23505 if a row of the id or of a unique value exists.
func (tx *Tx) InsertRecords(ctx context.Context, t *catalog.Table, records []*Record) error {
	defer tx.db.committer.expect()()
	rel, err := tx.begin(ctx, t, "INSERT")
	if err != nil {
		return err
	}
	w := tx.writer(rel)
	ids, images := make([]string, len(records)), make([]journal.Image, len(records))
	for i, r := range records {
		images[i] = rel.imageOf(r)
		if ids[i], err = tx.recordID(rel, r, images[i]); err != nil {
			return err
		}
		r.ID = ids[i]
	}
	if err := tx.insertRows(ctx, w, ids, images, true); err != nil {
		return err
	}
	tx.refreshRecords(rel, records)
	return nil
}

// refreshRecords brings records to what interceptors and the behavior made of
// them.
func (tx *Tx) refreshRecords(rel *relation, records []*Record) {
	rows := tx.table(rel).rows
	for _, r := range records {
		if w := rows[r.ID]; w != nil {
			*r = *recordOf(r.ID, w.after)
		}
	}
}

// recordID is the id under which a record is kept.
func (tx *Tx) recordID(rel *relation, r *Record, m journal.Image) (string, error) {
	switch {
	case len(rel.table.PrimaryKey) > 0 && rel.idColumn < 0:
		values, err := newRowReader(rel, rel.table.PrimaryKey, &tx.db.env).values(r.ID, m)
		if err != nil {
			return "", err
		}
		for i, v := range values {
			if v.IsNull() {
				return "", notNull(rel.table, rel.table.PrimaryKey[i])
			}
		}
		return tx.RowID(rel.table, values)
	case r.ID == "":
		return tx.db.rowIDs.draw()
	}
	id, err := rel.keys.Mode.ID(r.ID)
	return id, refused(err)
}

// UpdateRecords replaces rows that LockRecords has locked. Ids stay.
func (tx *Tx) UpdateRecords(ctx context.Context, t *catalog.Table, records []*Record) error {
	rel, err := tx.begin(ctx, t, "UPDATE")
	if err != nil {
		return err
	}
	u := update{tx: tx, w: tx.writer(rel), t: tx.table(rel)}
	for _, r := range records {
		u.ids, u.images = append(u.ids, r.ID), append(u.images, rel.imageOf(r))
	}
	if err := tx.locked(ctx, rel, t, u.ids); err != nil {
		return err
	}
	if err := u.apply(ctx); err != nil {
		return err
	}
	tx.refreshRecords(rel, records)
	return nil
}

// Resource returns the table and the definition of a resource, nil if there
// is none.
func (tx *Tx) Resource(name string) (*catalog.Table, *catalog.Resource) {
	s := tx.db.schemaNow()
	if tx.snap.schema != nil {
		s = tx.current()
	}
	rel := s.relations[name]
	if rel == nil {
		return nil, nil
	}
	return rel.table, rel.resource
}

func (db *DB) schemaNow() *schema {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.schema
}
