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

// received returns metadata as HTTP delivers it: names in lower case, values
// without blanks at their ends.
func received(metadata map[string]string) map[string]string {
	out := make(map[string]string, len(metadata))
	for name, value := range metadata {
		out[strings.ToLower(name)] = strings.Trim(value, " \t")
	}
	return out
}

// Answer returns the stored object as GET (or, without its body, HEAD)
// answers it at now. It shares nothing with obj.
func Answer(obj *storage.Object, withBody bool, now time.Time) *storage.Object {
	out := *obj
	out.Date = Clock(now)
	out.Metadata = maps.Clone(obj.Metadata)
	out.Body = nil
	if withBody {
		out.Body = bytes.Clone(obj.Body)
	}
	return &out
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
