package journal

import "iter"

// Format is the format number this package writes; it reads all up to it. A
// reader that meets another one stops: an entry is never skipped. Format 1
// described no content, it only said that there is some.
const Format = 2

// Kind is what an entry is.
type Kind byte

// The kinds of entry.
const (
	Commit  Kind = iota // transactions
	Void                // the batch Voided never commits, whatever comes later
	Dropped             // the database is gone; the last entry
)

// Entry is one position of the journal.
type Entry struct {
	Journal  string // id of the journal, drawn with keeper.json
	Position uint64 // from 1; also in the key
	Batch    string // id of the batch: same id, same bytes
	Writer   string // id of the server
	Catalog  uint64 // position of the newest entry with DDL before this one
	Kind     Kind
	Voided   string // Void: the batch id given up
	Txs      []Tx
}

// AllOps ranges over the operations of all transactions with their index.
func (e *Entry) AllOps() iter.Seq2[int, *Op] {
	return func(yield func(int, *Op) bool) {
		n := 0
		for i := range e.Txs {
			ops := e.Txs[i].Ops
			for k := range ops {
				if !yield(n, &ops[k]) {
					return
				}
				n++
			}
		}
	}
}

// Tx is one transaction: operations in the order they were made, each on the
// state that those before it left.
type Tx struct{ Ops []Op }

// OpKind is what an operation does.
type OpKind byte

// The operations. Write, Floor and Define change something; the others are
// what the transaction depends on and are validated against like writes.
const (
	Write  OpKind = iota + 1 // a row: Before to After
	Lock                     // a row locked, not changed
	Exists                   // the row must exist
	Absent                   // no row of the resource may have Texts at Paths; without Paths, none may be touched
	Claim                    // the row ID is the only one under Key of Partition
	Floor                    // nothing of the resource before this transaction remains
	Define                   // DDL: one relation of the catalog
)

// Op is one operation of a transaction.
type Op struct {
	Kind     OpKind
	Resource string
	ID       string
	Read     uint64 // position at which the transaction first read what Op depends on

	// Write only: the images, either of which may be missing, and which
	// version of the object was read, if one was.
	Before, After Image
	ETag          string
	Modified      int64 // its LastModified in Unix seconds

	Partition string   // Claim
	Key       string   // Claim: the texts of the partition's fields
	Paths     []string // Absent
	Texts     []string // Absent

	Definition *Definition // Define
}

// Definition is the new description of one relation or schema, or its end.
type Definition struct {
	Kind     string // schema, table, view or sequence
	Schema   string
	Name     string
	Document string // its part of catalog.json; "" if dropped
	Resource string // its part of s3db.json under Op.Resource; "" if it has none or was dropped
	NextOID  uint32 // the first object identifier free afterwards
}
