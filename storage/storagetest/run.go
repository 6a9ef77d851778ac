package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Run tests the buckets that open returns, each empty and closed by the
// suite. Subtests run one after another; each takes a bucket of its own.
func Run(t *testing.T, open func(t *testing.T) storage.Bucket) {
	for _, test := range suite {
		t.Run(test.name, func(t *testing.T) {
			b := open(t)
			t.Cleanup(func() {
				if err := b.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			test.run(&check{T: t, ctx: t.Context(), b: b})
		})
	}
}

var suite = []struct {
	name string
	run  func(c *check)
}{
	{"round trip", roundTrip},
	{"absent", absent},
	{"not modified", notModified},
	{"replace", replace},
	{"etag is the md5 of the body", etag},
	{"stored objects are not shared", notShared},
	{"odd keys", oddKeys},
	{"bad requests", badRequests},
	{"metadata limit", metadataLimit},
	{"delete", deleteOne},
	{"delete many", deleteMany},
	{"clock", clock},
	{"put if absent", putIfAbsent},
	{"put if match", putIfMatch},
	{"delete if match", deleteIfMatch},
	{"delete many if match", deleteManyIfMatch},
	{"delete many expires", deleteManyExpires},
	{"expires at", expiresAt},
	{"expiry with conditions", expiryWithConditions},
	{"race to create", raceToCreate},
	{"race to replace", raceToReplace},
	{"counter", counter},
	{"list order", listOrder},
	{"list pages", listPages},
	{"list start after", listStartAfter},
	{"list delimiter", listDelimiter},
	{"list of 1005 keys", listMany},
	{"ranges", ranges},
	{"stream", stream},
	{"in parts", inParts},
	{"copy in parts", copyParts},
	{"conditions of a finish", finishConditions},
	{"abort of parts", abortParts},
	{"cancelled", cancelled},
}

// check is one running test.
type check struct {
	*testing.T
	ctx context.Context
	b   storage.Bucket
}

func (c *check) put(key, body string, cond storage.Condition) storage.Info {
	c.Helper()
	info, err := c.b.Put(c.ctx, key, storage.Upload{Body: []byte(body)}, cond)
	if err != nil {
		c.Fatalf("put %q: %v", key, err)
	}
	return info
}

func (c *check) get(key string) *storage.Object {
	c.Helper()
	obj, err := c.b.Get(c.ctx, key, storage.GetOptions{})
	if err != nil {
		c.Fatalf("get %q: %v", key, err)
	}
	return obj
}

func (c *check) is(err, want error, what string) {
	c.Helper()
	if !errors.Is(err, want) {
		c.Fatalf("%s: got error %v, want %v", what, err, want)
	}
}

// now asks the store for its clock.
func (c *check) now() time.Time {
	c.Helper()
	_, err := c.b.Head(c.ctx, "clock")
	date := storage.DateOf(err)
	if date.IsZero() {
		c.Fatalf("no date in the answer %v", err)
	}
	return date
}
