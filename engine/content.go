package engine

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Content describes the binary content of a record.
type Content = journal.Content

// Staged is content that was uploaded and belongs to no record yet: a
// transaction names it. It must be committed within half the retention.
type Staged struct {
	Content
	stored time.Time // the store's clock once it was there
	seen   time.Time // the local clock then
}

// OctetStream is the type of content for which no other is given.
const OctetStream = "application/octet-stream"

// StageContent uploads what r gives, in parts if it is more than 8 MiB. An
// empty mimeType is OctetStream; 22023 if it is none.
func (db *DB) StageContent(ctx context.Context, r io.Reader, mimeType string) (*Staged, error) {
	if mimeType == "" {
		mimeType = OctetStream
	}
	if len(mimeType) > maxType || strings.ContainsFunc(mimeType, func(c rune) bool { return c < ' ' || c > '~' }) {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid content type: %q", mimeType)
	}
	var first [1]byte
	n, err := io.ReadFull(r, first[:])
	if n == 0 {
		if err != io.EOF { //nolint:errorlint // of io.ReadFull
			return nil, err
		}
		return &Staged{}, nil
	}
	id, err := db.opts.draw(8)
	if err != nil {
		return nil, err
	}
	up := storage.Upload{ContentType: mimeType}
	info, err := storage.PutStream(ctx, db.bucket, keys.ContentKey(id), up, io.MultiReader(strings.NewReader(string(first[:])), r))
	var refused *storage.OpError
	if errors.As(err, &refused) {
		err = storeError(ctx, err)
	}
	if err != nil {
		return nil, err
	}
	return db.staged(Content{ID: id, Size: info.Size, Type: mimeType}, info), nil
}

const maxType = 255 // bytes of a content type

func (db *DB) staged(c Content, info storage.Info) *Staged {
	db.keeper.sweeper.expect()
	s := &Staged{Content: c, stored: info.Date, seen: db.opts.Clock()}
	if s.stored.IsZero() {
		s.stored = s.seen
	}
	return s
}

// SetContent makes staged content that of a record; empty content is none. ok
// is false if there is no such record. 0A000 or 54000 if the record has no
// place for content.
func (tx *Tx) SetContent(ctx context.Context, t *catalog.Table, id string, s *Staged) (ok bool, err error) {
	if s.Size == 0 {
		return tx.recontent(ctx, t, id, nil)
	}
	tx.name(s)
	return tx.recontent(ctx, t, id, &s.Content)
}

// CheckContent is SetContent without doing it: it locks the record and says
// what stands in the way of content, before that is uploaded.
func (tx *Tx) CheckContent(ctx context.Context, t *catalog.Table, id string) (ok bool, err error) {
	rel, m, err := tx.lockForContent(ctx, t, id)
	if err != nil || m.IsZero() {
		return false, err
	}
	_, err = tx.writer(rel).beside(id, m, &Content{ID: "0123456789abcdef", Type: OctetStream, Size: 1})
	return true, err
}

// DeleteContent takes the content of a record away. ok is false if there is no
// such record.
func (tx *Tx) DeleteContent(ctx context.Context, t *catalog.Table, id string) (ok bool, err error) {
	return tx.recontent(ctx, t, id, nil)
}

func (tx *Tx) lockForContent(ctx context.Context, t *catalog.Table, id string) (*relation, journal.Image, error) {
	rel, err := tx.begin(ctx, t, "UPDATE")
	if err != nil {
		return nil, journal.Image{}, err
	}
	if _, err := tx.Lock(ctx, t, []string{id}, nil); err != nil {
		return nil, journal.Image{}, err
	}
	return rel, tx.table(rel).rows[id].after, nil
}

func (tx *Tx) recontent(ctx context.Context, t *catalog.Table, id string, c *Content) (ok bool, err error) {
	rel, m, err := tx.lockForContent(ctx, t, id)
	if err != nil || m.IsZero() {
		return false, err
	}
	if _, has := m.Content(); !has && c == nil {
		return true, nil
	}
	if m, err = tx.writer(rel).beside(id, m, c); err != nil {
		return true, err
	}
	tx.table(rel).rows[id].set(m, tx.statement)
	return true, nil
}

// beside is the image of a row with content, nil for none. Nothing is cut for
// the sake of content.
func (w *rowWriter) beside(id string, m journal.Image, c *Content) (journal.Image, error) {
	m = w.rel.intern.WithContent(m, c)
	if c != nil && w.rel.version.Behavior == behaviors.TruncateData {
		whole := withoutFlag(fieldsOf(m))
		cut, err := document.Truncate(w.rel.version, whole, w.encoding(m))
		if err == nil && len(cut) > len(whole) {
			err = &document.ContentError{Behavior: behaviors.TruncateData}
		}
		return m, w.noRoom(id, err)
	}
	return m, w.fits(id, m)
}

// name notes that the transaction names staged content, which the keeper
// leaves alone for the retention only.
func (tx *Tx) name(s *Staged) {
	half, most := tx.db.opts.Retention/2, tx.db.opts.Retention*3/4
	if tx.stagedUntil.IsZero() || s.stored.Add(most).Before(tx.stagedUntil) {
		tx.stagedUntil = s.stored.Add(most)
	}
	if tx.commitBy.IsZero() || s.seen.Add(half).Before(tx.commitBy) {
		tx.commitBy = s.seen.Add(half)
	}
}

// timely reports why content that the transaction names may be gone already.
func (tx *Tx) timely() error {
	if tx.commitBy.IsZero() || tx.db.opts.Clock().Before(tx.commitBy) {
		return nil
	}
	return tx.db.untimely()
}

func (db *DB) untimely() error {
	return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "binary content must be committed within %s after it was set", db.opts.Retention/2).
		WithHint("Set the content again, nearer to COMMIT.")
}

// moveContent gives a row that gets another id its content there: the store
// copies it.
func (tx *Tx) moveContent(ctx context.Context, rel *relation, old string, m journal.Image) (journal.Image, error) {
	c, ok := m.Content()
	if !ok {
		return m, nil
	}
	r, err := tx.openContent(ctx, rel, old, c)
	if err != nil {
		return m, err
	}
	id, err := tx.db.opts.draw(8)
	if err != nil {
		return m, err
	}
	from := storage.Info{Key: r.key, ETag: r.etag, Size: r.Size}
	copying, err := storage.CopyObject(ctx, tx.db.bucket, keys.ContentKey(id), storage.Upload{ContentType: r.Type}, from)
	if err != nil {
		return m, storeError(ctx, err)
	}
	info, err := copying.FinishNew(ctx)
	if err != nil {
		return m, storeError(ctx, err)
	}
	s := tx.db.staged(Content{ID: id, Size: r.Size, Type: r.Type}, info)
	tx.name(s)
	return rel.intern.WithContent(m, &s.Content), nil
}

// inlineContent is how many bytes of content are read along with a record; of
// more the connection is given up instead.
const inlineContent = 64 << 10

// wantsBody tells which bodies to read with records: all but long content.
func wantsBody(limit int64) func(*storage.Object) bool {
	return func(head *storage.Object) bool { return document.WantsBody(head, limit) }
}

func documentContent(c Content) *document.Content {
	return &document.Content{ID: c.ID, Type: c.Type, Size: c.Size}
}
