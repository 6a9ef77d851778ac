package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/engine/keys"
)

// judge looks again at what an audit suspects, after a look at the journal,
// and returns the findings in order of keys.
func (a *audit) judge(ctx context.Context) ([]*Finding, error) {
	if len(a.suspects) == 0 {
		return nil, nil
	}
	if a.db.caps.Shared {
		if err := a.db.refresh(ctx); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(a.suspects, func(s, t suspect) int { return strings.Compare(s.key, t.key) })
	found := make([]*Finding, len(a.suspects))
	err := a.db.pool.each(ctx, len(found), func(ctx context.Context, i int) (err error) {
		found[i], err = a.finding(ctx, a.suspects[i])
		return err
	})
	return slices.DeleteFunc(found, func(f *Finding) bool { return f == nil }), err
}

// finding is what a suspect turns out to be, nil for no problem. Listings tell
// that a record or a partition is gone; what else there is the record tells.
func (a *audit) finding(ctx context.Context, s suspect) (*Finding, error) {
	id := idOf(s.key)
	f := &Finding{Table: a.rel.qualified(), Partition: keys.Parse(s.key).Partition, ID: id, Key: s.key, modified: s.modified}
	known := a.rel.partNamed(f.Partition) != nil
	switch {
	case a.db.moving(a.rel, id, a.start), a.db.purges(a.rel):
		return nil, nil
	case !known && a.rel.table.Options.ExternalWriters:
		return nil, nil // it may be new to s3db.json
	case !contained(a.ids, digestOf(id)):
		f.Problem = Orphan
		return f, nil
	case !known:
		f.Problem, f.Detail = Stale, fmt.Sprintf("there is no partition %s", f.Partition)
		return f, nil
	}
	o, err := a.db.read(ctx, a.rel, id)
	if err != nil || o.position > a.start {
		return nil, err
	}
	if asked, ok := a.rel.asks(s.key, id, o); !ok || asked != s.missing {
		return nil, nil
	}
	f.Problem = Missing
	if !s.missing {
		f.Problem = a.rel.astray(s.key, id, o)
	}
	return f, nil
}

// astray tells whether a reference that is not its record's differs from it in
// the version alone.
func (rel *relation) astray(key, id string, o *stored) Problem {
	want, err := rel.partNamed(keys.Parse(key).Partition).reference(id, o.image)
	if err == nil && want != "" && withoutVersion(want) == withoutVersion(key) {
		return WrongVersion
	}
	return Stale
}

func withoutVersion(key string) string {
	before, rest, found := strings.Cut(key, "/"+behaviors.VersionName+"=")
	if !found {
		return key
	}
	_, after, _ := strings.Cut(rest, "/")
	return before + "/" + behaviors.VersionName + "=/" + after
}

// moving reports whether the journal has touched a row after a position: its
// objects may show any state.
func (db *DB) moving(rel *relation, id string, after uint64) bool {
	db.mu.RLock()
	defer db.mu.RUnlock()
	v := db.overlay.row(rel.resource.Name, id)
	return v != nil && v.position > after
}

// qualified is the name of the table, with its schema where that is not
// public.
func (rel *relation) qualified() string {
	if rel.table.Schema == "public" {
		return rel.table.Name
	}
	return rel.table.Schema + "." + rel.table.Name
}
