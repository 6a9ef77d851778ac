package mem

import (
	"bytes"
	"context"
	"strconv"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// upload is an object that is being written in parts. Bytes of a part never
// change, so that one may be a piece of a stored body.
type upload struct {
	key   string
	up    storage.Upload
	parts map[int][]byte
}

// BeginParts implements storage.Parts.
func (b *Bucket) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	if err := rules.CheckPut(key, up, storage.Condition{}); err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", rules.Fail(storage.OpBeginParts, key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.begun++
	name := strconv.Itoa(b.begun)
	meta := rules.Stored(key, storage.Upload{ContentType: up.ContentType, Metadata: up.Metadata}, b.now())
	b.uploads[name] = &upload{
		key: key, parts: map[int][]byte{},
		up: storage.Upload{ContentType: meta.ContentType, Metadata: meta.Metadata},
	}
	return name, nil
}

// PutPart implements storage.Parts.
func (b *Bucket) PutPart(ctx context.Context, part storage.Part, body []byte) (string, error) {
	return b.addPart(ctx, storage.OpPutPart, part, func() ([]byte, error) { return bytes.Clone(body), nil })
}

// CopyPart implements storage.Parts.
func (b *Bucket) CopyPart(ctx context.Context, part storage.Part, src storage.Source) (string, error) {
	return b.addPart(ctx, storage.OpCopyPart, part, func() ([]byte, error) {
		obj := b.objects.get(src.Key)
		if obj == nil {
			return nil, b.refuse(storage.OpCopyPart, src.Key, storage.ErrNotFound)
		}
		r, err := rules.AllowedGet(src.Key, rules.Answer(obj, b.now()), storage.GetOptions{IfMatch: src.IfMatch, Range: src.Range})
		if err != nil {
			return nil, err
		}
		return obj.Body[r.From : r.From+r.Size], nil
	})
}

// addPart adds what read gives, which runs under b.mu.
func (b *Bucket) addPart(ctx context.Context, op storage.Op, part storage.Part, read func() ([]byte, error)) (string, error) {
	if err := rules.CheckPart(op, part); err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", rules.Fail(op, part.Key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	u := b.uploads[part.Upload]
	if u == nil || u.key != part.Key {
		return "", b.refuse(op, part.Key, storage.ErrNotFound)
	}
	body, err := read()
	if err != nil {
		return "", err
	}
	u.parts[part.Number] = body
	return rules.ETag(body), nil
}

// FinishParts implements storage.Parts.
func (b *Bucket) FinishParts(ctx context.Context, key, name string, etags []string, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckFinish(key, etags, cond); err != nil {
		return storage.Info{}, err
	}
	if err := ctx.Err(); err != nil {
		return storage.Info{}, rules.Fail(storage.OpFinishParts, key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	u := b.uploads[name]
	if u == nil || u.key != key {
		return storage.Info{}, b.refuse(storage.OpFinishParts, key, storage.ErrNotFound)
	}
	if err := rules.Allowed(b.info(key), cond, now); err != nil {
		return storage.Info{}, b.refuse(storage.OpFinishParts, key, err)
	}
	if err := rules.CheckParts(u.written(), etags); err != nil {
		return storage.Info{}, rules.Fail(storage.OpFinishParts, key, storage.ErrInvalid, err)
	}
	body := u.join(len(etags))
	obj := rules.Assembled(key, u.up, etags, int64(len(body)), now)
	obj.Body = body
	delete(b.uploads, name)
	b.objects.set(obj)
	return rules.Answer(obj, now).Info, nil
}

// written lists the parts from 1 on, up to the first that is missing.
func (u *upload) written() []rules.Finished {
	var list []rules.Finished
	for n := 1; u.parts[n] != nil; n++ {
		list = append(list, rules.Finished{ETag: rules.ETag(u.parts[n]), Size: int64(len(u.parts[n]))})
	}
	return list
}

// join makes the body of the first n parts, and lets go of each as it goes.
func (u *upload) join(n int) []byte {
	if n == 1 {
		return u.parts[1]
	}
	size := 0
	for i := range n {
		size += len(u.parts[i+1])
	}
	body := make([]byte, 0, size)
	for i := range n {
		body = append(body, u.parts[i+1]...)
		delete(u.parts, i+1)
	}
	return body
}

// AbortParts implements storage.Parts.
func (b *Bucket) AbortParts(ctx context.Context, key, name string) error {
	if err := ctx.Err(); err != nil {
		return rules.Fail(storage.OpAbortParts, key, storage.ErrUnknown, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.uploads, name)
	return nil
}
