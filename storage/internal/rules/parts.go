package rules

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

// CheckPart refuses a part that S3 would refuse.
func CheckPart(op storage.Op, part storage.Part) error {
	err := CheckKey(part.Key)
	if err == nil && (part.Number < 1 || part.Number > storage.MaxParts) {
		err = fmt.Errorf("part %d, there are 1 to %d", part.Number, storage.MaxParts)
	}
	if err != nil {
		return Fail(op, part.Key, storage.ErrInvalid, err)
	}
	return nil
}

// CheckFinish refuses a FinishParts that S3 would refuse before it looks at
// the upload.
func CheckFinish(key string, etags []string, cond storage.Condition) error {
	err := firstError(CheckKey(key), checkCondition(cond))
	if err == nil && len(etags) == 0 {
		err = errors.New("an object has at least one part")
	}
	if err != nil {
		return Fail(storage.OpFinishParts, key, storage.ErrInvalid, err)
	}
	return nil
}

// Finished is what FinishParts finds of a part.
type Finished struct {
	ETag string
	Size int64
}

// CheckParts compares the parts written with the ETags that a request names:
// all must be there, and only the last may be small.
func CheckParts(parts []Finished, etags []string) error {
	for i, etag := range etags {
		switch {
		case i >= len(parts) || parts[i].ETag != etag:
			return fmt.Errorf("part %d is not the one written", i+1)
		case i < len(etags)-1 && parts[i].Size < storage.MinPart:
			return fmt.Errorf("part %d has only %d bytes", i+1, parts[i].Size)
		}
	}
	return nil
}

// PartsETag returns the entity tag of an object of parts: the MD5 of theirs,
// and how many they are.
func PartsETag(etags []string) string {
	sum := md5.New()
	for _, etag := range etags {
		raw, _ := hex.DecodeString(strings.Trim(etag, `"`)) // our own
		sum.Write(raw)
	}
	return fmt.Sprintf(`"%x-%d"`, sum.Sum(nil), len(etags))
}

// Cut checks the range of a GET against the size of a body and ends it there.
func Cut(r storage.Range, size int64) (storage.Range, error) {
	if r == (storage.Range{}) {
		return storage.Range{Size: size}, nil
	}
	if r.From < 0 || r.Size <= 0 || r.From >= size {
		return r, fmt.Errorf("bytes %d to %d of a body of %d", r.From, r.From+r.Size, size)
	}
	r.Size = min(r.Size, size-r.From)
	return r, nil
}
