package file

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// An object is stored under its key as
//
//	1 byte      version of this format
//	8 bytes     LastModified, Unix seconds, big-endian
//	16 bytes    MD5 of the body
//	uvarint     bytes of the body
//	string      content type
//	uvarint     number of metadata pairs, sorted by name
//	string x 2  name and value of each
//	rest        body
//
// where a string is its length as uvarint, and its bytes.
const (
	recordVersion = 1
	timeAt        = 1
	sumAt         = timeAt + 8
	sizeAt        = sumAt + 16
)

var errRecord = errors.New("stored object is damaged")

// encode returns the record of obj.
func encode(obj *storage.Object) ([]byte, error) {
	sum, err := hex.DecodeString(strings.Trim(obj.ETag, `"`))
	if err != nil || len(sum) != sizeAt-sumAt {
		return nil, errRecord
	}
	out := make([]byte, 0, sizeAt+64+64*len(obj.Metadata)+len(obj.Body))
	out = append(out, recordVersion)
	out = binary.BigEndian.AppendUint64(out, uint64(obj.LastModified.Unix()))
	out = append(out, sum...)
	out = binary.AppendUvarint(out, uint64(len(obj.Body)))
	out = appendString(out, obj.ContentType)
	out = binary.AppendUvarint(out, uint64(len(obj.Metadata)))
	for _, name := range slices.Sorted(maps.Keys(obj.Metadata)) {
		out = appendString(appendString(out, name), obj.Metadata[name])
	}
	return append(out, obj.Body...), nil
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// restamp sets the LastModified of a record.
func restamp(record []byte, now time.Time) {
	binary.BigEndian.PutUint64(record[timeAt:], uint64(now.Unix()))
}

// decodeInfo reads what a listing shows. It shares nothing with record.
func decodeInfo(key string, record []byte) (storage.Info, error) {
	if len(record) <= sizeAt || record[0] != recordVersion {
		return storage.Info{}, errRecord
	}
	size, n := binary.Uvarint(record[sizeAt:])
	if n <= 0 || size > uint64(len(record)) {
		return storage.Info{}, errRecord
	}
	return storage.Info{
		Key:          key,
		ETag:         `"` + hex.EncodeToString(record[sumAt:sizeAt]) + `"`,
		Size:         int64(size),
		LastModified: time.Unix(int64(binary.BigEndian.Uint64(record[timeAt:])), 0).UTC(),
	}, nil
}

// decode reads a record whole; the body only if it is wanted. It shares
// nothing with record.
func decode(key string, record []byte, withBody bool) (*storage.Object, error) {
	info, err := decodeInfo(key, record)
	if err != nil {
		return nil, err
	}
	r := reader{rest: record[sizeAt:]}
	r.uvarint() // the size, which info has
	obj := &storage.Object{Info: info, ContentType: r.string(), Metadata: r.metadata()}
	if r.failed || int64(len(r.rest)) != info.Size {
		return nil, errRecord
	}
	if withBody {
		obj.Body = append([]byte{}, r.rest...)
	}
	return obj, nil
}

// reader takes values off the front of rest; failed is final.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) string() string {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.failed, r.rest = true, nil
		return ""
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *reader) metadata() map[string]string {
	n := r.uvarint()
	if n > uint64(len(r.rest)/2) { // each pair takes two bytes at least
		r.failed = true
		return nil
	}
	pairs := make(map[string]string, min(n, 64))
	for range n {
		name := r.string()
		pairs[name] = r.string()
	}
	return pairs
}
