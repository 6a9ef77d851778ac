package engine

import (
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// stored is what the bucket has of a row.
type stored struct {
	image    journal.Image // zero if there is no object
	position uint64        // of the entry that wrote it; 0 if a foreign client did
	foreign  bool
	etag     string
	modified int64 // LastModified in Unix seconds
	size     int64 // bytes of the body
	settled  bool  // it was read so long after it was written that a listing shows any change since

	// applied is up to where rows were objects before the bucket was asked, if
	// it has none.
	applied uint64
}

// at decides which image a row has at a position. v is its newest held
// version, nil if none; o the object, nil if it was not read. ok is false if
// the object is needed to tell.
//
// If something after the position touched the row, the image before the first
// such operation is the answer, whatever has been applied since. Else it is
// the newest version held or the object.
func (v *version) at(position, applied uint64, o *stored, external bool) (m journal.Image, written uint64, ok bool) {
	newest := v
	if v != nil && v.position > position {
		for v.prev != nil && v.prev.position > position {
			v = v.prev
		}
		if v.prev == nil || !external {
			return v.op.Before, position, true
		}
		v = v.prev
	}
	switch {
	case v != nil && !external:
		return v.op.After, v.position, true
	case o == nil && v != nil && v.position > applied:
		return v.op.After, v.position, true // the object is older
	case o == nil:
		return journal.Image{}, 0, false
	case v != nil && v == newest && o.image.IsZero() && v.position <= o.applied:
		return journal.Image{}, 0, true // a foreign client deleted it
	case v == nil || o.foreign && v.position <= applied || o.foreign && o.modified > v.modified:
		return o.image, o.position, true
	}
	return v.op.After, v.position, true
}

// ours reports whether a record is as this journal wrote it: both copies of
// its position agree, it is of this journal and not past the head. Otherwise
// a foreign client wrote it.
func (db *DB) ours(d *document.Document, head uint64) bool {
	agree := d.Stamped || !db.rules.bothStamps && d.Stamp.Position > 0
	journal := d.Stamp.Journal == db.journal || d.Stamp.Journal == ""
	return agree && journal && d.Stamp.Position <= head
}
