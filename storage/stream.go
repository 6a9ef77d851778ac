package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// Sizes of the parts in which large objects travel.
const (
	StreamPart = 8 << 20   // bytes in memory at once; a smaller object is one PUT
	copyPart   = 256 << 20 // what a store copies well within the time of a request
)

// MaxStream is the largest object that PutStream can write, in bytes.
const MaxStream = MaxParts * StreamPart

// PutStream writes what r gives under a key that nobody else writes: by one
// PUT, or in parts of StreamPart bytes where there is more. up.Body is not
// looked at. After an error there is no object, unless the store says later
// that there is one after all.
func PutStream(ctx context.Context, b Bucket, key string, up Upload, r io.Reader) (Info, error) {
	first, err := io.ReadAll(io.LimitReader(r, StreamPart))
	if err != nil {
		return Info{}, err
	}
	if len(first) < StreamPart {
		up.Body = first
		return b.Put(ctx, key, up, Condition{})
	}
	w, err := begin(ctx, b, key, up)
	if err != nil {
		return Info{}, err
	}
	for body := first; len(body) > 0; body, err = readPart(r, first) {
		if err := w.put(ctx, body); err != nil {
			return Info{}, w.abort(ctx, err)
		}
	}
	if err != nil {
		return Info{}, w.abort(ctx, err)
	}
	return w.finish(ctx)
}

// readPart fills buf as far as r goes.
func readPart(r io.Reader, buf []byte) ([]byte, error) {
	n, err := io.ReadFull(r, buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return buf[:n], err
}

// partsWriter writes one object in parts.
type partsWriter struct {
	b      Bucket
	key    string
	upload string
	etags  []string
	size   int64
}

func begin(ctx context.Context, b Bucket, key string, up Upload) (*partsWriter, error) {
	upload, err := b.BeginParts(ctx, key, up)
	return &partsWriter{b: b, key: key, upload: upload}, err
}

func (w *partsWriter) next() (Part, error) {
	if len(w.etags) == MaxParts {
		return Part{}, &OpError{Op: OpPutPart, Key: w.key, Err: ErrTooLarge, Cause: fmt.Errorf("more than %d bytes", w.size)}
	}
	return Part{w.key, w.upload, len(w.etags) + 1}, nil
}

func (w *partsWriter) put(ctx context.Context, body []byte) error {
	part, err := w.next()
	if err != nil {
		return err
	}
	etag, err := w.b.PutPart(ctx, part, body)
	w.etags, w.size = append(w.etags, etag), w.size+int64(len(body))
	return err
}

func (w *partsWriter) copy(ctx context.Context, src Source) error {
	part, err := w.next()
	if err != nil {
		return err
	}
	etag, err := w.b.CopyPart(ctx, part, src)
	w.etags, w.size = append(w.etags, etag), w.size+src.Size
	return err
}

// finish makes the object. An answer that was lost is found out by looking,
// for nobody else writes the key.
func (w *partsWriter) finish(ctx context.Context) (Info, error) {
	info, err := w.b.FinishParts(ctx, w.key, w.upload, w.etags, Condition{})
	if errors.Is(err, ErrUnknown) || errors.Is(err, ErrNotFound) {
		if obj, lost := w.b.Head(ctx, w.key); lost == nil && obj.Size == w.size {
			return obj.Info, nil
		}
	}
	if err != nil {
		return Info{}, w.abort(ctx, err)
	}
	info.Size = w.size
	return info, nil
}

// abortTime bounds the last request of an upload that has failed.
const abortTime = 10 * time.Second

// abort gives the upload up, also where ctx has ended, and returns why.
func (w *partsWriter) abort(ctx context.Context, why error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abortTime)
	defer cancel()
	_ = w.b.AbortParts(ctx, w.key, w.upload) // the store's own rules clear what is left
	return why
}

// Copying is an object whose bytes the store copies from another one: all is
// there but the last request, which makes it visible.
type Copying struct{ w *partsWriter }

// CopyObject copies the size bytes of src, which must be the version of that
// ETag, for an object under key with the metadata of up. src may be what is
// under the key now. Finish or Abort must follow.
func CopyObject(ctx context.Context, b Bucket, key string, up Upload, src Info) (*Copying, error) {
	w, err := begin(ctx, b, key, up)
	if err != nil {
		return nil, err
	}
	for from := int64(0); from < src.Size; from += copyPart {
		part := Source{src.Key, src.ETag, Range{from, min(copyPart, src.Size-from)}}
		if err := w.copy(ctx, part); err != nil {
			return nil, w.abort(ctx, err)
		}
	}
	return &Copying{w}, nil
}

// Finish makes the copy the object under its key, under a condition.
func (c *Copying) Finish(ctx context.Context, cond Condition) (Info, error) {
	info, err := c.w.b.FinishParts(ctx, c.w.key, c.w.upload, c.w.etags, cond)
	info.Size = c.w.size
	return info, err
}

// FinishNew is Finish under a key that nobody else writes.
func (c *Copying) FinishNew(ctx context.Context) (Info, error) { return c.w.finish(ctx) }

// Abort gives the copy up.
func (c *Copying) Abort(ctx context.Context) { _ = c.w.abort(ctx, nil) }
