package rules

import (
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Cursor walks the stored objects in byte order of their keys.
type Cursor interface {
	// Seek moves to the first key at or after key.
	Seek(key string) (storage.Info, bool)
	// Next moves to the key after the present one.
	Next() (storage.Info, bool)
}

// Page cuts one page of a listing out of c. Its Next is the first key that
// did not fit, from which the next page goes on.
func Page(c Cursor, opts storage.ListOptions, now time.Time) *storage.Page {
	page := &storage.Page{Date: Clock(now)}
	limit := opts.Limit
	if limit <= 0 || limit > storage.MaxKeys {
		limit = storage.MaxKeys
	}
	info, ok := c.Seek(start(opts))
	for n := 0; ok && strings.HasPrefix(info.Key, opts.Prefix); n++ {
		if n == limit {
			page.Next = info.Key
			break
		}
		if group, grouped := commonPrefix(info.Key, opts); grouped {
			page.Prefixes = append(page.Prefixes, group)
			info, ok = seekPast(c, group)
			continue
		}
		info.Date = page.Date
		page.Objects = append(page.Objects, info)
		info, ok = c.Next()
	}
	return page
}

// start returns the smallest key that the page may hold.
func start(opts storage.ListOptions) string {
	from := max(opts.Prefix, opts.Token)
	if opts.StartAfter != "" {
		from = max(from, opts.StartAfter+"\x00")
	}
	return from
}

// commonPrefix returns the group of key: everything up to the first delimiter
// behind the listing's prefix.
func commonPrefix(key string, opts storage.ListOptions) (string, bool) {
	if opts.Delimiter == "" {
		return "", false
	}
	end := strings.Index(key[len(opts.Prefix):], opts.Delimiter)
	if end < 0 {
		return "", false
	}
	return key[:len(opts.Prefix)+end+len(opts.Delimiter)], true
}

// seekPast moves behind every key that begins with prefix. No key holds the
// byte 0xff, since keys are UTF-8.
func seekPast(c Cursor, prefix string) (storage.Info, bool) {
	return c.Seek(prefix + "\xff")
}
