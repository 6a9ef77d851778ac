package rules

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/storage"
)

// MetadataLimit is Amazon S3's: bytes of names and values together, without
// the x-amz-meta- prefix.
const MetadataLimit = 2048

const maxKey = 1024 // bytes of a key

// CheckKey returns a cause for storage.ErrInvalid if key is no object key.
func CheckKey(key string) error {
	switch {
	case key == "":
		return errors.New("empty key")
	case len(key) > maxKey:
		return fmt.Errorf("key of %d bytes, at most %d are allowed", len(key), maxKey)
	case key[0] == '/':
		return errors.New("key begins with a slash")
	case !utf8.ValidString(key):
		return errors.New("key is not UTF-8")
	}
	return nil
}

// CheckMetadata returns a cause for storage.ErrInvalid if metadata could not
// travel in HTTP headers.
func CheckMetadata(metadata map[string]string) error {
	for name, value := range metadata {
		if name == "" || strings.ContainsFunc(name, notToken) {
			return fmt.Errorf("metadata name %q is no header name", name)
		}
		if strings.ContainsFunc(value, notPrintable) {
			return fmt.Errorf("metadata %q holds a character outside of printable ASCII", name)
		}
	}
	return nil
}

// notToken follows the token rule of RFC 9110, section 5.6.2.
func notToken(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
}

func notPrintable(r rune) bool { return r != '\t' && (r < ' ' || r >= 0x7f) }

// MetadataSize counts metadata as the limit does, with overhead bytes added
// for each name.
func MetadataSize(metadata map[string]string, overhead int) int {
	size := 0
	for name, value := range metadata {
		size += len(name) + len(value) + overhead
	}
	return size
}

// CheckPut refuses what S3 would refuse of a PUT before it looks at the
// object, as a *storage.OpError.
func CheckPut(key string, up storage.Upload, cond storage.Condition) error {
	if err := firstError(CheckKey(key), CheckMetadata(up.Metadata), checkCondition(cond)); err != nil {
		return Fail(storage.OpPut, key, storage.ErrInvalid, err)
	}
	if size := MetadataSize(up.Metadata, 0); size > MetadataLimit {
		return Fail(storage.OpPut, key, storage.ErrTooLarge,
			fmt.Errorf("metadata of %d bytes, at most %d are allowed", size, MetadataLimit))
	}
	return nil
}

// CheckDelete is CheckPut for DELETE.
func CheckDelete(key string, cond storage.Condition) error {
	err := firstError(CheckKey(key), checkCondition(cond))
	if err == nil && cond.IfAbsent {
		err = errors.New("DELETE has no If-None-Match")
	}
	if err != nil {
		return Fail(storage.OpDelete, key, storage.ErrInvalid, err)
	}
	return nil
}

// CheckDeleteMany is CheckPut for DeleteMany.
func CheckDeleteMany(targets []storage.Target) error {
	if len(targets) > storage.MaxDelete {
		return Fail(storage.OpDeleteMany, "", storage.ErrInvalid,
			fmt.Errorf("%d keys, at most %d are allowed", len(targets), storage.MaxDelete))
	}
	for _, t := range targets {
		if err := CheckKey(t.Key); err != nil {
			return Fail(storage.OpDeleteMany, t.Key, storage.ErrInvalid, err)
		}
	}
	return nil
}

func checkCondition(cond storage.Condition) error {
	if cond.IfMatch != "" && cond.IfAbsent {
		return errors.New("If-Match and If-None-Match exclude each other")
	}
	return nil
}

// Fail makes the *storage.OpError of an answer; cause may be nil.
func Fail(op storage.Op, key string, sentinel, cause error) *storage.OpError {
	return &storage.OpError{Op: op, Key: key, Err: sentinel, Cause: cause}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
