package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Loaded is an entry read from a bucket.
type Loaded struct {
	*Entry
	Modified  time.Time // LastModified of its object
	Date      time.Time // the store's clock when it answered
	PartsGone bool      // a part it names is missing: void if its batch was given up
}

// Load reads the entry at a position with its parts. storage.ErrNotFound if
// there is none. An entry that is not of this journal or not at its name is
// ErrCorrupt.
func Load(ctx context.Context, bucket storage.Bucket, journal string, position uint64, shapes *Shapes) (*Loaded, error) {
	obj, err := bucket.Get(ctx, keys.EntryKey(position), storage.GetOptions{})
	if err != nil {
		return nil, err
	}
	h, err := DecodeHeader(obj.Body)
	if err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", position, err)
	}
	if h.Position != position || h.Journal != journal {
		return nil, fmt.Errorf("journal entry %d names position %d of journal %q: %w", position, h.Position, h.Journal, ErrCorrupt)
	}
	loaded := &Loaded{Entry: &h.Entry, Modified: obj.LastModified, Date: obj.Date}
	ops, err := loadParts(ctx, bucket, h)
	if errors.Is(err, storage.ErrNotFound) {
		loaded.PartsGone = true
		return loaded, nil
	}
	if err != nil {
		return nil, err
	}
	if loaded.Entry, err = h.Decode(ops, shapes); err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", position, err)
	}
	return loaded, nil
}

func loadParts(ctx context.Context, bucket storage.Bucket, h *Header) (ops []byte, err error) {
	for k, p := range h.Parts {
		key := keys.PartKey(h.Batch, uint64(k))
		obj, err := bucket.Get(ctx, key, storage.GetOptions{})
		if err != nil {
			return nil, err
		}
		if !p.Matches(obj.Body) {
			return nil, fmt.Errorf("%s: %w", key, ErrCorrupt)
		}
		ops = append(ops, obj.Body...)
	}
	return ops, nil
}
