package file

import (
	"context"

	"github.com/cockroachdb/pebble"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// List implements storage.Bucket. The page is one moment's.
func (b *Bucket) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, rules.Fail(storage.OpList, opts.Prefix, storage.ErrUnknown, err)
	}
	now := b.now()
	it, err := b.db.NewIter(&pebble.IterOptions{UpperBound: []byte{0xff}})
	if err != nil {
		return nil, rules.Fail(storage.OpList, opts.Prefix, storage.ErrUnknown, err)
	}
	c := &cursor{it: it}
	page := rules.Page(c, opts, now)
	if err := firstOf(c.err, it.Close()); err != nil {
		return nil, rules.Fail(storage.OpList, opts.Prefix, storage.ErrUnknown, err)
	}
	return page, nil
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// cursor is a rules.Cursor over an iterator; after an error it is at its end.
type cursor struct {
	it  *pebble.Iterator
	err error
}

func (c *cursor) Seek(key string) (storage.Info, bool) {
	return c.info(c.it.SeekGE([]byte(key)))
}

func (c *cursor) Next() (storage.Info, bool) { return c.info(c.it.Next()) }

func (c *cursor) info(ok bool) (storage.Info, bool) {
	if !ok || c.err != nil {
		return storage.Info{}, false
	}
	info, err := decodeInfo(string(c.it.Key()), c.it.Value())
	c.err = err
	return info, err == nil
}
