package engine

import (
	"context"
	"errors"
	"io"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// ContentReader reads the content of a record as it was at a snapshot, a
// range of 8 MiB at a time. It belongs to one goroutine. It needs no closing,
// and outlives its transaction; if the content is replaced and gone meanwhile
// the error is 72000.
type ContentReader struct {
	Content
	ctx context.Context
	db  *DB
	rel *relation
	row string

	key, etag string // of the object that is read
	at        int64  // bytes of it before buf
	buf       []byte
}

// ContentOf describes the content of a record. ok is false if there is no such
// record, and c nil if it has none.
func (tx *Tx) ContentOf(ctx context.Context, t *catalog.Table, id string) (c *Content, ok bool, err error) {
	_, m, err := tx.rowNow(ctx, t, id)
	if err != nil || m.IsZero() {
		return nil, false, err
	}
	return contentOf(m), true, nil
}

// OpenContent begins to read the content of a record. ok is false if there is
// no such record, and r nil if it has no content.
func (tx *Tx) OpenContent(ctx context.Context, t *catalog.Table, id string) (r *ContentReader, ok bool, err error) {
	rel, m, err := tx.rowNow(ctx, t, id)
	if err != nil || m.IsZero() {
		return nil, false, err
	}
	c, has := m.Content()
	if !has {
		return nil, true, nil
	}
	r, err = tx.openContent(ctx, rel, id, c)
	return r, true, err
}

// rowNow is a row as the transaction has left it, else as the statement sees
// it.
func (tx *Tx) rowNow(ctx context.Context, t *catalog.Table, id string) (rel *relation, m journal.Image, err error) {
	if rel, err = tx.relation(t); err != nil {
		return nil, m, err
	}
	if w := tx.writes[rel.resource.Name]; w != nil && w.rows[id] != nil && w.rows[id].dirty {
		return rel, w.rows[id].after, nil
	}
	scan, err := tx.Scan(ctx, &catalog.Access{Table: t, Kind: catalog.ByID, IDs: []string{id}})
	if err != nil {
		return nil, m, err
	}
	defer scan.Close()
	return rel, m, scan.each(ctx, func(row found) error {
		m = row.image
		return nil
	})
}

func (tx *Tx) openContent(ctx context.Context, rel *relation, id string, c Content) (*ContentReader, error) {
	r := &ContentReader{Content: c, ctx: ctx, db: tx.db, rel: rel, row: id}
	return r, r.open()
}

// open finds an object that has the content, and reads on from where the
// reader is: it is staged first, and from some time on in the record.
func (r *ContentReader) open() error {
	for _, key := range r.places() {
		obj, err := r.get(key, "")
		if notThere(err) || errors.Is(err, storage.ErrInvalid) {
			continue
		}
		if err != nil {
			return storeError(r.ctx, err)
		}
		if key == keys.ContentKey(r.ID) || r.is(obj) {
			r.key, r.etag, r.buf = key, obj.ETag, obj.Body
			r.Size, r.Type = obj.Size, obj.ContentType
			return nil
		}
	}
	return tooOld()
}

// places are the keys of objects that may have the content, the likely one
// first.
func (r *ContentReader) places() []string {
	record := r.rel.keys.Record(r.row)
	if r.ID == "" {
		return []string{record}
	}
	staged := keys.ContentKey(r.ID)
	r.db.mu.RLock()
	defer r.db.mu.RUnlock()
	if r.db.overlay.row(r.rel.resource.Name, r.row) != nil {
		return []string{staged, record}
	}
	return []string{record, staged}
}

// is reports whether a record still has the content. Of what s3db.js wrote
// only size and type can tell.
func (r *ContentReader) is(record *storage.Object) bool {
	if r.ID != "" || r.Size == 0 {
		return record.Metadata[document.ContentName] == r.ID
	}
	return record.Size == r.Size && record.ContentType == r.Type
}

func (r *ContentReader) get(key, etag string) (*storage.Object, error) {
	return r.db.bucket.Get(r.ctx, key, storage.GetOptions{
		IfMatch: etag, Range: storage.Range{From: r.at, Size: storage.StreamPart},
	})
}

// Read implements io.Reader.
func (r *ContentReader) Read(p []byte) (int, error) {
	if len(r.buf) == 0 {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.buf)
	r.consume(n)
	return n, nil
}

// WriteTo implements io.WriterTo.
func (r *ContentReader) WriteTo(w io.Writer) (total int64, err error) {
	for {
		if len(r.buf) == 0 {
			if err := r.fill(); err != nil {
				if err == io.EOF { //nolint:errorlint // of fill
					err = nil
				}
				return total, err
			}
		}
		n, err := w.Write(r.buf)
		r.consume(n)
		total += int64(n)
		if err != nil {
			return total, err
		}
	}
}

func (r *ContentReader) consume(n int) { r.buf, r.at = r.buf[n:], r.at+int64(n) }

// fill reads the next range, of another object if that of the last one is gone.
func (r *ContentReader) fill() error {
	if r.at >= r.Size {
		return io.EOF
	}
	obj, err := r.get(r.key, r.etag)
	switch {
	case notThere(err) || errors.Is(err, storage.ErrPrecondition):
		return r.open()
	case err != nil:
		return storeError(r.ctx, err)
	}
	r.buf = obj.Body
	return nil
}
