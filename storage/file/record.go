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
// where a string is its length as uvarint, and its bytes. One that was
// written in parts has version 2, and instead of its body
//
//	uvarint      number of parts, which is in the ETag
//	uvarint      number of the upload
//	uvarint      number of chunks
//	uvarint x 2  number and bytes of each chunk
//
// The chunks have keys of their own (parts.go).
const (
	recordVersion = 1
	partsVersion  = 2
	timeAt        = 1
	sumAt         = timeAt + 8
	sizeAt        = sumAt + 16
)

var errRecord = errors.New("stored object is damaged")

// encode returns the record of obj.
func encode(obj *storage.Object) ([]byte, error) {
	out, err := encodeHead(recordVersion, obj, len(obj.Body))
	return append(out, obj.Body...), err
}

// encodeHead returns the record of obj up to its body, with room for more.
func encodeHead(version byte, obj *storage.Object, more int) ([]byte, error) {
	text, _, _ := strings.Cut(strings.Trim(obj.ETag, `"`), "-")
	sum, err := hex.DecodeString(text)
	if err != nil || len(sum) != sizeAt-sumAt {
		return nil, errRecord
	}
	out := make([]byte, 0, sizeAt+64+64*len(obj.Metadata)+more)
	out = append(out, version)
	out = binary.BigEndian.AppendUint64(out, uint64(obj.LastModified.Unix()))
	out = append(out, sum...)
	out = binary.AppendUvarint(out, uint64(obj.Size))
	out = appendString(out, obj.ContentType)
	out = binary.AppendUvarint(out, uint64(len(obj.Metadata)))
	for _, name := range slices.Sorted(maps.Keys(obj.Metadata)) {
		out = appendString(appendString(out, name), obj.Metadata[name])
	}
	return out, nil
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
	if len(record) > sizeAt && record[0] == partsVersion {
		obj, _, err := decodeParts(key, record)
		return obj.Info, err
	}
	if len(record) <= sizeAt || record[0] != recordVersion {
		return storage.Info{}, errRecord
	}
	size, n := binary.Uvarint(record[sizeAt:])
	if n <= 0 || size > uint64(len(record)) {
		return storage.Info{}, errRecord
	}
	return infoOf(key, record, size), nil
}

// infoOf reads the fields of a record that stand at fixed places.
func infoOf(key string, record []byte, size uint64) storage.Info {
	return storage.Info{
		Key:          key,
		ETag:         `"` + hex.EncodeToString(record[sumAt:sizeAt]) + `"`,
		Size:         int64(size),
		LastModified: time.Unix(int64(binary.BigEndian.Uint64(record[timeAt:])), 0).UTC(),
	}
}

// decode reads a record. body is a piece of it; all else shares nothing with
// it, and obj.Body is nil.
func decode(key string, record []byte) (obj *storage.Object, body []byte, err error) {
	info, err := decodeInfo(key, record)
	if err != nil {
		return nil, nil, err
	}
	r := reader{rest: record[sizeAt:]}
	r.uvarint() // the size, which info has
	obj = &storage.Object{Info: info, ContentType: r.string(), Metadata: r.metadata()}
	if r.failed || int64(len(r.rest)) != info.Size {
		return nil, nil, errRecord
	}
	return obj, r.rest, nil
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
