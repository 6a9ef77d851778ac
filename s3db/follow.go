package s3db

import (
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
		event.Name, event.Err = EventError, s.secretError(c.ID, err)
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
