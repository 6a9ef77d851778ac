package storage

import (
	"context"
	"time"
)

// Bucket is what a driver implements. All methods may be called from many
// goroutines. Keys are UTF-8 without a leading slash. Every error matches one
// of the sentinels of errors.go with errors.Is, or is a transport error whose
// outcome is unknown (ErrUnknown).
type Bucket interface {
	// Get reads an object, whole unless opts say otherwise. ErrNotFound if
	// there is none; ErrNotModified if opts.IfNoneMatch equals its ETag;
	// ErrPrecondition if opts.IfMatch does not.
	Get(ctx context.Context, key string, opts GetOptions) (*Object, error)

	// Head is Get without the body.
	Head(ctx context.Context, key string) (*Object, error)

	// Put writes an object whole and returns its new Info. A condition that
	// does not hold is ErrPrecondition and nothing was written; ErrConflict
	// means that nothing was written by this request and it may be repeated.
	Put(ctx context.Context, key string, obj Upload, cond Condition) (Info, error)

	// Delete removes an object; an absent key is no error. With cond.IfMatch
	// it removes only that version (ErrPrecondition otherwise), where the
	// store can (Capabilities.DeleteIfMatch).
	Delete(ctx context.Context, key string, cond Condition) error

	// DeleteMany removes up to MaxDelete keys in one request, in no order;
	// absent keys are no error. The error joins one *KeyError for each key
	// that could not be removed: ErrPrecondition if it is another version than
	// the one asked for, where the store looks (Capabilities.DeleteManyIfMatch).
	// A request that arrives after expires, as of Condition.ExpiresAt, is
	// refused whole, where the store can (Capabilities.DeleteManyExpires).
	DeleteMany(ctx context.Context, targets []Target, expires time.Time) error

	// List returns one page of at most MaxKeys entries in byte order.
	List(ctx context.Context, opts ListOptions) (*Page, error)

	// Parts writes what is too large for Put.
	Parts

	// Capabilities says what the store can do; it sends no request.
	Capabilities() Capabilities

	// Close releases what the driver holds. No method may run after it.
	Close() error
}

// Limits of one request, Amazon S3's.
const (
	MaxKeys   = 1000 // entries of one listing page
	MaxDelete = 1000 // keys of one DeleteMany
	MaxParts  = 10000
)

// Capabilities describes a store. The zero value promises nothing.
type Capabilities struct {
	DeleteIfMatch     bool // Delete honours Condition.IfMatch
	DeleteManyIfMatch bool // DeleteMany honours Target.IfMatch
	DeleteManyExpires bool // DeleteMany takes a time of expiry and honours it
	Shared            bool // other processes may write the bucket at the same time
	MetadataLimit     int  // bytes of user metadata, names and values together
	NameOverhead      int  // bytes counted in addition for each metadata name
}

// Info is what a listing or an answer to PUT says of an object.
type Info struct {
	Key          string
	ETag         string    // with quotes, as on the wire
	Size         int64     // bytes of the body
	LastModified time.Time // whole seconds, the store's clock; zero where unknown
	Date         time.Time // the store's clock when it answered; zero where unknown
}

// Object is a stored object. Metadata names are lower case and without the
// x-amz-meta- prefix. Head leaves Body nil. Size is that of the whole body,
// also where only a range of it was read.
type Object struct {
	Info
	ContentType string
	Metadata    map[string]string
	Body        []byte
}

// Upload is what Put writes. A nil Metadata or Body is an empty one; an empty
// ContentType is application/octet-stream. Names and values of Metadata are
// ASCII (codec makes them so).
type Upload struct {
	ContentType string
	Metadata    map[string]string
	Body        []byte
}

// Condition guards a write. At most one of IfMatch and IfAbsent is set.
type Condition struct {
	IfMatch  string // ETag the object must have
	IfAbsent bool   // no object may have the key (If-None-Match: *)

	// ExpiresAt, if set, is the time by the store's clock after which the
	// store refuses the request (ErrExpired): on S3 the request is presigned
	// to end there, whole seconds. A write that was on its way when its
	// sender died can so never land later.
	ExpiresAt time.Time
}

// Target is an object that DeleteMany removes.
type Target struct {
	Key     string
	IfMatch string // ETag the object must have; "" for any
}

// Targets returns keys as targets of any version.
func Targets(keys ...string) []Target {
	targets := make([]Target, len(keys))
	for i, key := range keys {
		targets[i].Key = key
	}
	return targets
}

// GetOptions are the options of Get; the zero value asks for everything.
type GetOptions struct {
	IfNoneMatch string // ETag that makes the answer ErrNotModified
	IfMatch     string // ETag without which the answer is ErrPrecondition

	// Range selects bytes of the body; the zero Range is all of it. One that
	// begins behind the end is ErrInvalid.
	Range Range

	// Wanted, if set, is asked with everything but the body, before that is
	// read. Where it says no the body stays unread, and nil.
	Wanted func(head *Object) bool
}

// Range is a part of a body: Size bytes from From on, or what there is of
// them.
type Range struct{ From, Size int64 }

// ListOptions selects one page of a listing.
type ListOptions struct {
	Prefix     string
	Delimiter  string // "" or "/"; groups keys into Page.Prefixes
	StartAfter string // only keys after this one, in byte order
	Limit      int    // at most MaxKeys; 0 means MaxKeys
	Token      string // Page.Next of the page before; "" for the first
}

// Page is one page of a listing: objects and common prefixes, each in byte
// order. Next is "" on the last page.
type Page struct {
	Objects  []Info
	Prefixes []string
	Next     string
	Date     time.Time // the store's clock when it answered
}
