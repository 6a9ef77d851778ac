package file

import (
	"bytes"
	"maps"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

func FuzzDecode(f *testing.F) {
	up := storage.Upload{ContentType: "text/plain", Metadata: map[string]string{"a": "1", "b": ""}, Body: []byte("body")}
	record, err := encode(rules.Stored("k", up, time.Unix(1, 0)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(record)
	f.Add(record[:sizeAt+1])
	f.Fuzz(func(t *testing.T, record []byte) {
		obj, err := decodeWhole("k", record)
		if err != nil {
			return
		}
		again, err := encode(obj)
		if err != nil {
			t.Fatal(err)
		}
		same, err := decodeWhole("k", again)
		if err != nil {
			t.Fatal(err)
		}
		if same.Info != obj.Info || !maps.Equal(same.Metadata, obj.Metadata) || !bytes.Equal(same.Body, obj.Body) {
			t.Errorf("%+v became %+v", obj, same)
		}
	})
}

// TestDecodeDamaged cuts a record at every place: none may decode or panic.
func TestDecodeDamaged(t *testing.T) {
	up := storage.Upload{Metadata: map[string]string{"name": "value"}, Body: []byte("body")}
	record, err := encode(rules.Stored("k", up, time.Unix(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range record {
		if _, err := decodeWhole("k", record[:n]); err == nil {
			t.Errorf("%d of %d bytes decode", n, len(record))
		}
	}
}

func decodeWhole(key string, record []byte) (*storage.Object, error) {
	obj, body, err := decode(key, record)
	if err == nil {
		obj.Body = append([]byte{}, body...)
	}
	return obj, err
}
