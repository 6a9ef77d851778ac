package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// fill gets the next portion: list, read, look at the journal, merge. The
// journal is looked at last, so that whatever was applied while the portion
// was read is corrected.
func (s *Scan) fill(ctx context.Context) error {
	if s.access.Lock && s.access.Kind == catalog.ByID {
		defer s.tx.db.committer.expect()()
	}
	page, err := s.page(ctx)
	if err != nil {
		return storeError(ctx, err)
	}
	if err := s.drop(page); err != nil {
		return err
	}
	objects, err := s.fetch(ctx, page)
	if err != nil {
		return err
	}
	if err := s.tx.ready(ctx); err != nil {
		return err
	}
	if s.lookAgain(objects) {
		if err := s.tx.db.refresh(ctx); err != nil {
			return storeError(ctx, err)
		}
	}
	if s.part != nil && !s.tx.db.complete(s.rel, s.part) {
		return concurrent("change of the table's definition") // its references may be gone by now
	}
	if s.keys && s.tx.db.purges(s.rel) {
		// A TRUNCATE came to light: keys alone do not tell which rows it left.
		s.keys = false
		if objects, err = s.fetch(ctx, page); err != nil {
			return err
		}
	}
	s.touch()
	s.merge(page, objects)
	return s.tx.alive()
}

// mostAhead is how many pages of keys are listed at most between two looks at
// the journal.
const mostAhead = 16

// page lists the next keys. Where they alone answer, a caller that comes back
// gets more of them for one look at the journal.
func (s *Scan) page(ctx context.Context) ([]listed, error) {
	page, err := s.list.next(ctx)
	for n := 1; n < s.ahead && s.keys && err == nil && !s.list.done; n++ {
		var more []listed
		more, err = s.list.next(ctx)
		page = append(page, more...)
	}
	s.ahead = min(4*max(1, s.ahead), mostAhead)
	return page, err
}

// lookAgain reports whether the journal may have more to say of what was
// read: of any portion listed, and of a row that was not found by its id or
// is newer than the snapshot.
func (s *Scan) lookAgain(objects []*stored) bool {
	db := s.tx.db
	if !db.caps.Shared {
		return false
	}
	if s.access.Kind != catalog.ByID {
		return db.rules.portion && s.list.asked // an empty page too: rows may have vanished from it
	}
	return db.rules.absent && slices.ContainsFunc(objects, func(o *stored) bool {
		return o != nil && (o.image.IsZero() || o.position > s.tx.snap.position)
	})
}

// fetch reads the records of a page that the journal and the transaction do
// not answer for, unless the keys say all.
func (s *Scan) fetch(ctx context.Context, page []listed) ([]*stored, error) {
	objects := make([]*stored, len(page))
	var ask []int
	for i, k := range page {
		if !s.told(k) && !k.dropped {
			var known bool
			if objects[i], known = s.known(k); !known {
				ask = append(ask, i)
			}
		}
	}
	return objects, s.tx.db.pool.atMost(ctx, s.fanOut(), len(ask), func(ctx context.Context, i int) (err error) {
		k := ask[i]
		objects[k], err = s.tx.db.fetch(ctx, s.rel, page[k].id)
		return err
	})
}

// fanOut is how many records the scan may read at once.
func (s *Scan) fanOut() int {
	most := cap(s.tx.db.pool)
	if s.access.FanOut > 0 {
		return min(s.access.FanOut, most)
	}
	return most
}

// told reports whether a key says all that is wanted. A cut value does not.
func (s *Scan) told(k listed) bool { return s.keys && !strings.Contains(k.order, "~~") }

// known reports whether a row's image can be told without its object. What a
// held entry says of it stands in for the object, for the entry may be let go
// before the portion is merged.
func (s *Scan) known(k listed) (o *stored, ok bool) {
	id := k.id
	if _, ok := s.tx.own(s.rel, id); ok || s.touched[id] {
		return nil, true
	}
	if s.tx.fresh == nil && !s.object { // else the snapshot is not settled yet
		if o, ok = s.tx.db.heldRow(s.rel, id, s.tx.snap.position); ok {
			return o, true
		}
	}
	o = s.tx.db.remembered(s.rel, id)
	if o == nil && s.part == nil { // else what was listed is a reference
		o = s.tx.db.unchanged(s.rel, k)
	}
	return o, o != nil
}

// merge puts the page and what is pending into order. Pending rows beyond the
// page wait, as long as pages follow.
func (s *Scan) merge(page []listed, objects []*stored) {
	s.out = s.out[:0]
	for i, k := range page {
		s.out = append(s.out, s.before(k.order)...)
		if s.touched[k.id] || k.dropped {
			continue
		}
		if row, ok := s.image(k, objects, i); ok {
			s.out = append(s.out, row)
		}
	}
	if len(page) > 0 {
		s.passed = page[len(page)-1].order
	}
	if s.list.done {
		s.out = append(s.out, s.pending...)
		s.pending = nil
	}
}

// before takes the pending rows up to a place.
func (s *Scan) before(order string) []found {
	n := 0
	for n < len(s.pending) && s.pending[n].order <= order {
		n++
	}
	rows := s.pending[:n]
	s.pending = s.pending[n:]
	return rows
}

// image is the row of a listed key as the statement sees it.
func (s *Scan) image(k listed, objects []*stored, i int) (found, bool) {
	row := found{order: k.order, id: k.id}
	if s.told(k) {
		row.about = s.about(k, nil)
		return row, true
	}
	var ok bool
	if row.image, ok = s.tx.own(s.rel, k.id); !ok {
		row.image, _ = s.tx.db.resolve(s.rel, k.id, s.tx.snap.position, objects[i])
		row.about = s.about(k, objects[i])
	}
	if row.image.IsZero() {
		return row, false
	}
	if o := objects[i]; s.access.Lock && o != nil && o.image == row.image {
		s.tx.seen[lockKey(s.rel.resource.Name, k.id)] = seenRow{*o, s.tx.snap.position}
	}
	return row, s.wanted(k.order, k.id, row.image)
}

// wanted reports whether a row belongs to the access, and to this key of it:
// references are hints.
func (s *Scan) wanted(order, id string, m journal.Image) bool {
	if s.part == nil && s.filter == nil {
		return s.leading == nil || s.leads(id, m)
	}
	p := s.part
	if p == nil {
		p = s.filter
	}
	key, err := p.reference(id, m)
	if s.part == nil || s.rel.table.Options.RawKeys {
		return err == nil && strings.HasPrefix(key, s.prefix)
	}
	return err == nil && key == order
}
