package engine

import (
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// Change is a row that a committed transaction changed: an event. It comes
// from the journal, whichever server committed it and whether SQL or a program
// wrote it.
type Change struct {
	Position uint64    // of the journal entry
	At       time.Time // the store's time of the entry
	Table    *catalog.Table
	Resource string
	ID       string
	Before   *catalog.Object // without the id; nil for an insert
	After    *catalog.Object // nil for a delete
	Err      error           // why a document cannot be shown: a secret of another passphrase
}

// Subscription hands the changes that are committed after it was made to one
// function, in the order of the journal and from one goroutine.
type Subscription struct {
	db   *DB
	f    func(Change)
	done chan struct{}

	mu     sync.Mutex
	more   *sync.Cond
	queue  []committed
	queued uint64 // newest entry that was queued; a restart reads some again
	passed uint64 // every entry up to here has been handed over
	closed bool
}

// committed is an entry with the schema that its images belong to.
type committed struct {
	entry  *heldEntry
	schema *schema
}

// Subscribe begins to hand changes to f. It must be closed. Entries wait in
// memory for an f that is slow.
func (db *DB) Subscribe(f func(Change)) *Subscription {
	s := &Subscription{db: db, f: f, done: make(chan struct{})}
	s.more = sync.NewCond(&s.mu)
	db.mu.Lock()
	s.queued, s.passed = db.head, db.head
	db.subscriptions[s] = struct{}{}
	db.mu.Unlock()
	go s.run()
	return s
}

// Close ends the subscription and waits for a call of its function that is
// under way.
func (s *Subscription) Close() {
	s.db.mu.Lock()
	delete(s.db.subscriptions, s)
	s.db.mu.Unlock()
	s.mu.Lock()
	s.closed = true
	s.more.Broadcast()
	s.mu.Unlock()
	<-s.done
}

// Wait returns once every change up to a position has been handed over, or
// the subscription is closed.
func (s *Subscription) Wait(position uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.passed < position && !s.closed {
		s.more.Wait()
	}
}

// announce queues an entry for all who listen. db.mu is held.
func (db *DB) announce(e *heldEntry) {
	for s := range db.subscriptions {
		s.mu.Lock()
		if e.Position > s.queued {
			s.queue, s.queued = append(s.queue, committed{e, db.schema}), e.Position
			s.more.Broadcast()
		}
		s.mu.Unlock()
	}
}

func (s *Subscription) run() {
	defer close(s.done)
	for {
		s.mu.Lock()
		for len(s.queue) == 0 && !s.closed {
			s.more.Wait()
		}
		if s.closed {
			s.mu.Unlock()
			return
		}
		next := s.queue[0]
		s.queue = s.queue[1:]
		s.mu.Unlock()
		s.hand(next)
	}
}

func (s *Subscription) hand(c committed) {
	for i := range c.entry.rows {
		row := c.entry.rows[i].op
		if row.Kind != journal.Write {
			continue
		}
		if rel := c.schema.relations[row.Resource]; rel != nil {
			s.f(s.change(c.entry, rel, row))
		}
	}
	s.mu.Lock()
	s.passed = c.entry.Position
	s.more.Broadcast()
	s.mu.Unlock()
}

func (s *Subscription) change(e *heldEntry, rel *relation, op *journal.Op) Change {
	c := Change{Position: e.Position, At: time.Unix(e.modified, 0).UTC(), Table: rel.table, Resource: op.Resource, ID: op.ID}
	c.Before, c.Err = s.document(rel, op.ID, op.Before)
	if c.Err == nil {
		c.After, c.Err = s.document(rel, op.ID, op.After)
	}
	return c
}

func (s *Subscription) document(rel *relation, id string, m journal.Image) (*catalog.Object, error) {
	if m.IsZero() {
		return nil, nil
	}
	return rel.object(recordOf(id, m), &s.db.env)
}
