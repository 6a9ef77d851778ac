package document

import (
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
	Type  string
	Bytes []byte
}

// Options of Encode.
type Options struct {
	Stamp   Stamp    // none: the object carries no stamp
	Content *Content // kept as the body, unstamped
	// Capabilities are the store's: its limit of metadata and how it counts.
	Capabilities storage.Capabilities
}
