package file

import (
	"context"
	"errors"
	"io"

	"github.com/cockroachdb/pebble"

	"github.com/s3dbsql/s3dbsql/storage"
)

// readPieces reads a range of an object of chunks from one moment's store.
func readPieces(from pebble.Reader, p pieces, r storage.Range) ([]byte, error) {
	body := make([]byte, 0, r.Size)
	for _, c := range p.chunks {
		if r.Size == 0 {
			break
		}
		if r.From >= c.size {
			r.From -= c.size
			continue
		}
		n := min(r.Size, c.size-r.From)
		var err error
		if body, err = appendChunk(body, from, p.upload, c, r.From, n); err != nil {
			return nil, err
		}
		r = storage.Range{Size: r.Size - n}
	}
	return body, nil
}

func appendChunk(body []byte, from pebble.Reader, upload uint64, c chunk, at, n int64) ([]byte, error) {
	stored, closer, err := from.Get(chunkKey(upload, c.number))
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if int64(len(stored)) != c.size {
		return nil, errRecord
	}
	return append(body, stored[at:at+n]...), nil
}

// rangeReader reads a range of an object piece by piece.
type rangeReader struct {
	ctx  context.Context
	b    *Bucket
	src  storage.Source
	read int64
}

func (r *rangeReader) next(n int64) (*storage.Object, error) {
	obj, err := r.b.Get(r.ctx, r.src.Key, storage.GetOptions{
		IfMatch: r.src.IfMatch, Range: storage.Range{From: r.src.From + r.read, Size: n},
	})
	var op *storage.OpError
	if errors.As(err, &op) {
		op.Op = storage.OpCopyPart
	}
	return obj, err
}

// Read implements io.Reader. The object must stay the one it was at first.
func (r *rangeReader) Read(buf []byte) (int, error) {
	left := min(int64(len(buf)), r.src.Size-r.read)
	if left == 0 {
		return 0, io.EOF
	}
	obj, err := r.next(left)
	if err != nil {
		return 0, err
	}
	r.src.IfMatch = obj.ETag
	r.read += int64(len(obj.Body))
	if r.src.From+r.read == obj.Size {
		r.src.Size = r.read
	}
	return copy(buf, obj.Body), nil
}
