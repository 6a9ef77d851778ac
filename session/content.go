package session

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// SetContent implements functions.Resources.
func (r resources) SetContent(ctx context.Context, relation types.OID, id, body, mimeType string) error {
	t, tx, err := r.record(relation)
	if err != nil {
		return err
	}
	ok, err := tx.CheckContent(ctx, t, id)
	if err != nil || !ok {
		return noRecord(t, id, err)
	}
	staged, err := r.s.engineOf(t.Schema).StageContent(ctx, strings.NewReader(body), mimeType)
	if err != nil {
		return err
	}
	_, err = tx.SetContent(ctx, t, id, staged)
	return err
}

// Content implements functions.Resources.
func (r resources) Content(ctx context.Context, relation types.OID, id string) (body string, ok bool, err error) {
	t, tx, err := r.record(relation)
	if err != nil {
		return "", false, err
	}
	c, _, err := tx.OpenContent(ctx, t, id)
	if err != nil || c == nil {
		return "", false, err
	}
	if limit := r.s.db.QueryMemory; limit > 0 && c.Size > limit {
		return "", false, pgerr.New(pgerr.OutOfMemory, "out of memory").
			WithDetail("The content of row %q of table %q has %d bytes.", id, t.Name, c.Size)
	}
	var b strings.Builder
	b.Grow(int(c.Size))
	_, err = c.WriteTo(&b)
	return b.String(), err == nil, err
}

// HasContent implements functions.Resources.
func (r resources) HasContent(ctx context.Context, relation types.OID, id string) (bool, error) {
	t, tx, err := r.record(relation)
	if err != nil {
		return false, err
	}
	c, _, err := tx.ContentOf(ctx, t, id)
	return c != nil, err
}

// DeleteContent implements functions.Resources.
func (r resources) DeleteContent(ctx context.Context, relation types.OID, id string) error {
	t, tx, err := r.record(relation)
	if err != nil {
		return err
	}
	ok, err := tx.DeleteContent(ctx, t, id)
	if err != nil || !ok {
		return noRecord(t, id, err)
	}
	return nil
}

// record returns a table and the transaction that has its rows.
func (r resources) record(relation types.OID) (*catalog.Table, *engine.Tx, error) {
	t, err := r.table(relation)
	if err != nil {
		return nil, nil, err
	}
	return t, r.s.source().of(t), nil
}

// noRecord is err, or that there is no such record.
func noRecord(t *catalog.Table, id string, err error) error {
	if err != nil {
		return err
	}
	return pgerr.Newf(pgerr.UndefinedObject, "table %q has no row with _id %q", t.Name, id)
}
