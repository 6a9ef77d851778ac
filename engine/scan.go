package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// Rows is one portion of a scan.
type Rows struct {
	Batch *types.Batch // Access.Columns in that order
	IDs   []string     // id of each row
}

// Scan reads the rows of one Access: what is listed, laid over with what the
// journal and the transaction itself did. Rows that they touched are taken
// from there and never from the listing.
type Scan struct {
	tx     *Tx
	rel    *relation
	access *catalog.Access
	reader *rowReader
	list   lister
	part   *partition // whose references are listed; nil for records
	filter *partition // that rows must belong to, where records are listed instead
	prefix string     // of the references wanted
	keys   bool       // answered from the keys alone

	touched map[string]bool // ids that never come from the listing
	pending []found         // rows of them to come, sorted
	upto    uint64          // entries up to here are in touched and pending
	passed  string          // the last key of the pages before
	begun   bool
	out     []found // rows to be given out
	rows    Rows
}

// found is a row on its way out. order is its place: the key listed.
type found struct {
	order, id string
	image     journal.Image
}

// Scan starts reading. The scan belongs to the statement.
func (tx *Tx) Scan(ctx context.Context, a *catalog.Access) (*Scan, error) {
	rel, err := tx.relation(a.Table)
	if err != nil {
		return nil, err
	}
	s := &Scan{tx: tx, rel: rel, access: a, reader: newRowReader(rel, a.Columns, &tx.db.env), touched: map[string]bool{}}
	s.rows.Batch = s.reader.batch(min(types.BatchSize, max(a.Limit, 16)))
	if err := s.choose(); err != nil {
		return nil, err
	}
	s.list.bucket, s.list.portion = tx.db.bucket, portion(a.Limit)
	if a.Kind != catalog.ByID && tx.db.unstored(rel, tx) {
		s.list.done = true
	}
	return s, nil
}

// portion is how many keys to list first: as many as will be wanted.
func portion(limit int) int {
	if limit > 0 {
		return min(limit, storage.MaxKeys)
	}
	return storage.MaxKeys
}

// choose decides what is listed.
func (s *Scan) choose() error {
	switch s.access.Kind {
	case catalog.ByID:
		s.list.ids = slices.Clone(s.access.IDs)
		slices.Sort(s.list.ids)
		return nil
	case catalog.ByPartition:
		return s.choosePartition()
	}
	s.list.prefix = s.rel.keys.Record("")
	s.keys = s.access.KeyOnly && !s.tx.db.purges(s.rel) && s.onlyID()
	return nil
}

func (s *Scan) choosePartition() error {
	p := s.rel.partitionOf(s.access.Part)
	if p == nil {
		return concurrent("change of the table's definition")
	}
	prefix, ok, err := p.prefix(s.access.Prefix)
	s.list.done = !ok
	if err != nil {
		return refused(err)
	}
	s.prefix = prefix
	if !s.tx.db.complete(s.rel, p) {
		s.filter, s.list.prefix = p, s.rel.keys.Record("")
		return nil
	}
	s.part, s.list.prefix = p, prefix
	s.keys = s.access.KeyOnly && p.catalog.Trusted && !s.rel.table.Options.ExternalWriters &&
		!s.tx.db.purges(s.rel) && p.readable(s.access.Columns)
	return nil
}

// onlyID reports whether the columns wanted are in a record's key.
func (s *Scan) onlyID() bool {
	return !slices.ContainsFunc(s.access.Columns, func(c int) bool { return c != s.rel.idColumn })
}

// purges reports whether rows that a floor hides may still be listed.
func (db *DB) purges(rel *relation) bool {
	db.mu.RLock()
	defer db.mu.RUnlock()
	_, ok := db.purging[rel.resource.Name]
	return ok || db.floor(rel) > db.applied
}

// complete reports whether the references of a partition are there: its
// definition is applied, and it was not dropped since.
func (db *DB) complete(rel *relation, p *partition) bool {
	db.mu.RLock()
	defer db.mu.RUnlock()
	now := db.schema.relations[rel.resource.Name]
	return rel.changed <= db.applied && now != nil && now.partitionOf(p.catalog) != nil
}

// Next returns the next portion in key order, nil at the end. It is valid
// until the next call.
func (s *Scan) Next(ctx context.Context) (*Rows, error) {
	for len(s.out) == 0 {
		if s.begun && s.list.done && len(s.pending) == 0 {
			return nil, nil
		}
		if err := s.fill(ctx); err != nil {
			return nil, err
		}
	}
	n := min(len(s.out), types.BatchSize)
	s.rows.Batch.Reset()
	s.rows.IDs = s.rows.IDs[:0]
	for _, row := range s.out[:n] {
		if err := s.give(row); err != nil {
			return nil, err
		}
	}
	s.out = s.out[n:]
	return &s.rows, nil
}

func (s *Scan) give(row found) error {
	s.rows.IDs = append(s.rows.IDs, row.id)
	if row.image.IsZero() {
		return s.giveKey(row)
	}
	return s.reader.append(s.rows.Batch, row.id, row.image)
}

// Close ends the scan.
func (s *Scan) Close() { s.list.done, s.pending, s.out, s.begun = true, nil, nil, true }

// fill gets the next portion: list, read, look at the journal, merge. The
// journal is looked at last, so that whatever was applied while the portion
// was read is corrected.
func (s *Scan) fill(ctx context.Context) error {
	page, err := s.list.next(ctx)
	if err != nil {
		return storeError(ctx, err)
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
		if !s.told(k) {
			var known bool
			if objects[i], known = s.known(k.id); !known {
				ask = append(ask, i)
			}
		}
	}
	return objects, s.tx.db.pool.each(ctx, len(ask), func(ctx context.Context, i int) (err error) {
		k := ask[i]
		objects[k], err = s.tx.db.fetch(ctx, s.rel, page[k].id)
		return err
	})
}

// told reports whether a key says all that is wanted. A cut value does not.
func (s *Scan) told(k listed) bool { return s.keys && !strings.Contains(k.order, "~~") }

// known reports whether a row's image can be told without its object. What a
// held entry says of it stands in for the object, for the entry may be let go
// before the portion is merged.
func (s *Scan) known(id string) (o *stored, ok bool) {
	if _, ok := s.tx.own(s.rel, id); ok || s.touched[id] {
		return nil, true
	}
	if s.tx.fresh != nil {
		return nil, false // the snapshot is not settled yet
	}
	row, ok := s.tx.db.heldRow(s.rel, id, s.tx.snap.position)
	return row, ok
}

// merge puts the page and what is pending into order. Pending rows beyond the
// page wait, as long as pages follow.
func (s *Scan) merge(page []listed, objects []*stored) {
	s.out = s.out[:0]
	for i, k := range page {
		s.out = append(s.out, s.before(k.order)...)
		if s.touched[k.id] {
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
		return row, true
	}
	var ok bool
	if row.image, ok = s.tx.own(s.rel, k.id); !ok {
		row.image, _ = s.tx.db.resolve(s.rel, k.id, s.tx.snap.position, objects[i])
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
		return true
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

// giveKey adds a row that its key alone tells.
func (s *Scan) giveKey(row found) error {
	var fields []keys.Field
	if s.part != nil {
		fields = keys.Parse(row.order).Fields
	}
	b := s.rows.Batch
	for i, c := range s.access.Columns {
		v, err := s.keyValue(c, fields, row.id)
		if err != nil {
			return err
		}
		b.Cols[i].AppendValue(v)
	}
	b.SetRows(b.Rows() + 1)
	return nil
}

func (s *Scan) keyValue(c int, fields []keys.Field, id string) (types.Value, error) {
	col := s.rel.table.Columns[c]
	if c == s.rel.idColumn {
		return types.NewText(s.rel.idValue(id, journal.Image{})), nil
	}
	for _, f := range fields {
		if f.Name == col.Attribute {
			text, _ := s.rel.keys.Mode.Value(f.Value)
			return types.ParseText(col.Type, col.Typmod, text, nil)
		}
	}
	return types.Null, nil
}
