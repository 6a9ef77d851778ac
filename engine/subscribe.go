package engine

import (
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Change is a row that a committed transaction changed: an event. It comes
// from the journal, whichever server committed it and whether SQL or a program
// wrote it.
type Change struct {
	Position uint64    // of the journal entry
	At       time.Time // the store's time of the entry
	ID       string
	Before   *Record // nil for an insert
	After    *Record // nil for a delete

	rel  *relation
	env  *environment
	caps storage.Capabilities
}

// Resource is the definition under which the row was written.
func (c *Change) Resource() *catalog.Resource { return c.rel.resource }

// Document decodes Before or After, nil for nil, without the id. It fails on
// a secret of another passphrase.
func (c *Change) Document(r *Record) (*catalog.Object, error) {
	if r == nil {
		return nil, nil
	}
	return c.rel.object(r, c.env)
}

// Masked is Document with secrets masked, which it does not decrypt.
func (c *Change) Masked(r *Record) (*catalog.Object, error) {
	if r == nil {
		return nil, nil
	}
	return document.Masked(c.rel.attributesOf(r.Version), r.Fields)
}

// Truncated reports whether the behavior cut values of the row.
func (c *Change) Truncated() bool {
	if c.After == nil {
		return false
	}
	_, cut := c.After.Fields.Get(document.TruncatedPath)
	return cut
}

// Over says by how much the row after the change is too large for metadata,
// so that its behavior moved values to the body; nil if it is not.
func (c *Change) Over() *behaviors.LimitError {
	if c.After == nil {
		return nil
	}
	parts, err := document.Layout(c.rel.version, c.After.Fields, encodingOn(c.caps))
	if err != nil {
		return nil // refused before the commit
	}
	return parts.Over
}

// Redefinition is a resource whose definition a committed transaction changed.
type Redefinition struct {
	Position uint64
	Before   *catalog.Resource // nil for one that is new
	After    *catalog.Resource // nil for one that is dropped
}

// Follower is what a Subscription calls. A nil function is not.
type Follower struct {
	Redefinition func(*Redefinition) // before the rows of the same entry
	Change       func(*Change)
	Entry        func(position uint64) // after all of an entry
}

// Subscription hands what is committed after it was made to a Follower, in the
// order of the journal and from one goroutine.
type Subscription struct {
	db   *DB
	f    Follower
	done chan struct{}

	mu     sync.Mutex
	more   *sync.Cond
	queue  []committed
	queued uint64 // newest entry that was queued; a restart reads some again
	passed uint64 // every entry up to here has been handed over
	closed bool
}

// committed is an entry with the schemas before it and after it.
type committed struct {
	entry         *heldEntry
	before, after *schema
}

// Subscribe begins to follow the journal. The subscription must be closed.
// Entries wait in memory for a follower that is slow.
func (db *DB) Subscribe(f Follower) *Subscription {
	s := &Subscription{db: db, f: f, done: make(chan struct{})}
	s.more = sync.NewCond(&s.mu)
	db.mu.Lock()
	s.queued, s.passed = db.head, db.head
	db.subscriptions[s] = struct{}{}
	db.mu.Unlock()
	go s.run()
	return s
}

// Close ends the subscription and waits for a call of its follower that is
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

// Wait returns once everything up to a position has been handed over, or the
// subscription is closed.
func (s *Subscription) Wait(position uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.passed < position && !s.closed {
		s.more.Wait()
	}
}

// announce queues an entry, which makes the schema next, for all who follow.
// db.mu is held.
func (db *DB) announce(e *heldEntry, next *schema) {
	for s := range db.subscriptions {
		s.mu.Lock()
		if e.Position > s.queued {
			s.queue, s.queued = append(s.queue, committed{e, db.schema, next}), e.Position
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
	if s.f.Redefinition != nil {
		s.redefinitions(c)
	}
	for i := range c.entry.rows {
		row := c.entry.rows[i].op
		if rel := c.after.relations[row.Resource]; rel != nil && s.f.Change != nil && row.Kind == journal.Write {
			s.f.Change(s.change(c.entry, rel, row))
		}
	}
	if s.f.Entry != nil {
		s.f.Entry(c.entry.Position)
	}
	s.mu.Lock()
	s.passed = c.entry.Position
	s.more.Broadcast()
	s.mu.Unlock()
}

// redefinitions compares the definitions before and after an entry.
func (s *Subscription) redefinitions(c committed) {
	if c.before == c.after {
		return
	}
	tell := func(before, after *catalog.Resource) {
		s.f.Redefinition(&Redefinition{c.entry.Position, before, after})
	}
	for name, after := range c.after.resources {
		if before := c.before.resources[name]; before != after {
			tell(before, after)
		}
	}
	for name, before := range c.before.resources {
		if c.after.resources[name] == nil {
			tell(before, nil)
		}
	}
}

func (s *Subscription) change(e *heldEntry, rel *relation, op *journal.Op) *Change {
	c := &Change{Position: e.Position, At: time.Unix(e.modified, 0).UTC(), ID: op.ID, rel: rel, env: &s.db.env, caps: s.db.caps}
	if !op.Before.IsZero() {
		c.Before = recordOf(op.ID, op.Before)
	}
	if !op.After.IsZero() {
		c.After = recordOf(op.ID, op.After)
	}
	return c
}
