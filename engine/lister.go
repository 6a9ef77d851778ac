package engine

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

// lister gives the keys of a scan, in order: of a listing, or ids given.
type lister struct {
	bucket  storage.Bucket
	prefix  string
	ids     []string
	portion int
	fixed   bool // portions do not grow
	token   string
	asked   bool // the last call sent a request
	done    bool
}

// listed is a key with the id it ends in; dropped if its row is not wanted.
type listed struct {
	order, id string
	etag      string // of the object listed
	modified  int64  // likewise, Unix seconds
	size      int64  // likewise, bytes
	dropped   bool
}

// next returns the next keys: one LIST, or none where ids were given. Portions
// grow, for a caller that wanted few and came back wants more, unless a batch
// of a size was asked for.
func (l *lister) next(ctx context.Context) ([]listed, error) {
	if l.asked = false; l.done {
		return nil, nil
	}
	if l.prefix == "" {
		return l.given(), nil
	}
	l.asked = true
	page, err := l.bucket.List(ctx, storage.ListOptions{Prefix: l.prefix, Limit: l.portion, Token: l.token})
	if err != nil {
		return nil, err
	}
	l.token, l.done = page.Next, page.Next == ""
	if !l.fixed {
		l.portion = min(4*l.portion, storage.MaxKeys)
	}
	keys := make([]listed, len(page.Objects))
	for i, obj := range page.Objects {
		keys[i] = listed{order: obj.Key, id: idOf(obj.Key), etag: obj.ETag, modified: obj.LastModified.Unix(), size: obj.Size}
	}
	return keys, nil
}

// idOf returns what stands behind the last /id=; an id of ours has no slash.
func idOf(key string) string { return key[strings.LastIndex(key, "/id=")+len("/id="):] }

func (l *lister) given() []listed {
	n := min(len(l.ids), storage.MaxKeys)
	keys := make([]listed, n)
	for i, id := range l.ids[:n] {
		keys[i] = listed{order: id, id: id}
	}
	l.ids = l.ids[n:]
	l.done = len(l.ids) == 0
	return keys
}
