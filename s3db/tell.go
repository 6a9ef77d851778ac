package s3db

import (
	"cmp"
	"errors"

	"github.com/s3dbsql/s3dbsql/behaviors"
)

// settle returns once the synchronous listeners have got the events of a
// commit.
func (db *Database) settle(position uint64) {
	if s := db.subscription.Load(); s != nil && position > 0 && db.anySync() {
		s.Wait(position)
		db.emitter.finish(position)
	}
}

// WaitEvents returns once the listeners have got the events of all that was
// committed. A listener may not call it.
func (db *Database) WaitEvents() {
	if s := db.subscription.Load(); s != nil {
		s.Wait(db.engine.Position())
		db.emitter.drain()
	}
}

func (db *Database) anySync() bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	for _, r := range db.resources {
		if r.listeners.synchronous() {
			return true
		}
	}
	return false
}

// healed tells of a broken s3db.json that was mended, also while the database
// is being opened.
func (db *Database) healed(repairs []string, backup string) {
	event := Event{Name: EventMetadataHealed, At: db.opts.Clock(), Healing: &Healing{repairs, backup}}
	db.emitter.send(delivery{event: event, to: &db.listeners})
}

// tell emits an event of the database, if somebody listens.
func (db *Database) tell(position uint64, event Event) {
	if !db.listeners.any(event.Name) {
		return
	}
	event.At = db.opts.Clock()
	db.emitter.send(delivery{event, &db.listeners, position})
}

// tell emits an event of an operation once its transaction is committed, if
// somebody listens.
func (op *operation) tell(event Event) {
	s := op.r.shared
	if !s.listeners.any(event.Name) {
		return
	}
	event.Resource, event.At = s.name, s.db.opts.Clock()
	op.tx.AfterCommit(func() { s.emit(event, op.tx.Position()) })
}

// tellNow emits an event of an operation that was several, if somebody
// listens: now, or once the transaction that it belongs to is committed.
func (r *Resource) tellNow(event Event) {
	if !r.listeners.any(event.Name) {
		return
	}
	event.Resource, event.At = r.name, r.db.opts.Clock()
	if r.tx != nil {
		r.tx.AfterCommit(func() { r.emit(event, r.tx.Position()) })
		return
	}
	r.emit(event, r.db.engine.Position())
}

// emit hands over an event of an operation, after those of its commit.
func (s *shared) emit(event Event, position uint64) {
	if position > 0 {
		s.db.subscription.Load().Wait(position)
	}
	if !s.listeners.synchronous() {
		s.db.emitter.send(delivery{event: event, to: &s.listeners})
		return
	}
	if position > 0 {
		s.db.emitter.finish(position)
	}
	s.db.emitter.deliver(event, &s.listeners)
}

// failed emits the error of an operation.
func (r *Resource) failed(method Method, args Args, err error) {
	if err == nil {
		return
	}
	event := Event{
		Name: EventError, Resource: r.name, At: r.db.opts.Clock(), Method: method, Err: err,
		ID: cmp.Or(args.ID, args.Record.ID()), Record: args.Record,
	}
	if r.db.listeners.any(EventError) {
		r.db.emitter.send(delivery{event: event, to: &r.db.listeners})
	}
	if r.listeners.any(EventError) {
		r.emit(event, 0)
	}
	if over := (*behaviors.LimitError)(nil); errors.As(err, &over) && r.listeners.any(EventExceedsLimit) {
		event.Name, event.Size = EventExceedsLimit, sizeOf(method, over)
		r.emit(event, 0)
	}
}
