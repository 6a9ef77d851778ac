package wrap

import (
	"context"

	"github.com/s3dbsql/s3dbsql/storage"
)

func (p prefixed) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	full, err := p.stored(storage.OpBeginParts, key)
	if err != nil {
		return "", err
	}
	return p.Bucket.BeginParts(ctx, full, up)
}

func (p prefixed) PutPart(ctx context.Context, part storage.Part, body []byte) (string, error) {
	full, err := p.stored(storage.OpPutPart, part.Key)
	if err != nil {
		return "", err
	}
	part.Key = full
	return p.Bucket.PutPart(ctx, part, body)
}

func (p prefixed) CopyPart(ctx context.Context, part storage.Part, src storage.Source) (string, error) {
	full, err := p.stored(storage.OpCopyPart, part.Key)
	if err != nil {
		return "", err
	}
	from, err := p.stored(storage.OpCopyPart, src.Key)
	if err != nil {
		return "", err
	}
	part.Key, src.Key = full, from
	return p.Bucket.CopyPart(ctx, part, src)
}

func (p prefixed) FinishParts(ctx context.Context, key, upload string, etags []string, cond storage.Condition) (storage.Info, error) {
	full, err := p.stored(storage.OpFinishParts, key)
	if err != nil {
		return storage.Info{}, err
	}
	info, err := p.Bucket.FinishParts(ctx, full, upload, etags, cond)
	if err != nil {
		return storage.Info{}, err
	}
	info.Key = key
	return info, nil
}

func (p prefixed) AbortParts(ctx context.Context, key, upload string) error {
	full, err := p.stored(storage.OpAbortParts, key)
	if err != nil {
		return err
	}
	return p.Bucket.AbortParts(ctx, full, upload)
}
