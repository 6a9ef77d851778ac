package storagetest

import (
	"errors"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/probe"
)

// clock asks that times are whole seconds of one clock.
func clock(c *check) {
	info := c.put("k", "x", storage.Condition{})
	obj := c.get("k")
	page, err := c.b.List(c.ctx, storage.ListOptions{})
	if err != nil {
		c.Fatal(err)
	}
	for what, date := range map[string]time.Time{
		"put": info.Date, "get": obj.Date, "list": page.Date, "last modified": obj.LastModified,
	} {
		if date.IsZero() || date.Nanosecond() != 0 {
			c.Errorf("%s: date %v is no whole second", what, date)
		}
		if age := obj.Date.Sub(date).Abs(); age > 5*time.Second {
			c.Errorf("%s: date %v is %v from that of the read", what, date, age)
		}
	}
}

func putIfAbsent(c *check) {
	c.put("k", "one", storage.Condition{IfAbsent: true})
	_, err := c.b.Put(c.ctx, "k", storage.Upload{Body: []byte("two")}, storage.Condition{IfAbsent: true})
	c.is(err, storage.ErrPrecondition, "second put")
	if body := c.get("k").Body; string(body) != "one" {
		c.Errorf("a refused put wrote %q", body)
	}
	if err := c.b.Delete(c.ctx, "k", storage.Condition{}); err != nil {
		c.Fatal(err)
	}
	c.put("k", "three", storage.Condition{IfAbsent: true})
}

func putIfMatch(c *check) {
	_, err := c.b.Put(c.ctx, "k", storage.Upload{}, storage.Condition{IfMatch: `"d41d8cd98f00b204e9800998ecf8427e"`})
	c.is(err, storage.ErrPrecondition, "put over nothing")
	one := c.put("k", "one", storage.Condition{})
	c.put("k", "two", storage.Condition{IfMatch: one.ETag})
	_, err = c.b.Put(c.ctx, "k", storage.Upload{Body: []byte("three")}, storage.Condition{IfMatch: one.ETag})
	c.is(err, storage.ErrPrecondition, "put over another version")
	if body := c.get("k").Body; string(body) != "two" {
		c.Errorf("body %q", body)
	}
}

func deleteIfMatch(c *check) {
	if !c.b.Capabilities().DeleteIfMatch {
		c.Skip("the store has no DELETE with If-Match")
	}
	one := c.put("k", "one", storage.Condition{})
	two := c.put("k", "two", storage.Condition{})
	c.is(c.b.Delete(c.ctx, "k", storage.Condition{IfMatch: one.ETag}), storage.ErrPrecondition, "delete of an old version")
	c.get("k")
	for range 2 { // an absent key is no error
		if err := c.b.Delete(c.ctx, "k", storage.Condition{IfMatch: two.ETag}); err != nil {
			c.Fatal(err)
		}
	}
	_, err := c.b.Head(c.ctx, "k")
	c.is(err, storage.ErrNotFound, "head after delete")
}

// many writes objects and returns targets of them.
func (c *check) many(keys ...string) []storage.Target {
	targets := storage.Targets(keys...)
	for i, key := range keys {
		targets[i].IfMatch = c.put(key, "of "+key, storage.Condition{}).ETag
	}
	return targets
}

func deleteManyIfMatch(c *check) {
	if found, err := probe.Run(c.ctx, c.b, "many"); err != nil || !found.Capabilities.DeleteManyIfMatch {
		c.Skipf("the store does not look at ETags of many: %v", err)
	}
	targets := append(c.many("a", "b é+", "c"), storage.Target{Key: "absent", IfMatch: `"d41d8cd98f00b204e9800998ecf8427e"`})
	c.put("b é+", "another", storage.Condition{})
	err := c.b.DeleteMany(c.ctx, targets, time.Time{})
	failed := storage.KeyErrors(err)
	if len(failed) != 1 || failed[0].Key != "b é+" || !errors.Is(failed[0], storage.ErrPrecondition) {
		c.Errorf("failed: %v", err)
	}
	if rest := c.list(storage.ListOptions{}); len(rest) != 1 || rest[0] != "b é+" {
		c.Errorf("left: %q", rest)
	}
}

func deleteManyExpires(c *check) {
	if !c.b.Capabilities().DeleteManyExpires {
		c.Skip("the store lets no DELETE of many expire")
	}
	now := c.now()
	targets := c.many("a", "b é+")
	c.is(c.b.DeleteMany(c.ctx, targets, now.Add(-2*time.Second)), storage.ErrExpired, "late delete")
	if rest := c.list(storage.ListOptions{}); len(rest) != 2 {
		c.Errorf("left by a late delete: %q", rest)
	}
	if err := c.b.DeleteMany(c.ctx, targets, now.Add(30*time.Second)); err != nil {
		c.Fatal(err)
	}
	if rest := c.list(storage.ListOptions{}); len(rest) != 0 {
		c.Errorf("left: %q", rest)
	}
}

func expiresAt(c *check) {
	now := c.now()
	alive := storage.Condition{ExpiresAt: now.Add(30 * time.Second)}
	over := storage.Condition{ExpiresAt: now.Add(-2 * time.Second)}
	up := storage.Upload{ContentType: "text/plain", Metadata: map[string]string{"a": "b c"}, Body: []byte("x")}
	info, err := c.b.Put(c.ctx, "dir/k é+", up, alive)
	if err != nil {
		c.Fatal(err)
	}
	obj := c.get("dir/k é+")
	if obj.Metadata["a"] != "b c" || obj.ContentType != "text/plain" || string(obj.Body) != "x" || obj.ETag != info.ETag {
		c.Errorf("stored %+v, answered %+v", obj, info)
	}
	_, err = c.b.Put(c.ctx, "late", up, over)
	c.is(err, storage.ErrExpired, "late put")
	_, err = c.b.Head(c.ctx, "late")
	c.is(err, storage.ErrNotFound, "head of the late put")
	c.is(c.b.Delete(c.ctx, "dir/k é+", over), storage.ErrExpired, "late delete")
	c.get("dir/k é+")
	if err := c.b.Delete(c.ctx, "dir/k é+", alive); err != nil {
		c.Fatal(err)
	}
	_, err = c.b.Head(c.ctx, "dir/k é+")
	c.is(err, storage.ErrNotFound, "head after delete")
}

func expiryWithConditions(c *check) {
	alive := c.now().Add(30 * time.Second)
	one := c.put("k", "one", storage.Condition{IfAbsent: true, ExpiresAt: alive})
	if one.Date.IsZero() {
		c.Error("no date in the answer")
	}
	_, err := c.b.Put(c.ctx, "k", storage.Upload{}, storage.Condition{IfAbsent: true, ExpiresAt: alive})
	c.is(err, storage.ErrPrecondition, "put if absent")
	two := c.put("k", "two", storage.Condition{IfMatch: one.ETag, ExpiresAt: alive})
	_, err = c.b.Put(c.ctx, "k", storage.Upload{}, storage.Condition{IfMatch: one.ETag, ExpiresAt: alive})
	c.is(err, storage.ErrPrecondition, "put if match")
	if !c.b.Capabilities().DeleteIfMatch {
		return
	}
	c.is(c.b.Delete(c.ctx, "k", storage.Condition{IfMatch: one.ETag, ExpiresAt: alive}), storage.ErrPrecondition, "delete if match")
	if err := c.b.Delete(c.ctx, "k", storage.Condition{IfMatch: two.ETag, ExpiresAt: alive}); err != nil {
		c.Fatal(err)
	}
}
