package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/storage"
)

// recordCheck looks at the records of a table.
type recordCheck struct {
	*checker
	rel *relation

	mu    sync.Mutex
	found []*Finding
}

// look looks at one record. Several goroutines call it.
func (r *recordCheck) look(ctx context.Context, id string, d *document.Document, obj *storage.Object, o *stored) {
	if version, _ := r.rel.resource.Dialect.Decode(obj.Metadata[behaviors.VersionName]); version != "" && r.rel.resource.Version(version) == nil {
		r.add(UnknownVersion, id, "it names version %q", version)
	}
	switch {
	case r.db.emptied(r.rel, o):
		if !r.db.purges(r.rel) {
			r.add(Emptied, id, "journal entry %d wrote it, the floor is %d", o.position, r.rel.table.Floor)
		}
		return
	case r.foreign(ctx, d) && !r.db.moving(r.rel, id, r.db.appliedNow()):
		r.add(ForeignWrite, id, "%s", r.db.stranger(d))
	}
	if _, err := newRowReader(r.rel, r.open(), &r.db.env).values(id, o.image); err != nil {
		r.add(Unreadable, id, "%v", err)
	}
}

// foreign reports whether a record is not the journal's and should be. Where
// foreign clients may write only a stamp that the journal has yet to reach is
// wrong, unless another server has come there meanwhile.
func (r *recordCheck) foreign(ctx context.Context, d *document.Document) bool {
	past := r.db.ours(d, d.Stamp.Position)
	if past && r.db.caps.Shared && d.Stamp.Position > r.db.Position() {
		_ = r.db.refresh(ctx) // without an answer the head is the one known
	}
	return !r.db.ours(d, r.db.Position()) && (past || !r.rel.table.Options.ExternalWriters)
}

// open are the columns that are read without a key: secrets stay closed.
func (r *recordCheck) open() []int {
	var columns []int
	for i, c := range r.rel.columns {
		if !c.secret && !r.rel.table.Columns[i].HoldsSecret() {
			columns = append(columns, i)
		}
	}
	return columns
}

func (r *recordCheck) add(p Problem, id, format string, args ...any) {
	f := &Finding{Problem: p, Table: r.rel.qualified(), ID: id, Key: r.rel.keys.Record(id), Detail: fmt.Sprintf(format, args...)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found = append(r.found, f)
}

// sorted returns the findings in order of keys.
func (r *recordCheck) sorted() []*Finding {
	slices.SortStableFunc(r.found, func(f, g *Finding) int { return strings.Compare(f.Key, g.Key) })
	return r.found
}

// stranger says why a record is not the journal's.
func (db *DB) stranger(d *document.Document) string {
	switch {
	case d.Stamp.Position == 0:
		return "it has no stamp"
	case d.Stamp.Journal != "" && d.Stamp.Journal != db.journal:
		return fmt.Sprintf("its stamp is of the journal %q", d.Stamp.Journal)
	case d.Stamped:
		return fmt.Sprintf("its stamp says journal entry %d, which is past the head", d.Stamp.Position)
	}
	return "the two copies of its stamp differ"
}

func (db *DB) appliedNow() uint64 {
	db.mu.RLock()
	defer db.mu.RUnlock()
	return db.shown()
}
