package rules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3dbsql/s3dbsql/storage"
)

// sorted is a Cursor over sorted keys.
type sorted struct {
	keys []string
	at   int
}

func (s *sorted) Seek(key string) (storage.Info, bool) {
	s.at, _ = slices.BinarySearch(s.keys, key)
	return s.info()
}

func (s *sorted) Next() (storage.Info, bool) { s.at++; return s.info() }

func (s *sorted) info() (storage.Info, bool) {
	if s.at >= len(s.keys) {
		return storage.Info{}, false
	}
	return storage.Info{Key: s.keys[s.at]}, true
}

// entries lists by the definition: every key, grouped, in one go.
func entries(keys []string, opts storage.ListOptions) []string {
	var out []string
	for _, key := range keys {
		if !strings.HasPrefix(key, opts.Prefix) || key <= opts.StartAfter {
			continue
		}
		if opts.Delimiter != "" {
			head, _, grouped := strings.Cut(key[len(opts.Prefix):], opts.Delimiter)
			if grouped {
				key = opts.Prefix + head + opts.Delimiter
			}
		}
		out = append(out, key)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestPagesAreTheListing compares listings cut into pages with the listing by
// its definition.
func TestPagesAreTheListing(t *testing.T) {
	key := rapid.StringMatching(`[ab/é]{1,4}`)
	part := rapid.StringMatching(`[ab/é]{0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(key, 0, 30).Draw(t, "keys")
		slices.Sort(keys)
		keys = slices.Compact(keys)
		opts := storage.ListOptions{
			Prefix:     part.Draw(t, "prefix"),
			StartAfter: part.Draw(t, "start after"),
			Delimiter:  rapid.SampledFrom([]string{"", "/"}).Draw(t, "delimiter"),
			Limit:      rapid.IntRange(1, 5).Draw(t, "limit"),
		}
		want := entries(keys, opts)
		var got []string
		for {
			page := Page(&sorted{keys: keys}, opts, time.Unix(0, 0))
			n := len(page.Objects) + len(page.Prefixes)
			if n > opts.Limit || n < opts.Limit && page.Next != "" {
				t.Fatalf("%d entries on a page of %d, next %q", n, opts.Limit, page.Next)
			}
			for _, info := range page.Objects {
				got = append(got, info.Key)
			}
			got = append(got, page.Prefixes...)
			if page.Next == "" {
				break
			}
			opts.Token = page.Next
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("keys %q, %+v:\n got %q\nwant %q", keys, opts, got, want)
		}
	})
}
