package file

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

// chunk is a stored piece of an object that was written in parts.
type chunk struct {
	number uint64
	size   int64
}

// pieces are the chunks of an object, in order.
type pieces struct {
	upload uint64
	chunks []chunk
}

// Chunks stand behind all objects, whose keys are UTF-8: 0xff, the number of
// the upload and that of the chunk. Behind the chunks of an upload that was
// finished stands its owner's key.
const ownerNumber = 1<<64 - 1

func chunkKey(upload, number uint64) []byte {
	key := binary.BigEndian.AppendUint64([]byte{0xff}, upload)
	return binary.BigEndian.AppendUint64(key, number)
}

func parseChunkKey(key []byte) (upload, number uint64) {
	if len(key) != 17 {
		return 0, 0
	}
	return binary.BigEndian.Uint64(key[1:]), binary.BigEndian.Uint64(key[9:])
}

// encodeParts returns the record of an object of parts.
func encodeParts(obj *storage.Object, parts int, p pieces) ([]byte, error) {
	out, err := encodeHead(partsVersion, obj, 10*(2*len(p.chunks)+3))
	out = binary.AppendUvarint(out, uint64(parts))
	out = binary.AppendUvarint(out, p.upload)
	out = binary.AppendUvarint(out, uint64(len(p.chunks)))
	for _, c := range p.chunks {
		out = binary.AppendUvarint(binary.AppendUvarint(out, c.number), uint64(c.size))
	}
	return out, err
}

// decodeParts reads such a record.
func decodeParts(key string, record []byte) (*storage.Object, pieces, error) {
	r := reader{rest: record[sizeAt:]}
	size := r.uvarint()
	obj := &storage.Object{Info: infoOf(key, record, size), ContentType: r.string(), Metadata: r.metadata()}
	obj.ETag = fmt.Sprintf(`%s-%d"`, strings.TrimSuffix(obj.ETag, `"`), r.uvarint())
	p := pieces{upload: r.uvarint()}
	for range r.uvarint() {
		c := chunk{r.uvarint(), int64(r.uvarint())}
		if r.failed || c.size < 0 || uint64(c.size) > size {
			return obj, p, errRecord
		}
		size -= uint64(c.size)
		p.chunks = append(p.chunks, c)
	}
	if r.failed || size != 0 || len(r.rest) > 0 {
		return obj, p, errRecord
	}
	return obj, p, nil
}
