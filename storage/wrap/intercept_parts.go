package wrap

import (
	"context"

	"github.com/s3dbsql/s3dbsql/storage"
)

func (b intercepted) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	up.Body = nil
	r := &request{op: storage.OpBeginParts, key: key, upload: up}
	return pass(ctx, b.around, r, func(ctx context.Context) (string, error) {
		return b.Bucket.BeginParts(ctx, key, r.upload)
	}, func(string) {})
}

func (b intercepted) PutPart(ctx context.Context, part storage.Part, body []byte) (string, error) {
	r := &request{op: storage.OpPutPart, key: part.Key, part: part, upload: storage.Upload{Body: body}}
	return pass(ctx, b.around, r, func(ctx context.Context) (string, error) {
		return b.Bucket.PutPart(ctx, part, r.upload.Body)
	}, func(string) {})
}

func (b intercepted) CopyPart(ctx context.Context, part storage.Part, src storage.Source) (string, error) {
	r := &request{op: storage.OpCopyPart, key: part.Key, part: part, src: src}
	return pass(ctx, b.around, r, func(ctx context.Context) (string, error) {
		return b.Bucket.CopyPart(ctx, part, src)
	}, func(string) {})
}

func (b intercepted) FinishParts(ctx context.Context, key, upload string, etags []string, cond storage.Condition) (storage.Info, error) {
	r := &request{op: storage.OpFinishParts, key: key, cond: cond, parts: len(etags)}
	return pass(ctx, b.around, r, func(ctx context.Context) (storage.Info, error) {
		return b.Bucket.FinishParts(ctx, key, upload, etags, cond)
	}, func(storage.Info) {})
}

func (b intercepted) AbortParts(ctx context.Context, key, upload string) error {
	r := &request{op: storage.OpAbortParts, key: key}
	return b.write(ctx, r, func(ctx context.Context) error { return b.Bucket.AbortParts(ctx, key, upload) })
}
