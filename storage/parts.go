package storage

import "context"

// Parts is the side of a Bucket that writes an object part by part: its bytes
// need not be in memory together, and the store can copy them from another
// object. Nothing is visible before FinishParts, which replaces the object
// under the key at once. A part may be written again, until then.
type Parts interface {
	// BeginParts begins an object and returns the name of the upload.
	// up.Body is not looked at.
	BeginParts(ctx context.Context, key string, up Upload) (upload string, err error)

	// PutPart writes a part and returns its ETag. All but the last part must
	// have MinPart bytes. ErrNotFound if there is no such upload.
	PutPart(ctx context.Context, part Part, body []byte) (etag string, err error)

	// CopyPart is PutPart of bytes that the store has already. ErrNotFound if
	// there is no such object, ErrPrecondition if it is another version.
	CopyPart(ctx context.Context, part Part, src Source) (etag string, err error)

	// FinishParts makes the object of parts 1, 2, ... whose ETags are given.
	// The condition is that of Put. ErrNotFound if there is no such upload:
	// it may have been finished by a request whose answer was lost.
	FinishParts(ctx context.Context, key, upload string, etags []string, cond Condition) (Info, error)

	// AbortParts gives an upload up; an unknown one is no error.
	AbortParts(ctx context.Context, key, upload string) error
}

// MinPart is how many bytes each part but the last must have.
const MinPart = 5 << 20

// Part is a place in an object that is written in parts.
type Part struct {
	Key    string
	Upload string // from BeginParts
	Number int    // from 1 to MaxParts
}

// Source is a range of an object to be copied. The Range must not be zero.
type Source struct {
	Key     string
	IfMatch string // ETag it must have; any if ""
	Range
}
