package engine

import "github.com/s3dbsql/s3dbsql/engine/journal"

// Status says how far the journal has been applied, for `s3dbsql check` and
// `ls`.
type Status struct {
	Server    string // id of this server
	Journal   string // id of the journal
	Head      uint64 // newest committed entry
	Applied   uint64 // every entry up to here is objects
	Boundary  uint64 // entries up to here are gone
	Holder    string // server that holds the lease, "" if nobody does
	Parked    int    // rows the store refuses, see s3dbsql/parked/
	Conflicts int    // versions lost to foreign clients, see s3dbsql/conflicts/
	Owed      []Owed // rows whose newest version is not an object yet, in order
	Err       error  // why the database stopped, nil while it runs
}

// Owed is a row that the journal holds and the objects do not show yet.
type Owed struct {
	Resource string
	ID       string
	Position uint64
}

// Status reports the state of the journal.
func (db *DB) Status() Status {
	db.mu.RLock()
	defer db.mu.RUnlock()
	s := Status{
		Server: db.opts.ServerID, Journal: db.journal, Head: db.head, Applied: db.applied,
		Boundary: db.boundary, Holder: db.keeper.holder(), Parked: len(db.parked), Conflicts: db.conflicts,
		Err: db.err,
	}
	for _, e := range db.overlay.since(db.applied) {
		for _, op := range e.AllOps() {
			if op.Kind == journal.Write {
				s.Owed = append(s.Owed, Owed{op.Resource, op.ID, e.Position})
			}
		}
	}
	return s
}
