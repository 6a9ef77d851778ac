package document

import (
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Document is a decoded record.
type Document struct {
	ID      string
	Version string // name of the version that wrote it, e.g. v0
	Fields  Fields

	// Stamp is the journal position that wrote the record. Stamped says that
	// both copies are there and agree; otherwise a foreign client wrote the
	// record, whatever Stamp says. Where metadata had no room only the body
	// carries the position: Stamp.Journal is "" then.
	Stamp   Stamp
	Stamped bool

	Truncated bool // the behavior has cut a value
	Overflow  bool // the behavior has moved values to the body
	Content   *Content
}

// Content is binary content, which s3db.js keeps in the body of a record.
type Content struct {
	Type  string
	Bytes []byte
}

// Options of Encode.
type Options struct {
	Stamp   Stamp
	Content *Content // kept as the body; refused where the behavior needs it
	// Capabilities are the store's: its limit of metadata and how it counts.
	Capabilities storage.Capabilities
}

// Encode makes the object of a record under a version of its resource.
func Encode(r *catalog.Resource, v *catalog.Version, fields Fields, opts Options) (storage.Upload, error) {
	return storage.Upload{}, errors.New("not there yet")
}

// Decode reads the object of a record, under the version that wrote it.
func Decode(r *catalog.Resource, id string, obj *storage.Object) (*Document, error) {
	return nil, errors.New("not there yet")
}
