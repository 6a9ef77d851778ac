package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// doomed is a record that a window deletes, and the version that is thought
// to be there.
type doomed struct {
	row  *rowWork
	key  string
	etag string
}

// remove deletes what may go together: records, then references. A record that
// is not what it was thought to be is looked at by itself.
func (w *work) remove(ctx context.Context) error {
	targets, look, err := w.targets(ctx)
	if err != nil {
		return err
	}
	slices.Sort(w.gone)
	refused, err := w.k.deleteMany(ctx, append(targets, storage.Targets(w.gone...)...))
	if err != nil {
		return err
	}
	rows := make(map[string]*rowWork, len(w.doomed))
	for _, d := range w.doomed {
		rows[d.key] = d.row
	}
	look = append(look, refused...)
	return w.k.db.pool.each(ctx, len(look), func(ctx context.Context, i int) error {
		r := rows[look[i]]
		r.look = true
		return w.record(ctx, r)
	})
}

// targets returns the records to be deleted: of any version where nobody else
// writes, else each of the version that is known to be there. look are the
// keys of those that must be read first.
func (w *work) targets(ctx context.Context) (targets []storage.Target, look []string, err error) {
	slices.SortFunc(w.doomed, func(a, b doomed) int { return strings.Compare(a.key, b.key) })
	caps := w.k.db.caps
	rest := w.doomed
	if caps.Shared && caps.DeleteManyExpires && !caps.DeleteManyIfMatch {
		if targets, look, rest, err = w.compareETags(ctx); err != nil {
			return nil, nil, err
		}
	}
	for _, d := range rest {
		switch {
		case !caps.Shared:
			targets = append(targets, storage.Target{Key: d.key})
		case caps.DeleteIfMatch || caps.DeleteManyIfMatch && caps.DeleteManyExpires:
			targets = append(targets, storage.Target{Key: d.key, IfMatch: d.etag})
		default:
			look = append(look, d.key)
		}
	}
	return targets, look, nil
}

// compareETags looks by listings, as long as they pay, which records are what
// they are thought to be: those may be deleted whatever the store looks at.
// Others are to be read; one that is gone needs nothing.
func (w *work) compareETags(ctx context.Context) (same []storage.Target, look []string, rest []doomed, err error) {
	rest = w.doomed
	for paid := true; paid && len(rest) > fewKeys; {
		page, err := w.k.db.bucket.List(ctx, storage.ListOptions{
			Prefix: keys.ResourcePrefix, StartAfter: before(rest[0].key),
		})
		if err != nil {
			return nil, nil, nil, err
		}
		n := 0
		for ; n < len(rest) && (page.Next == "" || rest[n].key <= lastKey(page)); n++ {
			switch etag := etagIn(page, rest[n].key); etag {
			case "":
			case rest[n].etag:
				same = append(same, storage.Target{Key: rest[n].key})
			default:
				look = append(look, rest[n].key)
			}
		}
		rest, paid = rest[n:], n >= listWorth
	}
	return same, look, rest, nil
}

func lastKey(page *storage.Page) string {
	if len(page.Objects) == 0 {
		return ""
	}
	return page.Objects[len(page.Objects)-1].Key
}

// etagIn returns the ETag that a page has for a key, "" for none.
func etagIn(page *storage.Page, key string) string {
	i, found := slices.BinarySearchFunc(page.Objects, key, func(o storage.Info, key string) int {
		return strings.Compare(o.Key, key)
	})
	if !found {
		return ""
	}
	return page.Objects[i].ETag
}
