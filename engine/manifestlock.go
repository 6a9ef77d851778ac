package engine

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// manifestLock is the object under which s3db.js 21 and later replace s3db.json,
// which they do without a condition. Its times are milliseconds since 1970.
type manifestLock struct {
	LockID     string `json:"lockId"`
	HolderID   string `json:"holderId"`
	AcquiredAt int64  `json:"acquiredAt"`
	ExpiresAt  int64  `json:"expiresAt"`
	Deletion   int64  `json:"_expiresAt"` // when s3db.js takes the object for rubbish
}

// Limits of the lock, as s3db.js sets them.
const (
	lockLife     = 30 * time.Second
	lockDeletion = 90 * time.Second
	lockPause    = 100 * time.Millisecond
)

// locks reports whether those who write a manifest take the lock.
func locks(m *catalog.Manifest) bool { return m.Dialect() == codec.V21 }

// locked runs write while this server holds the lock. Whoever holds it is
// waited for, until the lock is given up or its time is over.
func (k *keeper) locked(ctx context.Context, write func() error) error {
	id, err := k.db.opts.draw(8)
	if err != nil {
		return err
	}
	etag, err := k.lockManifest(ctx, id)
	if err != nil {
		return err
	}
	err = write()
	if freed := k.delete(ctx, keys.ManifestLockKey, etag); freed != nil && !notThere(freed) && !errors.Is(freed, storage.ErrPrecondition) {
		k.db.opts.Logger.Warn("the lock of s3db.json was not given up; it ends by itself", "error", freed)
	}
	return err
}

func (k *keeper) lockManifest(ctx context.Context, id string) (etag string, err error) {
	for stale := ""; ; {
		info, err := k.put(ctx, keys.ManifestLockKey, k.lockUpload(id), replacing(stale))
		if err == nil {
			return info.ETag, nil
		}
		if !errors.Is(err, storage.ErrPrecondition) && !notThere(err) {
			return "", err
		}
		if stale, err = k.staleLock(ctx, id); err != nil {
			return "", err
		}
	}
}

func (k *keeper) lockUpload(id string) storage.Upload {
	now := k.db.opts.Clock()
	body, _ := json.Marshal(manifestLock{ // numbers and texts always have a form
		LockID: id, HolderID: "s3dbsql-" + k.db.opts.ServerID,
		AcquiredAt: now.UnixMilli(), ExpiresAt: now.Add(lockLife).UnixMilli(), Deletion: now.Add(lockDeletion).UnixMilli(),
	})
	return storage.Upload{ContentType: "application/json", Body: body}
}

// staleLock waits until the lock is over, by the store's clock, and returns its
// ETag; "" if it was given up. One that makes no sense ends when its life since
// it was written is over.
func (k *keeper) staleLock(ctx context.Context, id string) (etag string, err error) {
	for {
		obj, err := k.db.bucket.Get(ctx, keys.ManifestLockKey, storage.GetOptions{})
		if notThere(err) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		end := obj.LastModified.Add(lockLife)
		var l manifestLock
		if json.Unmarshal(obj.Body, &l) == nil && l.ExpiresAt > 0 {
			end = time.UnixMilli(l.ExpiresAt)
		}
		if l.LockID == id || !obj.Date.Before(end) {
			return obj.ETag, nil // ours, by a request whose answer was lost, or nobody's
		}
		if err := sleep(ctx, lockPause); err != nil {
			return "", err
		}
	}
}
