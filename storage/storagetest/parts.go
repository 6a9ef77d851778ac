package storagetest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"math/rand"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// noise makes n bytes that do not repeat.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.New(rand.NewSource(int64(n))).Read(b)
	return b
}

func (c *check) cut(key string, r storage.Range) *storage.Object {
	c.Helper()
	obj, err := c.b.Get(c.ctx, key, storage.GetOptions{Range: r})
	if err != nil {
		c.Fatalf("get %q, %+v: %v", key, r, err)
	}
	return obj
}

func ranges(c *check) {
	info := c.put("k", "0123456789", storage.Condition{})
	for _, test := range []struct {
		r    storage.Range
		want string
	}{{storage.Range{Size: 3}, "012"}, {storage.Range{From: 4, Size: 2}, "45"}, {storage.Range{From: 8, Size: 100}, "89"}} {
		obj := c.cut("k", test.r)
		if string(obj.Body) != test.want || obj.Size != 10 || obj.ETag != info.ETag {
			c.Errorf("%+v: %q of %d bytes", test.r, obj.Body, obj.Size)
		}
	}
	_, err := c.b.Get(c.ctx, "k", storage.GetOptions{Range: storage.Range{From: 10, Size: 1}})
	c.is(err, storage.ErrInvalid, "a range behind the end")
	_, err = c.b.Get(c.ctx, "k", storage.GetOptions{IfMatch: `"other"`})
	c.is(err, storage.ErrPrecondition, "another version")
	obj, err := c.b.Get(c.ctx, "k", storage.GetOptions{IfMatch: info.ETag, Wanted: func(head *storage.Object) bool { return head.Size != 10 }})
	if err != nil || obj.Body != nil || obj.Size != 10 {
		c.Errorf("a body that nobody wants: %+v, %v", obj, err)
	}
}

// large writes an object of two parts and returns its bytes.
func (c *check) large(key string) ([]byte, storage.Info) {
	c.Helper()
	body := noise(storage.StreamPart + 1<<20)
	up := storage.Upload{ContentType: "video/mp4", Metadata: map[string]string{"a": "1"}}
	info, err := storage.PutStream(c.ctx, c.b, key, up, bytes.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	return body, info
}

func stream(c *check) {
	for _, size := range []int{0, 1, storage.StreamPart} {
		body := noise(size)
		if _, err := storage.PutStream(c.ctx, c.b, "k", storage.Upload{}, bytes.NewReader(body)); err != nil {
			c.Fatal(err)
		}
		if obj := c.get("k"); !bytes.Equal(obj.Body, body) || obj.Size != int64(size) {
			c.Errorf("%d bytes came back as %d", size, len(obj.Body))
		}
	}
}

func inParts(c *check) {
	body, info := c.large("large")
	obj := c.get("large")
	if !bytes.Equal(obj.Body, body) || obj.ContentType != "video/mp4" || !maps.Equal(obj.Metadata, map[string]string{"a": "1"}) {
		c.Errorf("%d bytes of %s came back as %d of %s, %v", len(body), "video/mp4", len(obj.Body), obj.ContentType, obj.Metadata)
	}
	if info.ETag != obj.ETag || info.Size != obj.Size || obj.Size != int64(len(body)) {
		c.Errorf("written %+v, read %+v", info, obj.Info)
	}
	r := storage.Range{From: storage.StreamPart - 2, Size: 4}
	if got := c.cut("large", r); !bytes.Equal(got.Body, body[r.From:r.From+r.Size]) || got.Size != obj.Size {
		c.Errorf("across parts: %d of %d bytes", len(got.Body), got.Size)
	}
	page, err := c.b.List(c.ctx, storage.ListOptions{})
	if err != nil || len(page.Objects) != 1 || page.Objects[0].Size != obj.Size || page.Objects[0].ETag != obj.ETag {
		c.Errorf("listed %+v, %v", page, err)
	}
	c.put("large", "small again", storage.Condition{IfMatch: obj.ETag})
	if obj := c.get("large"); string(obj.Body) != "small again" {
		c.Errorf("replaced by %d bytes", len(obj.Body))
	}
}

func copyParts(c *check) {
	body, info := c.large("k")
	for _, key := range []string{"other key & more", "k"} {
		cp, err := storage.CopyObject(c.ctx, c.b, key, storage.Upload{Metadata: map[string]string{"b": "2"}}, info)
		if err != nil {
			c.Fatal(err)
		}
		if obj, err := c.b.Head(c.ctx, key); key == "k" && (err != nil || obj.ETag != info.ETag) || key != "k" && !errors.Is(err, storage.ErrNotFound) {
			c.Errorf("%s shows before it is finished: %v", key, err)
		}
		if _, err := cp.Finish(c.ctx, storage.Condition{}); err != nil {
			c.Fatal(err)
		}
		obj := c.get(key)
		if !bytes.Equal(obj.Body, body) || !maps.Equal(obj.Metadata, map[string]string{"b": "2"}) {
			c.Errorf("copy of %d bytes at %s has %d, %v", len(body), key, len(obj.Body), obj.Metadata)
		}
	}
	gone := info
	gone.Key = "none"
	_, err := storage.CopyObject(c.ctx, c.b, "x", storage.Upload{}, gone)
	c.is(err, storage.ErrNotFound, "copy of nothing")
	gone.Key, gone.ETag = "k", `"d41d8cd98f00b204e9800998ecf8427e"`
	_, err = storage.CopyObject(c.ctx, c.b, "x", storage.Upload{}, gone)
	c.is(err, storage.ErrPrecondition, "copy of another version")
}

// begun is an upload with one part.
func (c *check) begun(key string) (upload, etag string) {
	c.Helper()
	upload, err := c.b.BeginParts(c.ctx, key, storage.Upload{})
	if err != nil {
		c.Fatal(err)
	}
	if etag, err = c.b.PutPart(c.ctx, storage.Part{Key: key, Upload: upload, Number: 1}, []byte("part")); err != nil {
		c.Fatal(err)
	}
	return upload, etag
}

func finishConditions(c *check) {
	upload, etag := c.begun("k")
	_, err := c.b.FinishParts(c.ctx, "k", upload, []string{etag}, storage.Condition{IfMatch: `"d41d8cd98f00b204e9800998ecf8427e"`})
	c.is(err, storage.ErrPrecondition, "If-Match over nothing")
	late := storage.Condition{ExpiresAt: c.now().Add(-2 * time.Second)}
	_, err = c.b.FinishParts(c.ctx, "k", upload, []string{etag}, late)
	c.is(err, storage.ErrExpired, "late")
	soon := storage.Condition{IfAbsent: true, ExpiresAt: c.now().Add(time.Minute)}
	if _, err = c.b.FinishParts(c.ctx, "k", upload, []string{etag}, soon); err != nil {
		c.Fatal(err)
	}
	if obj := c.get("k"); string(obj.Body) != "part" {
		c.Errorf("finished as %q", obj.Body)
	}
	upload, etag = c.begun("k")
	_, err = c.b.FinishParts(c.ctx, "k", upload, []string{etag}, soon)
	c.is(err, storage.ErrPrecondition, "If-None-Match over an object")
	if _, err = c.b.FinishParts(c.ctx, "k", upload, []string{etag}, storage.Condition{IfMatch: c.get("k").ETag}); err != nil {
		c.Errorf("If-Match: %v", err)
	}
}

func abortParts(c *check) {
	upload, etag := c.begun("k")
	for range 2 {
		if err := c.b.AbortParts(c.ctx, "k", upload); err != nil {
			c.Errorf("abort: %v", err)
		}
	}
	_, err := c.b.FinishParts(c.ctx, "k", upload, []string{etag}, storage.Condition{})
	c.is(err, storage.ErrNotFound, "finish after abort")
	_, err = c.b.PutPart(c.ctx, storage.Part{Key: "k", Upload: upload, Number: 2}, []byte("late"))
	c.is(err, storage.ErrNotFound, "part after abort")
	_, err = c.b.Head(c.ctx, "k")
	c.is(err, storage.ErrNotFound, "an object that was given up")

	broken := io.MultiReader(strings.NewReader(strings.Repeat("x", storage.StreamPart+1)), brokenReader{})
	if _, err := storage.PutStream(c.ctx, c.b, "k", storage.Upload{}, broken); !errors.Is(err, context.DeadlineExceeded) {
		c.Errorf("a source that breaks: %v", err)
	}
	_, err = c.b.Head(c.ctx, "k")
	c.is(err, storage.ErrNotFound, "an object whose source broke")
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, context.DeadlineExceeded }
