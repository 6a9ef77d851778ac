package document

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Document is a decoded record.
type Document struct {
	ID      string
	Version string // name of the version under which it is read
	// Fields are in the order of the version's attributes; what the version
	// does not know comes last, under the names the store gave back.
	Fields Fields

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
	ID    string // tells it from others that the record has had; "" if s3db.js wrote it
	Type  string
	Size  int64
	Bytes []byte // nil where they were not read
}

// ContentName is the metadata name that carries a content's ID. s3db.js hides
// it, and drops it when it writes other content.
const ContentName = "_content"

// WantsBody reports whether the body of a record must be read to decode it,
// given all but that: one of more than limit bytes that is content need not.
func WantsBody(head *storage.Object, limit int64) bool {
	return head.Size <= limit || isJSON(head.ContentType) && head.Metadata[ContentName] == ""
}

// ContentError says that a record has no place for content.
type ContentError struct{ Behavior string }

func (e *ContentError) Error() string {
	if e.Behavior == behaviors.BodyOnly {
		return fmt.Sprintf("behavior %q keeps records in their bodies, where their binary content would be", e.Behavior)
	}
	return "the record does not fit into metadata, as it must beside binary content"
}

// Options of Encode.
type Options struct {
	Stamp   Stamp    // none: the object carries no stamp
	Content *Content // is the body, unstamped
	// Capabilities are the store's: its limit of metadata and how it counts.
	Capabilities storage.Capabilities
}
