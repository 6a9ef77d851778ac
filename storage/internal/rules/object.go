package rules

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"maps"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// ETag returns the entity tag of a body: its MD5 in hexadecimal, quoted.
func ETag(body []byte) string {
	sum := md5.Sum(body)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// Stored makes the object that a PUT at now leaves behind. It shares nothing
// with up.
func Stored(key string, up storage.Upload, now time.Time) *storage.Object {
	contentType := up.ContentType
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	return &storage.Object{
		Info: storage.Info{
			Key:          key,
			ETag:         ETag(up.Body),
			Size:         int64(len(up.Body)),
			LastModified: Clock(now),
		},
		ContentType: contentType,
		Metadata:    received(up.Metadata),
		Body:        bytes.Clone(up.Body),
	}
}

// Assembled makes the object that FinishParts at now leaves behind of an
// upload and its parts, without the body.
func Assembled(key string, up storage.Upload, etags []string, size int64, now time.Time) *storage.Object {
	up.Body = nil
	obj := Stored(key, up, now)
	obj.ETag, obj.Size = PartsETag(etags), size
	return obj
}

// received returns metadata as HTTP delivers it: names in lower case, values
// without blanks at their ends.
func received(metadata map[string]string) map[string]string {
	out := make(map[string]string, len(metadata))
	for name, value := range metadata {
		out[strings.ToLower(name)] = strings.Trim(value, " \t")
	}
	return out
}

// Answer returns the stored object as HEAD answers it at now. It shares
// nothing with obj.
func Answer(obj *storage.Object, now time.Time) *storage.Object {
	out := *obj
	out.Date = Clock(now)
	out.Metadata = maps.Clone(obj.Metadata)
	out.Body = nil
	return &out
}

// AllowedGet returns the range of the body that a GET reads of the object
// whose head is given, or the answer that refuses it.
func AllowedGet(key string, head *storage.Object, opts storage.GetOptions) (storage.Range, error) {
	part, err := Cut(opts.Range, head.Size)
	refusal := &storage.OpError{Op: storage.OpGet, Key: key, Date: head.Date}
	switch {
	case opts.IfNoneMatch == head.ETag:
		refusal.Err = storage.ErrNotModified
	case opts.IfMatch != "" && opts.IfMatch != head.ETag:
		refusal.Err = storage.ErrPrecondition
	case err != nil:
		refusal.Err, refusal.Cause = storage.ErrInvalid, err
	default:
		return part, nil
	}
	return part, refusal
}

// Allowed returns nil if a write may go on at now, else the sentinel of the
// refusal. current is the object under the key, nil if there is none.
func Allowed(current *storage.Info, cond storage.Condition, now time.Time) error {
	switch {
	case !cond.ExpiresAt.IsZero() && now.After(cond.ExpiresAt.Truncate(time.Second)):
		return storage.ErrExpired
	case cond.IfAbsent && current != nil:
		return storage.ErrPrecondition
	case cond.IfMatch != "" && (current == nil || current.ETag != cond.IfMatch):
		return storage.ErrPrecondition
	}
	return nil
}

// AllowedDelete is Allowed for DELETE, where an absent key satisfies every
// If-Match.
func AllowedDelete(current *storage.Info, cond storage.Condition, now time.Time) error {
	if current == nil {
		cond.IfMatch = ""
	}
	return Allowed(current, cond, now)
}

// Clock returns now as a store tells it: UTC, whole seconds.
func Clock(now time.Time) time.Time { return now.UTC().Truncate(time.Second) }
