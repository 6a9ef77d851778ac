package engine

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/storage"
)

// write sends one write of the keeper until its outcome is known. Each
// attempt is signed to expire; after an unknown outcome nothing else goes to
// the key before that time, so no late request can undo what follows.
func (k *keeper) write(ctx context.Context, send func(expiry storage.Condition) error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		expires, err := k.lease.sign(ctx)
		if err != nil {
			return err
		}
		err = send(storage.Condition{ExpiresAt: expires})
		switch {
		case err == nil || known(err):
			return err
		case errors.Is(err, storage.ErrExpired):
			if err := k.lease.outlast(ctx, expires); err != nil {
				return err
			}
			continue
		case !errors.Is(err, storage.ErrConflict):
			if err := k.lease.outlast(ctx, expires); err != nil {
				k.lease.unsettled.Store(true)
				return err
			}
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// known reports whether an error says for certain that nothing was written
// and that repeating would not help.
func known(err error) bool {
	for _, e := range []error{
		storage.ErrPrecondition, storage.ErrNotFound, storage.ErrDenied, storage.ErrNoBucket,
		storage.ErrTooLarge, storage.ErrInvalid,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// put writes an object under a condition.
func (k *keeper) put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (info storage.Info, err error) {
	err = k.write(ctx, func(expiry storage.Condition) error {
		cond.ExpiresAt = expiry.ExpiresAt
		info, err = k.db.bucket.Put(ctx, key, up, cond)
		return err
	})
	return info, err
}

func (k *keeper) putReference(ctx context.Context, rel *relation, key string) error {
	_, err := k.put(ctx, key, document.ReferenceObject(rel.version), storage.Condition{})
	return err
}
