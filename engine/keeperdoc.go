package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// keeperDoc is the document s3dbsql/keeper.json: who applies the journal and
// how far. Applied, Boundary and Epoch only grow.
type keeperDoc struct {
	Format       int               `json:"format"`
	Journal      string            `json:"journal"` // id, drawn when the document is created
	Holder       string            `json:"holder"`  // server id, "" if nobody holds the lease
	LeaseSeconds int               `json:"leaseSeconds"`
	Epoch        uint64            `json:"epoch"` // counts takeovers
	Nonce        string            `json:"nonce"` // fresh in each write: so a 412 may be our own success
	Applied      uint64            `json:"applied"`
	Boundary     uint64            `json:"boundary"`
	Tables       map[string]uint64 `json:"tables,omitempty"`  // newest applied position of each resource
	Purging      map[string]uint64 `json:"purging,omitempty"` // floors whose rows are not all deleted
	Parked       []uint64          `json:"parked,omitempty"`  // positions of rows the store refused
	Conflicts    uint64            `json:"conflicts,omitempty"`
	Backfill     *backfill         `json:"backfill,omitempty"` // under way: partitions of the entry after Applied
}

const keeperFormat = 1

// keeperFile is keeper.json as it was read or written.
type keeperFile struct {
	keeperDoc
	etag     string
	modified time.Time // LastModified
	date     time.Time // the store's clock when it answered
}

// readKeeper reads keeper.json; storage.ErrNotFound in an empty database.
func (db *DB) readKeeper(ctx context.Context) (*keeperFile, error) {
	obj, err := db.bucket.Get(ctx, keys.KeeperKey, storage.GetOptions{})
	if err != nil {
		return nil, err
	}
	f := &keeperFile{etag: obj.ETag, modified: obj.LastModified, date: obj.Date}
	if err := json.Unmarshal(obj.Body, &f.keeperDoc); err != nil {
		return nil, fmt.Errorf("keeper.json: %w", err)
	}
	if f.Format != keeperFormat {
		return nil, fmt.Errorf("keeper.json has format %d, this program reads format %d", f.Format, keeperFormat)
	}
	return f, nil
}

// createKeeper begins a journal in a bucket without one. Of two servers that
// do so one succeeds; both read what became of it.
func (db *DB) createKeeper(ctx context.Context) error {
	id, err := db.opts.draw(8)
	if err != nil {
		return err
	}
	doc := keeperDoc{Format: keeperFormat, Journal: id}
	if doc.Nonce, err = db.opts.draw(8); err != nil {
		return err
	}
	_, err = db.bucket.Put(ctx, keys.KeeperKey, doc.upload(), storage.Condition{IfAbsent: true})
	if errors.Is(err, storage.ErrPrecondition) {
		return nil
	}
	return err
}

func (d *keeperDoc) upload() storage.Upload {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	_ = enc.Encode(d) // a buffer takes everything, and the document has no unencodable part
	return storage.Upload{ContentType: "application/json", Body: b.Bytes()}
}

// living reports whether the lease may still be used: until it is over by the
// store's clock, and a grace for what was signed under it.
func (f *keeperFile) living(grace time.Duration) bool {
	if f.Holder == "" {
		return false
	}
	return !f.date.After(f.end(grace))
}

func (f *keeperFile) end(grace time.Duration) time.Time {
	return f.modified.Add(time.Duration(f.LeaseSeconds)*time.Second + grace)
}

// cas replaces keeper.json if it is as f says. own is nil if another server
// has changed it. The outcome is always known in the end: after a 412 or an
// answer that was lost the nonce tells whose the document is.
func (db *DB) cas(ctx context.Context, f *keeperFile, next keeperDoc, expires time.Time) (own *keeperFile, err error) {
	if next.Nonce, err = db.opts.draw(8); err != nil {
		return nil, err
	}
	up := next.upload()
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		sent := db.opts.Clock()
		info, err := db.bucket.Put(ctx, keys.KeeperKey, up, storage.Condition{IfMatch: f.etag, ExpiresAt: expires})
		if err == nil {
			at := writtenAfter(info, db.opts.Clock().Sub(sent))
			return &keeperFile{next, info.ETag, at, later(info.Date, at)}, nil
		}
		if surelyRefused(err) {
			return nil, err
		}
		if !errors.Is(err, storage.ErrConflict) {
			now, err := db.readKeeper(ctx)
			if err == nil && now.Nonce == next.Nonce {
				return now, nil
			}
			if err == nil && now.etag != f.etag {
				return nil, nil
			}
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
}

// writtenAfter is the LastModified that a PUT gave an object, or a time before
// it: S3 answers a PUT with the time of the answer only, so what the request
// took and the part of a second that the store cuts off are taken away.
func writtenAfter(info storage.Info, took time.Duration) time.Time {
	if !info.LastModified.IsZero() {
		return info.LastModified
	}
	return info.Date.Add(-took - time.Second).Truncate(time.Second)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
