package storagetest

import (
	"context"
	"crypto/md5"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

func roundTrip(c *check) {
	metadata := map[string]string{"_v": "v0", "0": "u:Jos%C3%A9", "long-name": "inner  blanks kept", "empty": ""}
	info, err := c.b.Put(c.ctx, "resource=users/data/id=u1", storage.Upload{
		ContentType: "application/json", Metadata: metadata, Body: []byte(`{"a":1}`),
	}, storage.Condition{})
	if err != nil {
		c.Fatal(err)
	}
	obj := c.get(info.Key)
	if obj.ETag != info.ETag || obj.Size != 7 || obj.ContentType != "application/json" || string(obj.Body) != `{"a":1}` {
		c.Errorf("got %+v, put answered %+v", obj, info)
	}
	if !maps.Equal(obj.Metadata, metadata) {
		c.Errorf("metadata %v, want %v", obj.Metadata, metadata)
	}
	head, err := c.b.Head(c.ctx, info.Key)
	if err != nil {
		c.Fatal(err)
	}
	if head.Body != nil || head.ETag != obj.ETag || head.Size != 7 || !maps.Equal(head.Metadata, metadata) {
		c.Errorf("head %+v, get %+v", head, obj)
	}
	c.defaults()
}

func (c *check) defaults() {
	c.put("plain", "", storage.Condition{})
	obj := c.get("plain")
	if obj.ContentType != "application/octet-stream" || obj.Size != 0 || len(obj.Body) != 0 || len(obj.Metadata) != 0 {
		c.Errorf("an empty upload came back as %+v", obj)
	}
}

func absent(c *check) {
	_, err := c.b.Get(c.ctx, "none", storage.GetOptions{})
	c.is(err, storage.ErrNotFound, "get")
	_, err = c.b.Head(c.ctx, "none")
	c.is(err, storage.ErrNotFound, "head")
	if storage.DateOf(err).IsZero() {
		c.Error("a not-found answer has no date")
	}
}

func notModified(c *check) {
	info := c.put("k", "one", storage.Condition{})
	_, err := c.b.Get(c.ctx, "k", storage.GetOptions{IfNoneMatch: info.ETag})
	c.is(err, storage.ErrNotModified, "get of the same version")
	c.put("k", "two", storage.Condition{})
	obj, err := c.b.Get(c.ctx, "k", storage.GetOptions{IfNoneMatch: info.ETag})
	if err != nil || string(obj.Body) != "two" {
		c.Fatalf("get of a newer version: %v, %v", obj, err)
	}
}

func replace(c *check) {
	_, err := c.b.Put(c.ctx, "k", storage.Upload{
		ContentType: "text/plain", Metadata: map[string]string{"a": "1", "b": "2"}, Body: []byte("long body"),
	}, storage.Condition{})
	if err != nil {
		c.Fatal(err)
	}
	_, err = c.b.Put(c.ctx, "k", storage.Upload{Metadata: map[string]string{"a": "3"}}, storage.Condition{})
	if err != nil {
		c.Fatal(err)
	}
	obj := c.get("k")
	if len(obj.Body) != 0 || !maps.Equal(obj.Metadata, map[string]string{"a": "3"}) {
		c.Errorf("after the second put: %+v", obj)
	}
}

func etag(c *check) {
	for _, body := range []string{"", "a", strings.Repeat("x", 100_000)} {
		info := c.put("k", body, storage.Condition{})
		if want := fmt.Sprintf(`"%x"`, md5.Sum([]byte(body))); info.ETag != want {
			c.Errorf("etag of %d bytes is %s, want %s", len(body), info.ETag, want)
		}
	}
}

func notShared(c *check) {
	up := storage.Upload{Metadata: map[string]string{"a": "1"}, Body: []byte("body")}
	if _, err := c.b.Put(c.ctx, "k", up, storage.Condition{}); err != nil {
		c.Fatal(err)
	}
	up.Body[0], up.Metadata["a"] = 'X', "X"
	first := c.get("k")
	first.Body[0], first.Metadata["a"] = 'Y', "Y"
	if obj := c.get("k"); string(obj.Body) != "body" || obj.Metadata["a"] != "1" {
		c.Errorf("a caller's buffer reached the store: %+v", obj)
	}
}

// odd are keys that s3db.js writes: ids and partition values are not escaped.
var odd = []string{
	"id=with space", "id=a=b", "id=plus+sign", "id=per%20cent", "id=q?x=1&y=2", "id=éàü", "id=😀", "id=#hash",
	"id=quote\"'`", "id=<&>", "id=star*(x)!~", "id=semi;colon,@$", "id=back\\slash", "id=[]{}|^", "Id=Case", "id=case",
}

func oddKeys(c *check) {
	for _, key := range odd {
		c.put("odd/"+key, key, storage.Condition{})
	}
	listed := c.list(storage.ListOptions{Prefix: "odd/"})
	if len(listed) != len(odd) {
		c.Errorf("%d keys listed of %d: %q", len(listed), len(odd), listed)
	}
	for _, key := range listed {
		if got := c.get(key); "odd/"+string(got.Body) != key {
			c.Errorf("under %q lies the object of %q", key, got.Body)
		}
		if err := c.b.Delete(c.ctx, key, storage.Condition{}); err != nil {
			c.Errorf("delete %q: %v", key, err)
		}
	}
	if rest := c.list(storage.ListOptions{}); len(rest) != 0 {
		c.Errorf("left after the deletes: %q", rest)
	}
}

func badRequests(c *check) {
	for _, key := range []string{"", "/leading", "bad\xffutf8", strings.Repeat("k", 1025)} {
		_, err := c.b.Put(c.ctx, key, storage.Upload{}, storage.Condition{})
		c.is(err, storage.ErrInvalid, fmt.Sprintf("put %q", key))
	}
	for name, value := range map[string]string{"line": "a\nb", "accent": "é", "na me": "v", "": "v"} {
		_, err := c.b.Put(c.ctx, "k", storage.Upload{Metadata: map[string]string{name: value}}, storage.Condition{})
		c.is(err, storage.ErrInvalid, fmt.Sprintf("metadata %q=%q", name, value))
	}
	_, err := c.b.Put(c.ctx, "k", storage.Upload{}, storage.Condition{IfAbsent: true, IfMatch: `"x"`})
	c.is(err, storage.ErrInvalid, "both conditions")
	c.is(c.b.DeleteMany(c.ctx, make([]storage.Target, storage.MaxDelete+1), time.Time{}), storage.ErrInvalid, "delete of 1001 keys")
}

func metadataLimit(c *check) {
	limits := c.b.Capabilities()
	for _, names := range []int{1, 20} {
		room := limits.MetadataLimit - names*limits.NameOverhead
		if _, err := c.b.Put(c.ctx, "full", filled(names, room), storage.Condition{}); err != nil {
			c.Errorf("%d names, %d bytes: %v", names, room, err)
		}
		_, err := c.b.Put(c.ctx, "over", filled(names, room+1), storage.Condition{})
		c.is(err, storage.ErrTooLarge, fmt.Sprintf("%d names, %d bytes", names, room+1))
	}
}

// filled returns an upload whose metadata has size bytes.
func filled(names, size int) storage.Upload {
	metadata := map[string]string{}
	for i := range names {
		share := size / (names - i)
		metadata[fmt.Sprintf("n%02d", i)] = strings.Repeat("v", share-3)
		size -= share
	}
	return storage.Upload{Metadata: metadata}
}

func deleteOne(c *check) {
	c.put("k", "x", storage.Condition{})
	for range 2 { // the second finds nothing
		if err := c.b.Delete(c.ctx, "k", storage.Condition{}); err != nil {
			c.Fatal(err)
		}
	}
	_, err := c.b.Head(c.ctx, "k")
	c.is(err, storage.ErrNotFound, "head after delete")
}

func deleteMany(c *check) {
	keys := append([]string{"absent"}, odd...)
	for _, key := range odd {
		c.put(key, key, storage.Condition{})
	}
	c.put("stays", "x", storage.Condition{})
	if err := c.b.DeleteMany(c.ctx, storage.Targets(keys...), time.Time{}); err != nil {
		c.Fatal(err)
	}
	if rest := c.list(storage.ListOptions{}); len(rest) != 1 || rest[0] != "stays" {
		c.Errorf("left: %q", rest)
	}
	if err := c.b.DeleteMany(c.ctx, nil, time.Time{}); err != nil {
		c.Errorf("delete of nothing: %v", err)
	}
}

func cancelled(c *check) {
	c.put("k", "x", storage.Condition{})
	ctx, cancel := context.WithCancel(c.ctx)
	cancel()
	_, err := c.b.Get(ctx, "k", storage.GetOptions{})
	c.is(err, ctx.Err(), "get")
	_, err = c.b.Put(ctx, "k", storage.Upload{}, storage.Condition{})
	c.is(err, ctx.Err(), "put")
	c.is(err, storage.ErrUnknown, "put")
}
