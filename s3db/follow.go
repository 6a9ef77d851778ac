package s3db

import (
	"cmp"
	"errors"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// follow begins to make events of what the journal says.
func (db *Database) follow() {
	db.following.Do(func() {
		db.subscription.Store(db.engine.Subscribe(engine.Follower{Redefinition: db.redefined, Change: db.changed}))
	})
}

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

// known returns what is shared of a resource that somebody has asked for.
func (db *Database) known(name string) *shared {
	db.mu.Lock()
	defer db.mu.Unlock()
	if r := db.resources[name]; r != nil {
		return r.shared
	}
	return nil
}

// changed makes events of a row that changed, if somebody listens.
func (db *Database) changed(c *engine.Change) {
	s := db.known(c.Resource().Name)
	if s == nil {
		return
	}
	event := Event{Name: kind(c), Resource: s.name, At: c.At, ID: c.ID}
	over := limitEvents[c.Resource().Current().Behavior]
	if !s.listeners.any(event.Name, over) {
		return
	}
	if err := event.show(c); err != nil {
		event.Name, event.Err = EventError, err
	}
	db.emitter.send(delivery{event, &s.listeners, c.Position})
	if event.Err != nil || !s.listeners.any(over) {
		return
	}
	limit := Event{Name: over, Resource: s.name, At: c.At, ID: c.ID, Record: event.Record}
	if excess := c.Over(); excess != nil {
		limit.Size = sizeOf(Method(event.Name), excess)
	}
	if limit.Size != nil || c.Truncated() {
		db.emitter.send(delivery{limit, &s.listeners, c.Position})
	}
}

// limitEvents are the events of the behaviors that move or cut values.
var limitEvents = map[string]EventName{
	behaviors.UserManaged: EventExceedsLimit, behaviors.TruncateData: EventTruncate, behaviors.BodyOverflow: EventOverflow,
}

func sizeOf(operation Method, e *behaviors.LimitError) *Size {
	return &Size{Operation: operation, Total: e.Size, Limit: e.Limit, Excess: e.Size - e.Limit}
}

func kind(c *engine.Change) EventName {
	switch {
	case c.Before == nil:
		return EventInsert
	case c.After == nil:
		return EventDelete
	}
	return EventUpdate
}

// show decodes the records of a change.
func (e *Event) show(c *engine.Change) (err error) {
	if e.Before, err = recordAt(c, c.Before); err != nil {
		return err
	}
	if e.After, err = recordAt(c, c.After); err != nil {
		return err
	}
	e.Record = e.After
	if e.Record == nil {
		e.Record = e.Before
	}
	return nil
}

func recordAt(c *engine.Change, row *engine.Record) (Record, error) {
	if row == nil {
		return nil, nil
	}
	o, err := c.Document(row)
	if err != nil {
		return nil, err
	}
	return recordOf(row.ID, o, attributesOf(c.Resource(), row)), nil
}

// attributesOf are those of the version that wrote a record.
func attributesOf(r *catalog.Resource, row *engine.Record) *catalog.Attributes {
	if v := r.Version(row.Version); v != nil {
		return v.Attributes
	}
	return r.Current().Attributes
}

// redefined makes events of a definition that changed.
func (db *Database) redefined(d *engine.Redefinition) {
	change := ResourceChange{Type: "changed"}
	if d.Before != nil {
		change.Resource, change.OldVersion = d.Before.Name, d.Before.CurrentVersion
	} else {
		change.Type = "new"
	}
	if d.After != nil {
		change.Resource, change.NewVersion = d.After.Name, d.After.CurrentVersion
	} else {
		change.Type = "deleted"
	}
	db.tell(d.Position, Event{Name: EventResourceDefinitionsChanged, Changes: []ResourceChange{change}})
	switch change.Type {
	case "new":
		db.tell(d.Position, Event{Name: EventResourceCreated, Resource: change.Resource, NewVersion: change.NewVersion})
	case "changed":
		db.updated(d.Position, change)
	}
}

// updated tells of a resource that has a new definition, under a new version
// or not.
func (db *Database) updated(position uint64, change ResourceChange) {
	event := Event{Resource: change.Resource, OldVersion: change.OldVersion, NewVersion: change.NewVersion}
	event.Name = EventResourceUpdated
	db.tell(position, event)
	if s := db.known(change.Resource); s != nil && change.OldVersion != change.NewVersion {
		event.Name, event.At = EventVersionUpdated, db.opts.Clock()
		db.emitter.send(delivery{event, &s.listeners, position})
	}
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
