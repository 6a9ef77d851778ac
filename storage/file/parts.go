package file

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"io"
	"strconv"
	"sync"

	"github.com/cockroachdb/pebble"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// uploads are the objects that are being written in parts. They are gone
// when the store is closed, and their chunks when it is opened again.
type uploads struct {
	mu   sync.Mutex
	open map[string]*upload
	next uint64 // number of the next one
}

// upload is one of them. What its parts were replaced by stays until the
// object goes.
type upload struct {
	key    string
	up     storage.Upload
	number uint64
	chunks uint64 // written so far
	parts  map[int]part
}

type part struct {
	etag   string
	chunks []chunk
}

// BeginParts implements storage.Parts.
func (b *Bucket) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	if err := rules.CheckPut(key, up, storage.Condition{}); err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", rules.Fail(storage.OpBeginParts, key, storage.ErrUnknown, err)
	}
	meta := rules.Stored(key, storage.Upload{ContentType: up.ContentType, Metadata: up.Metadata}, b.now())
	b.uploads.mu.Lock()
	defer b.uploads.mu.Unlock()
	u := &upload{key: key, number: b.uploads.next, parts: map[int]part{}}
	u.up = storage.Upload{ContentType: meta.ContentType, Metadata: meta.Metadata}
	b.uploads.next++
	name := strconv.FormatUint(u.number, 10)
	b.uploads.open[name] = u
	return name, nil
}

// find returns an upload, nil if there is none.
func (u *uploads) find(name, key string) *upload {
	u.mu.Lock()
	defer u.mu.Unlock()
	if found := u.open[name]; found != nil && found.key == key {
		return found
	}
	return nil
}

// PutPart implements storage.Parts.
func (b *Bucket) PutPart(ctx context.Context, p storage.Part, body []byte) (string, error) {
	return b.addPart(ctx, storage.OpPutPart, p, bytes.NewReader(body))
}

// CopyPart implements storage.Parts.
func (b *Bucket) CopyPart(ctx context.Context, p storage.Part, src storage.Source) (string, error) {
	r := &rangeReader{ctx: ctx, b: b, src: src}
	if _, err := r.next(1); err != nil { // what is wrong with the source is the answer
		return "", err
	}
	return b.addPart(ctx, storage.OpCopyPart, p, r)
}

// addPart writes a part chunk by chunk.
func (b *Bucket) addPart(ctx context.Context, op storage.Op, p storage.Part, r io.Reader) (string, error) {
	if err := rules.CheckPart(op, p); err != nil {
		return "", err
	}
	u := b.uploads.find(p.Upload, p.Key)
	if u == nil {
		return "", &storage.OpError{Op: op, Key: p.Key, Err: storage.ErrNotFound, Date: rules.Clock(b.now())}
	}
	sum, written := md5.New(), part{}
	buf := make([]byte, chunkBytes)
	for {
		n, err := io.ReadFull(r, buf)
		if n > 0 {
			sum.Write(buf[:n])
			c, err := b.putChunk(ctx, op, u, buf[:n])
			if err != nil {
				return "", err
			}
			written.chunks = append(written.chunks, c)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return "", err
		}
	}
	written.etag = `"` + hex.EncodeToString(sum.Sum(nil)) + `"`
	b.uploads.mu.Lock()
	defer b.uploads.mu.Unlock()
	u.parts[p.Number] = written
	return written.etag, nil
}

// chunkBytes is how much of a part is in memory and in one write of the log.
const chunkBytes = 4 << 20

func (b *Bucket) putChunk(ctx context.Context, op storage.Op, u *upload, body []byte) (chunk, error) {
	b.uploads.mu.Lock()
	c := chunk{u.chunks, int64(len(body))}
	u.chunks++
	b.uploads.mu.Unlock()
	_, err := b.do(ctx, op, u.key, func(g *group) error {
		return g.batch.Set(chunkKey(u.number, c.number), body, nil)
	})
	return c, err
}

// FinishParts implements storage.Parts.
func (b *Bucket) FinishParts(ctx context.Context, key, name string, etags []string, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckFinish(key, etags, cond); err != nil {
		return storage.Info{}, err
	}
	u := b.uploads.find(name, key)
	if u == nil {
		return storage.Info{}, &storage.OpError{Op: storage.OpFinishParts, Key: key, Err: storage.ErrNotFound, Date: rules.Clock(b.now())}
	}
	p, size, err := b.uploads.pieces(u, etags)
	if err != nil {
		return storage.Info{}, rules.Fail(storage.OpFinishParts, key, storage.ErrInvalid, err)
	}
	obj := rules.Assembled(key, u.up, etags, size, b.now())
	record, err := encodeParts(obj, len(etags), p)
	if err != nil {
		return storage.Info{}, rules.Fail(storage.OpFinishParts, key, storage.ErrInvalid, err)
	}
	info, err := b.putRecord(ctx, storage.OpFinishParts, obj, record, cond, func(g *group) error {
		b.large[key] = u.number
		return g.batch.Set(chunkKey(u.number, ownerNumber), []byte(key), nil)
	})
	if err == nil {
		b.uploads.forget(name)
	}
	return info, err
}

// pieces are the chunks of the parts named.
func (u *uploads) pieces(of *upload, etags []string) (p pieces, size int64, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	p.upload = of.number
	var finished []rules.Finished
	for n := 1; n <= len(of.parts); n++ {
		f := rules.Finished{ETag: of.parts[n].etag}
		for _, c := range of.parts[n].chunks {
			f.Size += c.size
			if n <= len(etags) {
				p.chunks, size = append(p.chunks, c), size+c.size
			}
		}
		finished = append(finished, f)
	}
	return p, size, rules.CheckParts(finished, etags)
}

func (u *uploads) forget(name string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.open, name)
}

// AbortParts implements storage.Parts.
func (b *Bucket) AbortParts(ctx context.Context, key, name string) error {
	u := b.uploads.find(name, key)
	if u == nil {
		return nil
	}
	b.uploads.forget(name)
	_, err := b.do(ctx, storage.OpAbortParts, key, func(g *group) error { return g.dropChunks(u.number) })
	return err
}

func (g *group) dropChunks(upload uint64) error {
	return g.batch.DeleteRange(chunkKey(upload, 0), chunkKey(upload+1, 0), nil)
}

// release drops the chunks of the object under a key, before it goes. Only
// the committer calls it.
func (b *Bucket) release(g *group, key string) error {
	upload, ok := b.large[key]
	if !ok {
		return nil
	}
	delete(b.large, key)
	return g.dropChunks(upload)
}

// recoverChunks finds the objects that have chunks, and drops chunks that no
// object has.
func (b *Bucket) recoverChunks() error {
	it, err := b.db.NewIter(&pebble.IterOptions{LowerBound: []byte{0xff}})
	if err != nil {
		return err
	}
	var orphans []uint64
	for ok := it.First(); ok; ok = it.SeekGE(chunkKey(b.uploads.next, 0)) {
		upload, _ := parseChunkKey(it.Key())
		b.uploads.next = upload + 1
		owner := chunkKey(upload, ownerNumber)
		if it.SeekGE(owner) && bytes.Equal(it.Key(), owner) {
			b.large[string(it.Value())] = upload
		} else {
			orphans = append(orphans, upload)
		}
	}
	if err := it.Close(); err != nil {
		return err
	}
	for _, upload := range orphans {
		if err := b.db.DeleteRange(chunkKey(upload, 0), chunkKey(upload+1, 0), pebble.Sync); err != nil {
			return err
		}
	}
	return nil
}
