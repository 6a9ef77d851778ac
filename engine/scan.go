package engine

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// Rows is one portion of a scan.
type Rows struct {
	Batch *types.Batch // Access.Columns, then Access.System, in that order
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
	object bool       // system columns need the objects themselves

	only    map[string]bool // the ids wanted of those listed; nil if all are
	values  []types.Value   // of a key
	leading []string        // texts of the primary key's first columns, if the prefix does not say them

	touched map[string]bool // ids that never come from the listing
	pending []found         // rows of them to come, sorted
	upto    uint64          // entries up to here are in touched and pending
	passed  string          // the last key of the pages before
	ahead   int             // pages of keys to list before the next look at the journal
	begun   bool
	out     []found // rows to be given out
	rows    Rows
}

// found is a row on its way out. order is its place: the key listed.
type found struct {
	order, id string
	image     journal.Image
	about     *about // nil if the journal tells of it, or nobody asks
}

// Scan starts reading. The scan belongs to the statement.
func (tx *Tx) Scan(ctx context.Context, a *catalog.Access) (*Scan, error) {
	rel, err := tx.relation(a.Table)
	if err != nil {
		return nil, err
	}
	s := &Scan{tx: tx, rel: rel, access: a, reader: newRowReader(rel, a.Columns, &tx.db.env), touched: map[string]bool{}}
	s.rows.Batch = s.reader.batch(systemTypes(a.System), min(types.BatchSize, max(a.Limit, 16)))
	if err := s.choose(); err != nil {
		return nil, err
	}
	s.object = asksObject(a.System, s.listsRecords())
	s.keys = s.keys && !s.object
	s.list.bucket, s.list.portion = tx.db.bucket, portion(a.Limit)
	if a.Batch > 0 {
		s.list.portion, s.list.fixed = min(a.Batch, storage.MaxKeys), true
	}
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
		s.list.ids = slices.DeleteFunc(slices.Clone(s.access.IDs), impossible)
		slices.Sort(s.list.ids)
		return nil
	case catalog.ByPartition:
		s.only = setOf(s.access.IDs)
		return s.choosePartition()
	}
	s.only = setOf(s.access.IDs)
	s.list.prefix = s.recordsPrefix()
	s.keys = s.access.KeyOnly && s.leading == nil && !s.tx.db.purges(s.rel) && s.inID(s.access.Columns)
	return nil
}

// impossible reports whether no key can end in an id.
func impossible(id string) bool {
	_, err := keys.Raw.ID(id)
	return err != nil
}

func (s *Scan) choosePartition() error {
	p := s.rel.partitionOf(s.access.Part)
	if p == nil {
		return concurrent("change of the table's definition")
	}
	prefix, ok, err := p.prefix(s.access.Prefix, s.access.Begins)
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

// inID reports whether columns are in a record's key.
func (s *Scan) inID(columns []int) bool {
	return !slices.ContainsFunc(columns, func(c int) bool { return !slices.Contains(s.rel.inID, c) })
}

// purges reports whether rows that a floor hides may still be listed.
func (db *DB) purges(rel *relation) bool {
	db.mu.RLock()
	defer db.mu.RUnlock()
	_, ok := db.purging[rel.resource.Name]
	floor := db.floor(rel)
	return ok || floor > 0 && floor >= db.applied // the entry that set it is the one after
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

// each gives the rest of the rows to f, as images.
func (s *Scan) each(ctx context.Context, f func(found) error) error {
	for !s.begun || !s.list.done || len(s.pending) > 0 {
		if err := s.fill(ctx); err != nil {
			return err
		}
		for _, row := range s.out {
			if err := f(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Scan) give(row found) error {
	s.rows.IDs = append(s.rows.IDs, row.id)
	s.appendSystem(s.rows.Batch, row)
	if row.image.IsZero() {
		return s.appendKey(s.rows.Batch, s.access.Columns, listed{order: row.order, id: row.id})
	}
	return s.reader.append(s.rows.Batch, row.id, row.image)
}

// Close ends the scan.
func (s *Scan) Close() { s.list.done, s.pending, s.out, s.begun = true, nil, nil, true }

// keyValue is the value of a column that a key tells.
func (s *Scan) keyValue(c int, fields []keys.Field, id string) (types.Value, error) {
	col := s.rel.table.Columns[c]
	if c == s.rel.idColumn {
		return types.NewText(s.rel.idValue(id, journal.Image{})), nil
	}
	if at := slices.Index(s.rel.table.PrimaryKey, c); at >= 0 {
		parts, ok := s.rel.keys.Mode.Parts(id)
		if !ok || at >= len(parts) {
			return types.Null, pgerr.Newf(pgerr.DataCorrupted, "the id %q is not that of a row of table %q", id, s.rel.table.Name)
		}
		return types.ParseText(col.Type, col.Typmod, parts[at], nil)
	}
	for _, f := range fields {
		if f.Name == col.Attribute {
			text, _ := s.rel.keys.Mode.Value(f.Value)
			return types.ParseText(col.Type, col.Typmod, text, nil)
		}
	}
	return types.Null, nil
}
