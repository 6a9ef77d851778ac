package storagetest

import (
	"fmt"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// list returns every key and common prefix of a listing, page by page, each
// page's objects before its prefixes.
func (c *check) list(opts storage.ListOptions) []string {
	c.Helper()
	var keys []string
	for {
		page, err := c.b.List(c.ctx, opts)
		if err != nil {
			c.Fatalf("list %+v: %v", opts, err)
		}
		if n := len(page.Objects) + len(page.Prefixes); opts.Limit > 0 && n > opts.Limit {
			c.Fatalf("%d entries on a page of %d", n, opts.Limit)
		}
		for _, info := range page.Objects {
			keys = append(keys, info.Key)
		}
		keys = append(keys, page.Prefixes...)
		if page.Next == "" {
			return keys
		}
		opts.Token = page.Next
	}
}

func (c *check) wantList(opts storage.ListOptions, want ...string) {
	c.Helper()
	if got := c.list(opts); !slices.Equal(got, want) {
		c.Errorf("list %+v\n got %q\nwant %q", opts, got, want)
	}
}

func (c *check) create(keys ...string) {
	c.Helper()
	for _, key := range keys {
		c.put(key, key, storage.Condition{})
	}
}

func listOrder(c *check) {
	keys := []string{"A", "B/x", "Z", "a", "a-", "a.", "a0", "b", "é", "Ａ", "😀"}
	shuffled := slices.Clone(keys)
	slices.Reverse(shuffled)
	c.create(shuffled...)
	c.wantList(storage.ListOptions{}, keys...)
	c.wantList(storage.ListOptions{Prefix: "a"}, "a", "a-", "a.", "a0")
	c.wantList(storage.ListOptions{Prefix: "none"})
	page, err := c.b.List(c.ctx, storage.ListOptions{Prefix: "é"})
	if err != nil {
		c.Fatal(err)
	}
	obj := c.get("é")
	if info := page.Objects[0]; info.ETag != obj.ETag || info.Size != obj.Size || !info.LastModified.Equal(obj.LastModified) {
		c.Errorf("listed as %+v, read as %+v", info, obj.Info)
	}
}

func listPages(c *check) {
	keys := []string{"p/1", "p/2", "p/3", "p/4", "p/5"}
	c.create(keys...)
	c.create("o", "q")
	for limit := 1; limit <= 6; limit++ {
		c.wantList(storage.ListOptions{Prefix: "p/", Limit: limit}, keys...)
	}
	c.wantList(storage.ListOptions{Prefix: "p/", Limit: 2, StartAfter: "p/1"}, keys[1:]...)
}

func listStartAfter(c *check) {
	c.create("s/a", "s/c", "s/d é", "s/e")
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "s/a"}, "s/c", "s/d é", "s/e")
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "s/b"}, "s/c", "s/d é", "s/e")
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "s/d é"}, "s/e")
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "r"}, "s/a", "s/c", "s/d é", "s/e")
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "s/e"})
	c.wantList(storage.ListOptions{Prefix: "s/", StartAfter: "t"})
}

func listDelimiter(c *check) {
	c.create("d/a/1", "d/a/2", "d/b", "d/c/1", "d/c/x/2", "d/e", "d!", "e/1")
	c.wantList(storage.ListOptions{Delimiter: "/"}, "d!", "d/", "e/")
	c.wantList(storage.ListOptions{Prefix: "d/", Delimiter: "/"}, "d/b", "d/e", "d/a/", "d/c/")
	c.wantList(storage.ListOptions{Prefix: "d/c/", Delimiter: "/"}, "d/c/1", "d/c/x/")
	c.wantList(storage.ListOptions{Prefix: "d", Delimiter: "/"}, "d!", "d/")
	for limit := 1; limit <= 3; limit++ {
		got := c.list(storage.ListOptions{Prefix: "d/", Delimiter: "/", Limit: limit})
		slices.Sort(got)
		if want := []string{"d/a/", "d/b", "d/c/", "d/e"}; !slices.Equal(got, want) {
			c.Errorf("pages of %d: %q, want %q", limit, got, want)
		}
	}
}

func listMany(c *check) {
	const n = 1005
	want := make([]string, n)
	for i := range want {
		want[i] = fmt.Sprintf("many/%04d", i)
	}
	const workers = 16
	c.each(workers, func(w int) error {
		for i := w; i < n; i += workers {
			if _, err := c.b.Put(c.ctx, want[i], storage.Upload{}, storage.Condition{}); err != nil {
				return err
			}
		}
		return nil
	})
	page, err := c.b.List(c.ctx, storage.ListOptions{Prefix: "many/"})
	if err != nil {
		c.Fatal(err)
	}
	if len(page.Objects) != storage.MaxKeys || page.Next == "" {
		c.Errorf("the first page has %d objects, next %q", len(page.Objects), page.Next)
	}
	c.wantList(storage.ListOptions{Prefix: "many/"}, want...)
	for rest := want; len(rest) > 0; rest = rest[min(len(rest), storage.MaxDelete):] {
		if err := c.b.DeleteMany(c.ctx, storage.Targets(rest[:min(len(rest), storage.MaxDelete)]...), time.Time{}); err != nil {
			c.Fatal(err)
		}
	}
	c.wantList(storage.ListOptions{Prefix: "many/"})
}
